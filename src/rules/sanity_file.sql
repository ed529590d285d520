-- id: sanity_file
-- title_zh: 一个文件左右当月
-- title_en: one file explains a month
-- severity: note
-- direction: 核对提示
-- direction_en: to be checked
-- source: 规则书 13
-- source_en: rule book 13
-- formula: 当月有不止一个文件，金额比上月变化 ≥ sanity.month_change，其中一个文件的机构占变化的 sanity.file_share 以上
-- formula_en: more than one file in the month, its amount changed by ≥ sanity.month_change from the month before, and the institutions of one file make up more than sanity.file_share of the change
-- params: sanity.file_share、sanity.month_change
WITH by_inst AS MATERIALIZED (SELECT inst, k, sum(amount) AS amount FROM ind_source GROUP BY inst, k),
moved AS (
  SELECT s.k, s.month, (SELECT sum(amount) FROM by_inst AS b WHERE b.k = s.k) AS now,
    (SELECT sum(amount) FROM by_inst AS b WHERE b.k = s.k - 1) AS before
  FROM ind_span AS s WHERE s.k > 0),
part AS MATERIALIZED (
  SELECT x.k, x.file, sum(ifnull(n.amount, 0) - ifnull(b.amount, 0)) AS change
  FROM (SELECT DISTINCT y.k, z.file, y.inst FROM ind_source AS y JOIN sheet AS z ON z.id = y.sheet) AS x
  LEFT JOIN by_inst AS n ON n.inst = x.inst AND n.k = x.k LEFT JOIN by_inst AS b ON b.inst = x.inst AND b.k = x.k - 1
  GROUP BY x.k, x.file)
SELECT f.path, substr(m.month, 1, 4) || '-' || substr(m.month, 5), '',
  words('当月 ', 'this month ') || scaled_text(m.now, 2, 2) || words(' 元，上月 ', ' yuan, month before ') || scaled_text(m.before, 2, 2)
    || words(' 元，' || iif(m.now > m.before, '多了 ', '少了 '), ' yuan, ' || iif(m.now > m.before, 'up by ', 'down by '))
    || scaled_text(abs(m.now - m.before), 2, 2)
    || iif(abs(p.change) <= abs(m.now - m.before),
      words(' 元，其中这个文件的机构占 ', '; of this ') || scaled_text(abs(p.change), 2, 2)
        || words(' 元（', ' (') || percent(abs(p.change), abs(m.now - m.before)) || words('）', ') at the institutions of this file'),
      words(' 元；这个文件的机构' || iif(p.change > 0, '多了 ', '少了 '), '; the institutions of this file ' || iif(p.change > 0, 'up by ', 'down by '))
        || scaled_text(abs(p.change), 2, 2)
        || words(' 元，其他机构合起来反而' || iif(p.change > 0, '少了', '多了'), ', all others together ' || iif(p.change > 0, 'down', 'up')))
    || words('：请核对文件', ': check the file'), p.change, ''
FROM moved AS m JOIN part AS p ON p.k = m.k JOIN file AS f ON f.id = p.file
WHERE m.before > 0 AND m.now <> m.before
  AND rate_cmp(abs(m.now - m.before), m.before, (SELECT scaled FROM param WHERE name = 'sanity.month_change'), 10000) >= 0
  AND rate_cmp(rate(iif(m.now > m.before, p.change, -p.change), abs(m.now - m.before)),
    rate((SELECT scaled FROM param WHERE name = 'sanity.file_share'), 10000)) > 0
  AND (SELECT count(*) FROM part AS o WHERE o.k = m.k) > 1
