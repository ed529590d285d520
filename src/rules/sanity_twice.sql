-- id: sanity_twice
-- title_zh: 疑似重复导入
-- title_en: probably loaded twice
-- severity: warning
-- direction: 核对提示
-- direction_en: to be checked
-- source: 规则书 13
-- source_en: rule book 13
-- formula: 两张表里，同一机构在两张表都有的月份，同一天、同样金额的行不少于三行，并占较少一张的一半以上；或每月的行数和金额都相同
-- formula_en: two sheets: of one institution, in the months that both have, at least three rows are of the same day and amount, and half or more of those of the smaller sheet; or rows and amount are equal in every month
-- params:
--
-- One export of a platform and one of a hospital, say, under other numbers: nothing tells that their lines are the same, and
-- each counts. Where the days differ as well, the sums of the months are left to compare.
WITH place AS MATERIALIZED ( -- in file order, whatever was imported first
  SELECT s.id, f.path || iif((SELECT count(*) FROM sheet AS x WHERE x.file = f.id) > 1, ' › ' || s.name, '') AS name, f.sha256,
    row_number() OVER (ORDER BY f.path, f.sha256, s.id) AS at
  FROM sheet AS s JOIN file AS f ON f.id = s.file),
part AS (
  SELECT s.sheet, p.at, s.inst, s.k, s.lines, s.amount FROM ind_source AS s JOIN place AS p ON p.id = s.sheet),
whole AS (SELECT sheet, sum(lines) AS lines FROM part GROUP BY sheet),
same AS (
  SELECT a.sheet AS one, b.sheet AS two, count(DISTINCT a.inst) AS insts, sum(a.lines) AS lines, sum(a.amount) AS amount
  FROM part AS a JOIN part AS b ON b.inst = a.inst AND b.k = a.k AND b.at > a.at AND b.lines = a.lines AND b.amount = a.amount
  WHERE a.amount > 0 GROUP BY a.sheet, b.sheet),
twice AS (
  SELECT one, two, count(*) AS insts, sum(lines) AS lines, sum(amount) AS amount, payments, 1 AS by_day
  FROM ind_twice GROUP BY one, two, payments
  UNION ALL
  SELECT s.one, s.two, s.insts, s.lines, s.amount, 0, 0
  FROM same AS s JOIN whole AS v ON v.sheet = s.one JOIN whole AS w ON w.sheet = s.two
  WHERE s.lines >= 3 AND s.lines * 2 > min(v.lines, w.lines)
    AND NOT EXISTS (SELECT 1 FROM ind_twice AS t WHERE s.one IN (t.one, t.two) AND s.two IN (t.one, t.two)))
SELECT b.name, a.name,
  CASE WHEN payments THEN words('各不相同', 'different payments') ELSE words('各不相同', 'different purchases') END,
  words(insts || ' 家机构的 ' || lines || ' 行，'
      || CASE WHEN payments THEN '同一天付款、金额相同：请核对是否同一笔付款记了两次'
              WHEN by_day THEN '同一天验收、金额相同：请核对是否同一批采购导出了两次'
              ELSE '每月的行数和金额都相同：请核对是否同一批采购导出了两次' END || '，是则撤销其中一次导入',
    'lines: ' || lines || ', institutions: ' || insts || ', '
      || CASE WHEN payments THEN 'paid on the same days, the same amounts; if the same payments stand in both'
              WHEN by_day THEN 'accepted on the same days for the same amounts; if the same purchases were exported twice'
              ELSE 'equal in number and amount each month; if the same purchases were exported twice' END
      || ', undo one of the imports'),
  amount, 'file:' || substr(b.sha256, 1, 12)
FROM twice AS t JOIN place AS a ON a.id = t.one JOIN place AS b ON b.id = t.two
ORDER BY amount DESC, a.at, b.at
