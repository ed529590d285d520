-- name: 逾期明细 | Overdue
-- title: 逾期未付货款明细 | Receipts overdue and unpaid
-- note: 账龄自应付日期起算；付款期限规则 eom-next 是验收次月的月底，days 30 是验收后 30 天 | Ages count from the due day; eom-next is the last day of the month after acceptance, days 30 is 30 days after it
-- column: 医疗机构 | Institution | text 22 | brief
-- column: 机构编码 | Institution code | code 16
-- column: 配送企业 | Distributor | text 26 | brief
-- column: 发票号 | Invoices | code 20
-- column: 订单明细号 | Order line | code 20
-- column: 验收日期 | Accepted | day | brief
-- column: 应付日期 | Due | day | brief
-- column: 付款期限规则 | Payment term | word 12
-- column: 应付金额 | Receivable | money
-- column: 已付金额 | Paid | money
-- column: 未付金额 | Unpaid | money | brief
-- column: 逾期天数 | Days overdue | int | brief
-- column: 账龄 | Age | word 10
-- column: 理由 | Reason | text 20
-- column: 依据号 | Key | key 30
--
-- Rule book 7.6-7.8: every unpaid rest with D <= R.
WITH age AS MATERIALIZED (SELECT low, high, name FROM age_band) -- once, not for every row
SELECT i.name, nullif(i.code, ''), nullif(c.supplier, ''), nullif(l.invoices, ''), nullif(l.line_no, ''), c.day_accept,
  c.day_due, c.rule, c.net, c.paid, c.unpaid, c.overdue, (SELECT name FROM age WHERE c.overdue BETWEEN low AND high),
  words_in(nullif(concat_ws(words('；', '; '), nullif(c.reason, ''), (SELECT words('机构填报：', 'reported: ') || said FROM answer AS a
    WHERE a.key = c.key)), ''), :lang), c.key
FROM ind_receipt AS c JOIN purchase AS l ON l.id = c.purchase JOIN inst AS i ON i.id = c.inst
WHERE c.overdue >= 0
ORDER BY c.place;
