-- name: 未来到期 | Due soon
-- title: 未来 30 天到期货款 | Receipts due within 30 days
-- note: 本表供安排付款用，不用填写 | For planning payments; nothing to be filled in
-- column: 应付日期 | Due | day
-- column: 剩余天数 | Days left | int
-- column: 配送企业 | Distributor | text 26
-- column: 发票号 | Invoices | code 20
-- column: 订单明细号 | Order line | code 20
-- column: 通用名 | Generic name | text 24
-- column: 验收日期 | Accepted | day
-- column: 未付金额 | Unpaid | money
-- column: 依据号 | Key | key 30
SELECT c.day_due, -c.overdue, nullif(c.supplier, ''), nullif(l.invoices, ''), nullif(l.line_no, ''),
  nullif(m.generic, ''), c.day_accept, c.unpaid, c.key
FROM ind_receipt AS c JOIN purchase AS l ON l.id = c.purchase JOIN item AS m ON m.id = l.item
WHERE c.inst = :inst AND c.overdue BETWEEN -30 AND -1
ORDER BY c.day_due, c.unpaid DESC, c.place;
