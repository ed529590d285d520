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
  (SELECT group_concat(kind_name, iif(:lang, ', ', '、')) FROM (SELECT DISTINCT kind_name FROM tab WHERE file = f.id AND kind <> '' ORDER BY kind_name)),
  sum(t.rows), sum(t.kept - t.superseded), sum(t.superseded), sum(t.rejected), sum(t.skipped), min(t.day_from), max(t.day_to)
FROM file AS f JOIN tab AS t ON t.file = f.id
WHERE f.live
GROUP BY f.id
ORDER BY f.path, f.id;

-- @checks
SELECT iif(:lang, title_en, title_zh), NULL, NULL, iif(lhs = rhs, '✔', '✘'), 'IF(E{row}=F{row},"✔","✘")', iif(lhs = rhs, '相符', '不符'),
  lhs, coalesce(left_formula, lhs_parts), rhs, coalesce(right_formula, rhs_parts), NULL, NULL, NULL, NULL, NULL
FROM check_shown
ORDER BY seq;
