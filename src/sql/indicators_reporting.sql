-- Reporting grid (rule book 13): institution × the twelve months that end with that of R. After indicators_monthly.sql is
-- filled. An institution must report a month if the duty table says so; where that has no row for it, if the list says 必报,
-- from the first month on that anybody reported.
--   已报 lines for the month      未报 must report, and none      部分 rows of its sheets that end in the month were refused, and not given again
--   已更正 a file with lines for the month was replaced (import --replace)      NULL neither lines nor duty
CREATE VIRTUAL TABLE temp.ind_refused USING frame(inst INTEGER, month INTEGER, rows INTEGER);
INSERT INTO ind_refused
SELECT o.inst, day_month(t.day_to) AS month, count(*) AS rows
FROM standing_issue AS x JOIN import AS m ON m.id = x.import AND m.undone = 0 JOIN sheet AS t ON t.id = x.sheet AND t.kind = 'purchase'
JOIN org AS o ON o.id = x.org
WHERE x.rejected = 1 AND t.day_to IS NOT NULL GROUP BY o.inst, day_month(t.day_to);

CREATE VIRTUAL TABLE temp.ind_corrected USING frame(inst INTEGER, month INTEGER);
INSERT INTO ind_corrected
SELECT DISTINCT o.inst, c.month FROM corrected AS c JOIN org AS o ON o.id = c.org
JOIN import AS m ON m.replaces = c.import AND m.undone <> 1; -- what took its place was not itself taken back

CREATE VIRTUAL TABLE temp.ind_report USING frame(inst INTEGER, k INTEGER, month INTEGER, lines INTEGER,
  required INTEGER, state TEXT);
INSERT INTO ind_report
WITH sent AS (SELECT inst, k, sum(lines) AS lines FROM ind_source WHERE k > 0 GROUP BY inst, k),
told AS (SELECT o.inst, d.month, max(d.required) AS required FROM duty AS d JOIN org AS o ON o.id = d.org WHERE d.live = 1
  GROUP BY o.inst, d.month),
cell AS (
  SELECT i.id AS inst, s.k, s.month, ifnull(t.lines, 0) AS lines,
    coalesce(u.required, i.declared AND i.duty = '必报' AND s.begun, 0) AS required
  FROM inst AS i, ind_span AS s LEFT JOIN sent AS t ON t.inst = i.id AND t.k = s.k
  LEFT JOIN told AS u ON u.inst = i.id AND u.month = s.day_from
  WHERE s.k > 0)
SELECT c.inst, c.k, c.month, c.lines, c.required,
  CASE WHEN r.inst IS NOT NULL THEN '部分' WHEN c.lines > 0 AND x.inst IS NOT NULL THEN '已更正' WHEN c.lines > 0 THEN '已报'
       WHEN c.required THEN '未报' END AS state
FROM cell AS c LEFT JOIN ind_refused AS r ON r.inst = c.inst AND r.month = c.month
LEFT JOIN ind_corrected AS x ON x.inst = c.inst AND x.month = c.month;

-- Months without the lines that are due, and in which run they stand (a month that need not be reported breaks no run).
CREATE TEMP VIEW missing_month AS
WITH due AS (
  SELECT inst, k, month, state = '未报' AS missing, row_number() OVER (PARTITION BY inst ORDER BY k) AS n
  FROM ind_report WHERE required OR lines > 0)
SELECT inst, k, month, n - row_number() OVER (PARTITION BY inst ORDER BY n) AS run FROM due WHERE missing;

-- The longest run of them within the twelve months, and how many in all.
CREATE VIRTUAL TABLE temp.ind_missing USING frame(inst INTEGER, longest INTEGER, required INTEGER, missing INTEGER);
INSERT INTO ind_missing
WITH run AS (SELECT inst, count(*) AS months FROM missing_month GROUP BY inst, run),
most AS (SELECT inst, max(months) AS longest, sum(months) AS missing FROM run GROUP BY inst),
due AS (SELECT inst, sum(required) AS required FROM ind_report GROUP BY inst)
SELECT i.id AS inst, ifnull(m.longest, 0) AS longest, d.required, ifnull(m.missing, 0) AS missing
FROM inst AS i LEFT JOIN due AS d ON d.inst = i.id LEFT JOIN most AS m ON m.inst = i.id;
