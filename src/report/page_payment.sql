-- The published page, payment: what stands around sheet 9 (rule book 7.5-7.10).

-- @boxes
-- label, value, unit, remark
WITH t AS (
  SELECT sum(in_time) AS in_time, sum(matured) AS matured, sum(matured_n) AS matured_n, sum(paid_days) AS days,
    sum(matured_paid) AS paid, sum(overdue) AS overdue, count(DISTINCT iif(overdue > 0, inst, NULL)) AS late FROM ind_pay),
n AS (
  SELECT (SELECT count(*) FROM inst_expected) AS expected,
    (SELECT count(DISTINCT subject) FROM pay_ranking WHERE kind = 'institution' AND iif(:by = 'institution', ranked, lines > 0)
      AND subject IN (SELECT id FROM inst_expected)) AS ranked,
    (SELECT count(DISTINCT subject) FROM pay_ranking WHERE kind = 'institution' AND iif(:by = 'institution', ranked, lines > 0)
      AND subject NOT IN (SELECT id FROM inst_expected)) AS besides),
line AS (SELECT scaled_text(scaled * 100, 0, 2) AS good, (SELECT day_from IS NOT NULL FROM run) AS within FROM param
  WHERE name = 'payment.band.good')
SELECT iif(:lang, 'Paid in time, by amount', '按期支付金额占比'), nullif(scaled_text(rate_round(rate(in_time, matured), 4) * 100, 2, 2), ''), '%',
  iif(:lang, format('%,d receipts matured%s; good from %s %%', ifnull(matured_n, 0), iif(within, ' in the period', ''), good),
    format('%s %,d 笔；%s%% 及以上为达标', iif(within, '本期到期', '已到期'), ifnull(matured_n, 0), good)) FROM t, line
UNION ALL SELECT iif(:lang, 'Weighted days to payment', '加权平均付款天数'), nullif(scaled_text(rate_round(rate(days, paid), 2) * 100, 2, 2), ''),
  iif(:lang, 'days', '天'), iif(:lang, 'from acceptance to payment', '从验收到付款，按金额加权') FROM t
UNION ALL SELECT iif(:lang, 'Overdue and unpaid', '逾期未付'), scaled_text(overdue, 2, 2), iif(:lang, 'yuan', '元'),
  -- beside what matured in the period it may be many times as much
  iif(within, iif(:lang, 'all that was due by the cut-off day, not in the period alone; ', '截止日前到期的全部，不限本期；'), '')
    || iif(:lang, 'owed by ' || late || iif(late = 1, ' institution', ' institutions'), '涉及 ' || late || ' 家机构') FROM t, line
UNION ALL SELECT iif(:by = 'institution', iif(:lang, 'Ranked of those expected', '参与排名／应报'),
    iif(:lang, 'In the sums, of those expected', '计入合计／应报')), ranked,
  iif(:lang, '/ ' || expected, '/ ' || expected || ' 家'),
  CASE WHEN besides = 0 THEN iif(:lang, 'institutions', '医疗机构')
       ELSE iif(:by = 'institution', iif(:lang, besides || ' more ranked voluntarily', '另有 ' || besides || ' 家不在应报之列，也参与排名'),
         iif(:lang, besides || ' more voluntarily', '另有 ' || besides || ' 家不在应报之列，也计入')) END FROM n;

-- @trend
-- key of the row, period, rate: the latest seven earlier issues, oldest first
WITH h AS (
  SELECT key, period, rate, row_number() OVER (PARTITION BY key ORDER BY period DESC) AS back
  FROM history WHERE kind = 'payment' AND rate IS NOT NULL)
SELECT key, period, rate FROM h WHERE back <= 7 ORDER BY key, period;

-- @listed
-- The sheet itself has them, with their figures.
SELECT '', '', '' WHERE 0;

-- @method
WITH p AS (
  SELECT max(iif(name = 'payment.rule_selected', value, '')) AS chosen, max(iif(name = 'payment.rule_other', value, '')) AS other,
    max(iif(name = 'payment.selected_from', value, '')) AS since, max(iif(name = 'payment.rank_min', value, '')) AS least,
    max(iif(name = 'payment.rank_rejected', value, '')) AS refused,
    max(iif(name = 'payment.band.good', scaled_text(scaled * 100, 0, 2), '')) AS good,
    max(iif(name = 'payment.band.near', scaled_text(scaled * 100, 0, 2), '')) AS near,
    max(iif(name = 'payment.band.behind', scaled_text(scaled * 100, 0, 2), '')) AS behind
  FROM param),
