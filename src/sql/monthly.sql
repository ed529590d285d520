-- What src/rules/monthly.c reads, and the watched products.

-- @watches
SELECT id, generic_key, ifnull(code, '') FROM watch WHERE live = 1 ORDER BY id;
-- @assessments
SELECT a.id, o.inst, a.round, CAST(a.year AS INTEGER), a.score FROM assessment AS a JOIN org AS o ON o.id = a.org
WHERE a.live = 1 ORDER BY a.id;
-- @watched
INSERT OR IGNORE INTO ind_watched(watch, item) VALUES(?1, ?2);
