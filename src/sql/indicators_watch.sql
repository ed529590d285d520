-- Watch lists (rule book 13): a row of a list × an institution that bought of it this month, the month before or in the same
-- month a year ago. This month is that of R. An amount is NULL where the institution sent no line for the month at all: not
-- reported is not zero. Growth (mom, yoy) is NULL without an amount above zero to compare with.
CREATE VIRTUAL TABLE temp.ind_watch USING frame(watch INTEGER, inst INTEGER, now INTEGER, before INTEGER,
  year_ago INTEGER, list TEXT, name TEXT, limit_mom INTEGER, limit_yoy INTEGER, mom TEXT, yoy TEXT, over_mom INTEGER,
  over_yoy INTEGER, key TEXT);
INSERT INTO ind_watch
WITH sums AS (
  SELECT w.watch, b.inst, sum(iif(b.k = 12, b.amount, 0)) AS now, sum(iif(b.k = 11, b.amount, 0)) AS before,
    sum(iif(b.k = 0, b.amount, 0)) AS year_ago
  FROM ind_watched AS w JOIN ind_bought AS b ON b.item = w.item
  WHERE b.k IN (0, 11, 12) GROUP BY w.watch, b.inst),
sent AS (SELECT DISTINCT inst, k FROM ind_source WHERE k IN (0, 11, 12)),
known AS (
  SELECT s.watch, s.inst, iif(EXISTS (SELECT 1 FROM sent WHERE inst = s.inst AND k = 12), s.now, NULL) AS now,
    iif(EXISTS (SELECT 1 FROM sent WHERE inst = s.inst AND k = 11), s.before, NULL) AS before,
    iif(EXISTS (SELECT 1 FROM sent WHERE inst = s.inst AND k = 0), s.year_ago, NULL) AS year_ago
  FROM sums AS s)
SELECT k.*, x.list, coalesce(nullif(x.generic, ''), x.code) AS name, x.limit_mom, x.limit_yoy,
  iif(k.before > 0, rate(k.now - k.before, k.before), NULL) AS mom,
  iif(k.year_ago > 0, rate(k.now - k.year_ago, k.year_ago), NULL) AS yoy,
  ifnull(k.before > 0 AND rate_cmp(k.now - k.before, k.before, x.limit_mom, 10000) > 0, 0) AS over_mom,
  ifnull(k.year_ago > 0 AND rate_cmp(k.now - k.year_ago, k.year_ago, x.limit_yoy, 10000) > 0, 0) AS over_yoy,
  'watch:' || key_part(x.list) || ':' || key_part(coalesce(nullif(x.code, ''), x.generic)) || ':'
    || key_part(coalesce(nullif(i.code, ''), i.name)) AS key
FROM known AS k JOIN watch AS x ON x.id = k.watch JOIN inst AS i ON i.id = k.inst;
