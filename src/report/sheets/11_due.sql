-- name: 未来到期 | Due soon
-- title: 未来 30 天到期货款 | Receipts due within 30 days
-- note: 发票号和药品见 jicai split 写出的各机构工作簿 | Invoices and products are in the workbooks of jicai split
-- column: 医疗机构 | Institution | text 34 | brief
-- column: 机构编码 | Institution code | code 16
-- column: 应付日期 | Due | day | brief
-- column: 配送企业 | Distributor | text 34 | brief
-- column: 未付金额 | Unpaid | money | brief
-- column: 剩余天数 | Days left | int | brief
-- column: 依据号 | Key | key 30
SELECT i.name, nullif(i.code, ''), c.day_due, nullif(c.supplier, ''), c.unpaid, -c.overdue, c.key
FROM ind_receipt AS c JOIN inst AS i ON i.id = c.inst
WHERE c.overdue BETWEEN -30 AND -1
ORDER BY c.place;