due AS (
  SELECT 'eom-next' AS rule, '验收次月的最后一天' AS zh, 'the last day of the month after acceptance' AS en
  UNION ALL SELECT DISTINCT value, '验收后 ' || substr(value, 6) || ' 天', substr(value, 6) || ' days after acceptance' FROM param
  WHERE value LIKE 'days %')
SELECT iif(:lang, 'Clock', '起算'),
  iif(:lang, 'It starts at acceptance into stock, not at the order, the delivery or the invoice.',
    '从验收合格（入库）之日起算，不从下单、配送或开票起算。')
UNION ALL SELECT iif(:lang, 'Due day', '应付日'),
  iif(:lang, 'Volume-based products accepted from ' || since || ' on: ' || a.en || '. All other purchases: ' || b.en
      || '. A term table of the region replaces both; a shorter term of the contract goes before.',
    since || ' 起验收的集采中选产品：' || a.zh || '；其他采购：' || b.zh || '。地区另有付款期限规定的从其规定，合同约定更短的从合同。')
  FROM p LEFT JOIN due AS a ON a.rule = p.chosen LEFT JOIN due AS b ON b.rule = p.other
UNION ALL SELECT iif(:lang, 'In time, amount', '按期支付金额占比'),
  iif(:lang, 'Of receipts due by the cut-off day, what was paid on or before the due day, divided by what was to be paid (returns taken off).',
    '截止日前已到期的验收中，应付日当天或之前付出的金额 ÷ 应付净额（已扣退货）。设定统计期时，只计应付日在期内的验收。')
UNION ALL SELECT iif(:lang, 'Accepted reasons', '剔除正当理由'),
  iif(:lang, 'The overdue rest with an accepted reason is taken off the denominator. Ranks follow the strict share.',
    '分母中去掉理由已被认可的逾期未付金额。排名只用未剔除的占比。')
UNION ALL SELECT iif(:lang, 'Weighted days', '加权平均付款天数'),
  iif(:lang, 'Σ paid × (day paid − day accepted) ÷ Σ paid, over matured receipts.',
    'Σ 已付金额 ×（付款日 − 验收日）÷ Σ 已付金额，只计已到期的验收。')
UNION ALL SELECT iif(:lang, 'Overdue unpaid', '逾期未付'),
  iif(:lang, 'Unpaid amounts whose due day has come, over all receipts up to the cut-off day.',
    '截止日前的全部验收中，应付日已到而没有付出的金额。')
UNION ALL SELECT iif(:lang, 'Assessment', '评价'),
  iif(:lang, format('good from %s %%, near from %s %%, behind from %s %%, far behind below.', good, near, behind),
    format('达标：%s%% 及以上；临近：%s%% 及以上；滞后：%s%% 及以上；严重滞后：低于 %s%%。', good, near, behind, behind)) FROM p
UNION ALL SELECT iif(:lang, 'Listed only', '只列示、不排名'),
  iif(:lang, format('Ranked are those with at least %s matured receipts and at most %s %% of their amount refused at import. Not reported: no receipts in the period, which is not taken for zero.', least, refused),
    format('参与排名须到期不少于 %s 笔，且导入时被剔除的金额不超过该机构金额的 %s%%。统计期内没有验收数据的为“未报”，不当作零。', least, refused)) FROM p
UNION ALL SELECT iif(:lang, 'Groups', '怎样合计'),
  iif(:lang, 'Every figure of a row is worked out anew from the sums over the institutions in it, ranked or not; it is not a mean of their rates. Institutions of which the list does not say where they belong are one row, without a rank.',
    '每行的数由所属机构（含单独时不排名的）的合计重新计算，不是各机构比率的平均。名单没有写明归属的机构合为一行，不排名。')
  WHERE :by <> 'institution';

-- @params
SELECT name, value, words_in(title, :lang) FROM param
WHERE name LIKE 'payment.%' AND name <> 'payment.ages' ORDER BY name;
