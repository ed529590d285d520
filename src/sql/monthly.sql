-- What src/rules/monthly.c reads, and writes into the tables of indicators_monthly.sql.

-- @watches
SELECT id, generic_key, ifnull(code, '') FROM watch WHERE live = 1 ORDER BY id;
-- @assessments
SELECT a.id, o.inst, a.round, CAST(a.year AS INTEGER), a.score FROM assessment AS a JOIN org AS o ON o.id = a.org
WHERE a.live = 1 ORDER BY a.id;
-- @watched
INSERT OR IGNORE INTO ind_watched(watch, item) VALUES(?1, ?2);
-- @span
INSERT INTO ind_span(k, month, day_from) VALUES(?1, day_month(?2), ?2);
-- @source
INSERT INTO ind_source(sheet, inst, k, lines, amount) VALUES(?1, ?2, ?3, ?4, ?5);
-- @bought
INSERT INTO ind_bought(inst, item, k, amount) VALUES(?1, ?2, ?3, ?4);
-- @late
INSERT INTO ind_late(inst, lines, longest, amount, purchase) VALUES(?1, ?2, ?3, ?4, ?5);
-- @unselected
INSERT INTO ind_unselected(inst, grp, year, amount) VALUES(?1, ?2, ?3, ?4);
-- @habit
INSERT INTO ind_habit(agreement, rush, day_from, day_to, volume) VALUES(?1, ?2, ?3, ?4, ?5);
-- @score
INSERT INTO ind_score(assessment, inst, round, year, score) VALUES(?1, ?2, ?3, ?4, ?5);
