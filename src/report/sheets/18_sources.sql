-- name: 来源与自检 | Sources and checks
-- title: 数据来源与自检 | Sources and self-checks
-- note: 每个文件：行数 = 入库 + 更新 + 剔除 + 跳过 | Of every file: rows = stored + superseded + rejected + skipped
-- column: 文件 | File | text 44
-- column: 大小 | Bytes | int
-- column: SHA-256 | SHA-256 | code 34
-- column: 类型 | Kind | text 16
-- column: 行数 | Rows | int
-- column: 入库 | Stored | int
-- column: 更新 | Superseded | int
-- column: 剔除 | Rejected | int
-- column: 跳过 | Skipped | int
-- column: 数据起 | Data from | day
-- column: 数据止 | Data to | day
-- below: checks
-- below column: 自检 | Check | text 44
-- below column: | | int
-- below column: | | code
-- below column: 结果 | Result | status 16
-- below column: * | * | formula
-- below column: * | * | mark
-- below column: 左边 | Left side | volume
-- below column: * | * | formula
-- below column: 右边 | Right side | volume
-- below column: * | * | formula
-- below column: | | int
-- below column: | | int
-- below column: | | int
-- below column: | | int
-- below column: | | int
--
-- Rule book 0.6. In a file of comma separated values the checks stand under the same heads.
WITH kind(id, zh, en) AS (VALUES ('purchase', '采购明细', 'purchases'), ('payment', '付款台账', 'payments'),
  ('agreement', '约定采购量', 'agreements'), ('award', '中选目录', 'awards'), ('institution', '机构', 'institutions'),
  ('invoice', '发票', 'invoices'), ('reason', '正当理由', 'reasons'), ('shortage', '缺货', 'shortages'),
  ('substitute', '可替代药品', 'substitutes'), ('watch', '重点监控', 'watch list'), ('duty', '报送义务', 'duties'),
  ('assessment', '考核', 'assessments'), ('fund', '基金参数', 'fund'), ('term', '付款期限', 'terms'), ('alias', '别名', 'aliases'),
  ('', '未识别', 'not recognised')),
dead AS (
  SELECT sheet, count(*) AS n FROM purchase WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM payment WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM agreement WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM award WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM listed WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM invoice WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM reason WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM shortage WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM substitute WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM watch WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM duty WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM assessment WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM fund WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM term WHERE live = 0 GROUP BY sheet
  UNION ALL SELECT sheet, count(*) FROM alias WHERE live = 0 GROUP BY sheet),
tab AS (
  SELECT t.*, coalesce((SELECT sum(n) FROM dead WHERE dead.sheet = t.id), 0) AS superseded,
    (SELECT iif(:lang, en, zh) FROM kind WHERE kind.id = t.kind) AS kind_name
  FROM sheet AS t)
SELECT f.path, f.bytes, f.sha256,
  (SELECT group_concat(kind_name, '、') FROM (SELECT DISTINCT kind_name FROM tab WHERE file = f.id AND kind <> '' ORDER BY kind_name)),
  sum(t.rows), sum(t.kept - t.superseded), sum(t.superseded), sum(t.rejected), sum(t.skipped), min(t.day_from), max(t.day_to)
FROM file AS f JOIN tab AS t ON t.file = f.id
WHERE f.live
GROUP BY f.id
ORDER BY f.path, f.id;

-- @checks
WITH s AS (
  SELECT -2 AS seq, iif(:lang, 'Rows = stored + superseded + rejected + skipped, all files', '全部文件：行数 = 入库 + 更新 + 剔除 + 跳过') AS title,
    10000 * sum(t.rows) AS lhs, 10000 * sum(t.kept + t.rejected + t.skipped) AS rhs, 'SUM(E{first}:E{last})' AS left_formula,
    'SUM(F{first}:I{last})' AS right_formula
  FROM file AS f JOIN sheet AS t ON t.file = f.id WHERE f.live
  UNION ALL
  SELECT -1, iif(:lang, 'Files whose rows do not add up = 0', '行数不符的文件数 = 0'),
    (SELECT 10000 * count(*) FROM (SELECT f.id FROM file AS f JOIN sheet AS t ON t.file = f.id WHERE f.live GROUP BY f.id
      HAVING sum(t.rows) <> sum(t.kept + t.rejected + t.skipped))), 0,
    'SUMPRODUCT(--(E{first}:E{last}<>F{first}:F{last}+G{first}:G{last}+H{first}:H{last}+I{first}:I{last}))', '0'
  UNION ALL
  SELECT 0, iif(:lang, 'Agreements = no purchase + behind + on schedule + above volume', '签约产品数 = 零采购 + 低于序时 + 正常 + 超量'),
    10000 * n, 10000 * (none + behind + normal + over), n, none || '+' || behind || '+' || normal || '+' || over
  FROM (SELECT coalesce(sum(counts), 0) AS n, count(iif(status = '零采购', 1, NULL)) AS none,
    count(iif(status = '低于序时', 1, NULL)) AS behind, count(iif(status = '正常', 1, NULL)) AS normal,
    count(iif(status = '超量', 1, NULL)) AS over FROM agreement_status)
  UNION ALL
  SELECT seq, iif(:lang, title_en, title_zh), iif(exact, lhs, lhs * 10000), iif(exact, rhs, rhs * 10000),
    iif(exact, '(' || lhs_parts || ')/10000', lhs_parts), iif(exact, '(' || rhs_parts || ')/10000', rhs_parts)
  -- money and volumes come in 1/10 000
  FROM (SELECT *, title_zh LIKE '%（元）' OR title_zh LIKE '%（最小单位）' AS exact FROM ind_check))
SELECT title, NULL, NULL, iif(lhs = rhs, '✔', '✘'), 'IF(E{row}=F{row},"✔","✘")', iif(lhs = rhs, '相符', '不符'),
  lhs, left_formula, rhs, right_formula, NULL, NULL, NULL, NULL, NULL
FROM s
ORDER BY seq;
