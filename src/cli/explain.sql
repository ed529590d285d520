-- The rows behind one 依据号 (table trace), each with the place it came from.

-- @trace
WITH place(fact, fact_id, sheet, row) AS (
  SELECT 'agreement', id, sheet, row FROM agreement UNION ALL SELECT 'award', id, sheet, row FROM award
  UNION ALL SELECT 'shortage', id, sheet, row FROM shortage UNION ALL SELECT 'reason', id, sheet, row FROM reason
  UNION ALL SELECT 'substitute', id, sheet, row FROM substitute UNION ALL SELECT 'term', id, sheet, row FROM term
  UNION ALL SELECT 'alias', id, sheet, row FROM alias
  UNION ALL SELECT 'fund', id, sheet, row FROM fund UNION ALL SELECT 'assessment', id, sheet, row FROM assessment
  UNION ALL SELECT 'issue', id, sheet, nullif(row, 0) FROM issue UNION ALL SELECT 'sheet', id, id, NULL FROM sheet UNION ALL SELECT 'institution', id, sheet, row FROM listed),
unit AS MATERIALIZED (SELECT unit, iif(:lang, en, zh) AS shown FROM unit_shown),
traced AS (
  SELECT t.seq, t.counted, t.amount, t.unit, t.why, coalesce(p.sheet, y.sheet, x.sheet) AS sheet,
    coalesce(p.row, y.row, x.row) AS row, coalesce(p.day_accept, y.day) AS day, p.item
  FROM trace AS t LEFT JOIN purchase AS p ON p.id = t.purchase LEFT JOIN payment AS y ON y.id = t.payment
  LEFT JOIN place AS x ON x.fact = t.fact AND x.fact_id = t.fact_id)
SELECT iif(:json, t.counted, iif(t.counted, '✔', '·')) AS "counted|计入|Counted|r", f.path AS "file|文件|File", s.name AS "sheet|工作表|Sheet",
  t.row AS "row|行|Row|r", iif(t.day IS NULL, NULL, day_text(t.day)) AS "day|日期|Day",
  i.generic || iif(i.spec = '', '', ' ' || i.spec) AS "item|品名规格|Item",
  scaled_text(t.amount, 0, 4) AS "amount|数值|Amount|r",
  u.shown AS "unit|单位|Unit",
  t.why AS "why|说明|Why"
FROM traced AS t LEFT JOIN sheet AS s ON s.id = t.sheet LEFT JOIN file AS f ON f.id = s.file
LEFT JOIN item AS i ON i.id = t.item LEFT JOIN unit AS u ON u.unit = t.unit
ORDER BY t.seq;

-- Remarks are no rows, and volumes of several products are never added.
-- @sums
SELECT iif(t.counted, iif(:lang, 'counted', '计入'), iif(:lang, 'left out', '没有计入')) AS "what|合计|Total",
  count(*) AS "rows|行数|Rows|r",
  scaled_text(iif(t.unit = 'volume' AND count(DISTINCT a.product) > 1, NULL, sum(t.amount)), 0, 4) AS "amount|数值|Amount|r",
  (SELECT iif(:lang, en, zh) FROM unit_shown AS u WHERE u.unit = t.unit) AS "unit|单位|Unit"
FROM trace AS t LEFT JOIN ind_agreement AS a ON t.fact = 'agreement' AND a.id = t.fact_id
WHERE t.amount IS NOT NULL OR t.purchase IS NOT NULL OR t.payment IS NOT NULL
GROUP BY t.counted, t.unit ORDER BY t.counted DESC, t.unit;
