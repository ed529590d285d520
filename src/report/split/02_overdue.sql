-- name: 逾期未付 | Overdue
-- title: 逾期未付货款及未付款原因 | Receipts overdue and unpaid: please give reasons
-- note: 填写说明：只填黄色的两列。“未付款原因”请从下拉列表中选择，其他情况写在“补充说明”里；填好后保存，发回本文件即可，可以改文件名。原因经认定后才算正当理由。 | How to fill in: only the two yellow columns. Choose a reason from the list, anything else belongs into the note; save and send this file back, under any name. A reason counts once it was accepted.
-- column: 配送企业 | Distributor | text 26
-- column: 发票号 | Invoices | code 20
-- column: 订单明细号 | Order line | code 20
-- column: 通用名 | Generic name | text 24
-- column: 验收日期 | Accepted | day
-- column: 应付日期 | Due | day
-- column: 付款期限规则 | Payment term | word 12
-- column: 应付金额 | Receivable | money
-- column: 已付金额 | Paid | money
-- column: 未付金额 | Unpaid | money
-- column: 逾期天数 | Days overdue | int
-- column: 已认定理由 | Accepted reason | text 20
-- column: 未付款原因 | Reason | text 22 | choose 发票未到或有误、质量或退换货未结、医保基金未拨付、医院资金紧张、配送企业账户有误、审批流程中、已付款未登记、数据有误、其他 / Invoice missing or wrong、Quality or return open、Fund not yet paid、Short of money、Supplier's account wrong、Being approved、Paid, not recorded、Data wrong、Other
-- column: 补充说明 | Note | text 30 | input
-- column: 依据号 | Key | key 30 | aside
SELECT nullif(c.supplier, ''), nullif(l.invoices, ''), nullif(l.line_no, ''), nullif(m.generic, ''), c.day_accept,
  c.day_due, CASE WHEN :lang THEN c.rule WHEN c.rule = 'eom-next' THEN '次月底'
    ELSE replace(replace(c.rule, 'contract ', '合同 '), 'days ', '') || ' 天' END, c.net, c.paid, c.unpaid, c.overdue, nullif(c.reason, ''),
  (SELECT text FROM answer AS a WHERE a.key = c.key), NULL, c.key
FROM ind_receipt AS c JOIN purchase AS l ON l.id = c.purchase JOIN item AS m ON m.id = l.item
WHERE c.inst = :inst AND c.overdue >= 0
ORDER BY c.overdue DESC, c.unpaid DESC, c.place;
