-- name: 货款支付排名 | Payment ranking
-- title: 货款支付及时性排名 | Payment timeliness ranked
-- rank: 排名依据：按期支付金额占比从高到低，相同的再比加权平均付款天数从少到多；占比越高越好，天数越少越好；各付款方分别排名，名次为 — 的只列示、不排名 | Ranked within each payer type by on-time share of the amount, high to low, then weighted days, low to high; those with — are listed, not ranked
-- note: 到期笔数、到期金额至加权平均付款天数、逾期已付按已到期的验收计；逾期未付、最长逾期天数、总回款率按截止日前全部验收计 | Matured receipts: from count to weighted days, and paid late; all receipts up to the cut-off: overdue unpaid, longest, payment rate
-- by: institution | 机构 | Institution
-- by: community | 医共体 | Community | 医共体货款支付及时性排名 | Medical communities ranked by payment timeliness
-- by: region | 地区 | Area | 各地区货款支付及时性排名 | Areas ranked by payment timeliness
-- by: level | 级别 | Level | 各级别医疗机构货款支付及时性排名 | Levels of institutions ranked by payment timeliness
-- by: payer | 付款方 | Payer | 各付款方货款支付及时性排名 | Payers ranked by payment timeliness | 排名依据：按期支付金额占比从高到低，相同的再比加权平均付款天数从少到多；占比越高越好，天数越少越好；名次为 — 的只列示、不排名 | Ranked by on-time share of the amount, high to low, then weighted days, low to high; those with — are listed, not ranked
-- by note: 每个数由成员机构的合计重新计算，不是比率的平均；排名条件也按合计判断；未报机构数 = 没有本期验收的成员机构数；没有写明的合为一行，不排名；较上期名次与上期同样的排名比 | Every figure is worked out anew from the sums over the members, not a mean of their rates; the least number of receipts and the most refused are judged by the sums, too; not reported = members without receipts of the period; those that do not say are one row, the last, without a rank; the rank before is that of the same ranking
-- page: 1 payment | 货款支付 | Payment | payment.band.good
-- column: 名次 | Rank | rank | brief; page
-- column: 付款方 | Payer | word 10 | brief; page group; by institution community region level
-- column: 医疗机构 | Institution | text 34 | brief; page; subject
-- column: 机构编码 | Institution code | code 16 | by institution
-- column: 地区 | Area | text 12 | brief; page under; by institution
-- column: 级别 | Level | text 8 | page under; by institution
-- column: 机构数 | Institutions | int | brief; page; by community region level payer
-- column: 未报机构数 | Not reported | int | by community region level payer
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
-- follow: payment | 1 | 10 | 14
-- ranked: pay: payer: | 10 13
-- chart: bar | 按期支付金额占比（前 30 名） | Share of the amount paid in time (first 30) | 3 | 10 | 30
--
-- Rule book 7.6-7.10, 4.9. Who reported nothing in the period owes what is overdue all the same.
WITH band AS (
  SELECT max(iif(name = 'payment.band.good', scaled, 0)) AS good, max(iif(name = 'payment.band.near', scaled, 0)) AS near,
    max(iif(name = 'payment.band.behind', scaled, 0)) AS behind
  FROM param WHERE name LIKE 'payment.band.%'),
r AS (
  SELECT p.*, m.name, p.ranked AND (:by IN ('institution', 'payer') OR m.name <> '') AS placed,
    rate(in_time, matured) AS timely, rate(paid_days, matured_paid) AS days,
    CASE WHEN NOT ranked THEN why
         WHEN rate_cmp(rate(in_time, matured), rate(band.good, 10000)) >= 0 THEN '达标'
         WHEN rate_cmp(rate(in_time, matured), rate(band.near, 10000)) >= 0 THEN '临近'
         WHEN rate_cmp(rate(in_time, matured), rate(band.behind, 10000)) >= 0 THEN '滞后'
         ELSE '严重滞后' END AS word
  FROM pay_ranking AS p JOIN member AS m ON m.kind = p.kind AND m.inst = p.subject, band WHERE p.kind = :by),
placed AS (
  SELECT r.*, iif(placed, rank() OVER (PARTITION BY placed, iif(:by = 'payer', 0, payer)
    ORDER BY timely COLLATE RATE DESC, days COLLATE RATE NULLS LAST), NULL) AS place
  FROM r)
SELECT r.place, iif(r.payer, '医保经办', '医疗机构'),
  CASE WHEN :by = 'payer' THEN iif(:lang, iif(r.payer, 'fund agency', 'institution'), iif(r.payer, '医保经办', '医疗机构'))
       WHEN :by = 'institution' OR r.name <> '' THEN r.name ELSE iif(:lang, '(not said)', '（未写明）') END,
  nullif(i.code, ''), nullif(i.region, ''), nullif(i.level, ''), r.insts, r.silent,
  iif(r.lines, r.matured_n, NULL), iif(r.lines, r.matured, NULL), iif(r.lines, r.in_time, NULL),
  r.timely, rate(r.in_time_n, r.matured_n), rate(r.in_time, r.matured - r.matured_reason), r.days,
  iif(r.lines OR r.net, r.overdue, NULL), iif(r.lines OR r.net, r.overdue_reason, NULL), iif(r.lines, r.late_paid, NULL), r.longest,
  rate(r.matched, r.net), r.word, iif(r.ranked OR r.lines = 0, r.word, NULL), b.place - r.place, r.key
FROM placed AS r JOIN inst AS i ON i.id = r.subject LEFT JOIN previous AS b ON b.kind = 'payment' AND b.key = r.key
ORDER BY r.placed DESC, iif(:by = 'payer', 0, r.payer), r.place, :by <> 'institution' AND r.name = '', iif(:by = 'institution', i.code, ''), r.name, r.subject, r.payer;
