-- What src/rules/monthly.c reads, and the watched products.

-- @watches
SELECT id, generic_key, ifnull(code, '') FROM watch WHERE live = 1 ORDER BY id;
-- @assessments
-- Of two for one institution, round and year the later day of import counts, as for agreements: those come last.
SELECT a.id, o.inst, a.round, CAST(a.year AS INTEGER), a.score, o.id,
  coalesce(f.path || CASE WHEN s.name = '' THEN '' ELSE ' › ' || s.name END || ' › ' || a.row, ''), a.grade
FROM assessment AS a JOIN org AS o ON o.id = a.org
JOIN sheet AS s ON s.id = a.sheet JOIN file AS f ON f.id = s.file JOIN import AS m ON m.id = f.import
WHERE a.live = 1 ORDER BY m.day, f.sha256, a.sheet, a.row, a.id;
-- @funds
-- By year, and in it as assessments are: the later import last.
SELECT x.id, CAST(x.year AS INTEGER) AS year, x.region, x.pay_ratio, x.insured_share,
       coalesce(f.path || CASE WHEN s.name = '' THEN '' ELSE ' › ' || s.name END || ' › ' || x.row, '')
FROM fund AS x
JOIN sheet AS s ON s.id = x.sheet JOIN file AS f ON f.id = s.file JOIN import AS m ON m.id = f.import
WHERE x.live = 1 ORDER BY 2, m.day, f.sha256, x.sheet, x.row, x.id;
-- @watched
INSERT OR IGNORE INTO ind_watched(watch, item) VALUES(?1, ?2);
