-- id: sanity_twice
-- title_zh: 疑似重复导入
-- title_en: probably loaded twice
-- severity: warning
-- direction: 核对提示
-- source: 规则书 13
-- formula: 同一机构、同一月在两个文件里行数和金额都相同，这样的行不少于三行，并占较小文件的一半以上
-- params:
--
-- One export with order line numbers and one without, of a platform and of a hospital, say: nothing tells that their lines are
-- the same, and each counts.
WITH part AS (
  SELECT t.file, s.inst, s.k, sum(s.lines) AS lines, sum(s.amount) AS amount
  FROM ind_source AS s JOIN sheet AS t ON t.id = s.sheet GROUP BY t.file, s.inst, s.k),
whole AS (SELECT file, sum(lines) AS lines FROM part GROUP BY file),
same AS (
  SELECT a.file AS one, b.file AS two, count(DISTINCT a.inst) AS insts, sum(a.lines) AS lines, sum(a.amount) AS amount
  FROM part AS a JOIN part AS b ON b.inst = a.inst AND b.k = a.k AND b.file > a.file AND b.lines = a.lines AND b.amount = a.amount
  WHERE a.amount > 0 GROUP BY a.file, b.file)
SELECT g.path, f.path, words('各不相同', 'different purchases'),
  words(s.insts || ' 家机构的 ' || s.lines || ' 行，每月的行数和金额都相同：请核对是否同一批采购导出了两次，是则撤销其中一次导入',
    'lines: ' || s.lines || ', institutions: ' || s.insts
      || ', equal in number and amount each month; if the same purchases were exported twice, undo one of the imports'),
  s.amount, 'file:' || substr(g.sha256, 1, 12)
FROM same AS s JOIN file AS f ON f.id = s.one JOIN file AS g ON g.id = s.two JOIN whole AS v ON v.file = s.one JOIN whole AS w ON w.file = s.two
WHERE s.lines >= 3 AND s.lines * 2 > min(v.lines, w.lines)
