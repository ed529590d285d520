-- name: 货款支付排名 | Payment ranking
-- title: 货款支付及时性排名 | Payment timeliness ranked
-- rank: 排名依据：按期支付金额占比从高到低，相同的再比加权平均付款天数从少到多；占比越高越好，天数越少越好；各付款方分别排名，名次为 — 的只列示、不排名 | Ranked within each payer type by on-time share of the amount, high to low, then weighted days, low to high; those with — are listed, not ranked
-- note: 到期笔数、到期金额至加权平均付款天数、逾期已付按已到期的验收计；逾期未付、最长逾期天数、总回款率按截止日前全部验收计 | Matured receipts: from count to weighted days, and paid late; all receipts up to the cut-off: overdue unpaid, longest, payment rate
-- page: 1 payment | 货款支付 | Payment | payment.band.good
-- column: 名次 | Rank | rank | brief; page
-- column: 付款方 | Payer | word 10 | brief; page group
-- column: 医疗机构 | Institution | text 34 | brief; page
-- column: 机构编码 | Institution code | code 16
-- column: 地区 | Area | text 12 | brief; page under
-- column: 级别 | Level | text 8 | page under
-- column: 到期笔数 | Matured | int
-- column: 到期金额 | Matured amount | money | brief; page
-- column: 按期支付金额 | Paid in time | money
-- column: 按期支付金额占比(%) | In time, amount (%) | pct | bar; brief; page
-- column: 按期支付笔数占比(%) | In time, count (%) | pct | bar
-- column: 剔除正当理由后占比(%) | Without accepted reasons (%) | pct | bar; page
-- column: 加权平均付款天数 | Weighted days | number | brief; page
-- column: 逾期未付 | Overdue unpaid | money | brief; page
-- column: 其中有正当理由 | With accepted reason | money
-- column: 逾期已付 | Paid late | money
-- column: 最长逾期天数 | Longest overdue (days) | int
-- column: 总回款率(%) | Payment rate (%) | pct | bar
-- column: 评价 | Assessment | status 20 | brief; page
-- column: * | * | mark
-- column: 较上期名次 | Rank change | move
-- column: 依据号 | Key | key 30
-- follow: payment | 1 | 10
-- chart: bar | 按期支付金额占比（前 30 名） | Share of the amount paid in time (first 30) | 3 | 10 | 30
--
-- Rule book 7.6-7.10. Who reported nothing in the period owes what is overdue all the same.
WITH band AS (
  SELECT max(iif(name = 'payment.band.good', scaled, 0)) AS good, max(iif(name = 'payment.band.near', scaled, 0)) AS near,
    max(iif(name = 'payment.band.behind', scaled, 0)) AS behind
  FROM param WHERE name LIKE 'payment.band.%'),
r AS (
  SELECT p.*, rate(in_time, matured) AS timely, rate(paid_days, matured_paid) AS days,
    CASE WHEN lines = 0 THEN '未报'
         WHEN NOT ranked THEN why
         WHEN rate_cmp(rate(in_time, matured), rate(band.good, 10000)) >= 0 THEN '达标'
         WHEN rate_cmp(rate(in_time, matured), rate(band.near, 10000)) >= 0 THEN '临近'
         WHEN rate_cmp(rate(in_time, matured), rate(band.behind, 10000)) >= 0 THEN '滞后'
         ELSE '严重滞后' END AS word
  FROM ind_pay AS p, band),
placed AS (
  SELECT r.*, iif(ranked, rank() OVER (PARTITION BY ranked, payer
    ORDER BY timely COLLATE RATE DESC, days COLLATE RATE NULLS LAST), NULL) AS place
  FROM r)
SELECT r.place,
  iif(r.payer, '医保经办', '医疗机构'), i.name, nullif(i.code, ''), nullif(i.region, ''), nullif(i.level, ''),
  iif(r.lines, r.matured_n, NULL), iif(r.lines, r.matured, NULL), iif(r.lines, r.in_time, NULL),
  r.timely, rate(r.in_time_n, r.matured_n), rate(r.in_time, r.matured - r.matured_reason), r.days,
  iif(r.lines OR r.net, r.overdue, NULL), iif(r.lines OR r.net, r.overdue_reason, NULL), iif(r.lines, r.late_paid, NULL), r.longest,
  rate(r.matched, r.net), r.word, iif(r.ranked OR r.lines = 0, r.word, NULL), b.place - r.place, r.key
FROM placed AS r JOIN inst AS i ON i.id = r.inst LEFT JOIN previous AS b ON b.kind = 'payment' AND b.key = r.key
ORDER BY r.ranked DESC, r.payer, r.place, i.code, i.name, i.id;
