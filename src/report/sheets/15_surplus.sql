-- name: 结余留用试算 | Surplus retention
-- title: 结余留用试算与总额不降低 | Surplus retention (an estimate) and protected budget
-- note: 试算，不作拨付依据；预算 = Σ 需求量×集采前加权价×支付比例×医保占比，支付 = (Σ 约定采购量×中选价 + 非中选金额)×支付比例×医保占比；有产品未完成约定量的不留用；年度 = 协议开始的年份 | An estimate. Budget = Σ base × price before × pay ratio × insured share; spent = (Σ Q* × award price + not-selected) × the same; nothing is retained while an agreed volume is not completed; year = that in which the agreement began
-- column: 医疗机构 | Institution | text 34 | brief
-- column: 机构编码 | Institution code | code 16
-- column: 批次编码 | Round code | code 12 | brief
-- column: 年度 | Year | code 8 | brief
-- column: 预算 | Budget | money | brief
-- column: 支付 | Spent | money | brief
-- column: 结余测算基数 | Surplus | money | brief
-- column: 考核等次 | Grade | text 22 | brief
-- column: 留用试算 | Retained, estimate | money | brief
-- column: 未达标产品数 | Products not completed | int
-- column: 总额不降低 | Budget protected | word 8 | brief
-- column: 合理使用 | Reasonable use | text 24
-- column: 履行合同 | Contract performed | text 28
-- column: 完成用量 | Volume completed | text 24
-- column: 依据号 | Key | key 30
--
-- Rule book 11, 12. The first five products that break a condition are named here, all of them by explain.
WITH named AS (
  SELECT inst, round, year, how, group_concat(name, iif(:lang, ', ', '、')) AS names, max(total) AS total
  FROM (SELECT *, row_number() OVER w AS n, count(*) OVER (PARTITION BY inst, round, year, how) AS total FROM ind_misuse
    WINDOW w AS (PARTITION BY inst, round, year, how ORDER BY name))
  WHERE n <= 5 GROUP BY inst, round, year, how),
breach AS (
  SELECT inst, round, year, how, names || iif(total > 5, iif(:lang, ' and ' || (total - 5) || ' more', ' 等 ' || total || ' 个产品'), '') AS names
  FROM named),
word AS (SELECT iif(:lang, 'yes', '是') AS yes, iif(:lang, 'no: ', '否：') AS no, iif(:lang, '; ', '；') AS also)
SELECT i.name, nullif(i.code, ''), x.round, x.year, x.budget, x.spent, x.surplus,
  nullif(ifnull(x.letter, iif(x.score IS NULL, '', iif(:lang, 'below C', '不达标')))
    || iif(x.lacks = '', '', iif(:lang, ' (missing: ', '（缺：') || words_in(x.lacks, :lang) || iif(:lang, ')', '）')), ''),
  x.retained, x.unfinished, iif(x.protected, '是', iif(x.protected = 0, '否', NULL)),
  iif(x.reasonable, word.yes, word.no || (SELECT names FROM breach AS b WHERE b.inst = x.inst AND b.round = x.round AND b.year = x.year
    AND b.how = '合理使用')),
  CASE WHEN x.performed THEN word.yes WHEN x.performed = 0 THEN word.no || ltrim(
    iif(rate_cmp(x.on_time, rate((SELECT scaled FROM param WHERE name = 'budget.on_time'), 10000)) < 0,
      iif(:lang, 'on-time share ', '按期支付金额占比 ') || percent(x.on_time), '')
    || ifnull(word.also || iif(:lang, 'above the award price: ', '高于中选价：') || (SELECT names FROM breach AS b WHERE b.inst = x.inst
      AND b.round = x.round AND b.year = x.year AND b.how = '履行合同'), ''), '；; ') END,
  CASE WHEN x.completed THEN word.yes WHEN x.completed = 0 THEN word.no
    || (SELECT replace(open_names, char(31), iif(:lang, ', ', '、')) || iif(open_products > 5, iif(:lang, ' and '
      || (open_products - 5) || ' more', ' 等 ' || open_products || ' 个产品'), '')
      FROM ind_yearly AS y WHERE y.inst = x.inst AND y.round = x.round AND y.year = x.year) ELSE iif(:lang, 'year not over', '未到期') END, x.key
FROM ind_surplus AS x JOIN inst AS i ON i.id = x.inst, word
ORDER BY i.code, i.name, x.inst, x.round, x.year;
