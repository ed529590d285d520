-- name: 逾期账龄 | Overdue by age
-- title: 逾期未付货款账龄 | Overdue amounts by age
-- note: 账龄自应付日期起算 | Ages count from the due day
-- formats: xlsx
-- key: 1
-- explained: age | 1
-- column: 账龄（天） | Age (days) | text 14
-- column: 笔数 | Receipts | int
-- column: 机构数 | Institutions | int
-- column: 无正当理由 | Without accepted reason | money
-- column: 有正当理由 | With accepted reason | money
-- column: 未付金额合计 | Unpaid, total | money
-- column: 金额占比(%) | Share (%) | pct | bar
-- chart: stacked | 逾期未付金额（按账龄） | Overdue unpaid by age | 1 | 4 5 | 0
--
-- The ages of sheet 10 added up, for its chart (rule book 7.7).
SELECT a.name, count(c.purchase), count(DISTINCT c.inst), coalesce(sum(iif(c.reason = '', c.unpaid, 0)), 0),
  coalesce(sum(iif(c.reason = '', 0, c.unpaid)), 0), coalesce(sum(c.unpaid), 0),
  rate(coalesce(sum(c.unpaid), 0), (SELECT sum(unpaid) FROM ind_receipt WHERE overdue >= 0))
FROM age_band AS a LEFT JOIN ind_receipt AS c ON c.overdue BETWEEN a.low AND a.high
WHERE EXISTS (SELECT 1 FROM ind_receipt WHERE overdue >= 0)
GROUP BY a.low, a.name
ORDER BY a.low;
