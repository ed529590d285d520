-- name: 价格核对 | Prices
-- title: 高于中选价采购清单 | Purchases above the award price
-- note: 比价方式为“按差比价折算”的只作提示，不计多付金额；数量与采购单价是同一单位（包装，或按最小单位计价的最小单位），已扣退货；目录只公布单位价格的，中选价是舍入到公布的位数、可能是它的最高每包装价 | Quantities are of the unit of the price paid (packs, or smallest units where the line counts those), less returns. Lines compared through the pack ratio are hints, without an overpaid amount. Where only the price of a unit was published, the award price is the highest of a pack that may be it, rounded to as many places
-- left: 中选产品没有核对价格 | But lines of selected products were not compared | 420 407 408 409 414 808
-- column: 医疗机构 | Institution | text 22 | brief
-- column: 机构编码 | Institution code | code 16
-- column: 订单明细号 | Order line | code 20
-- column: 验收日期 | Accepted | day | brief
-- column: 产品编码 | Product code | code 26
-- column: 通用名 | Generic name | text 18 | brief
-- column: 规格 | Strength | text 13 | brief
-- column: 转换比 | Units per pack | int
-- column: 生产企业 | Maker | text 20
-- column: 采购单价 | Price paid | price | brief
-- column: 中选价 | Award price | price | brief
-- column: 高出(%) | Above (%) | pct | brief
-- column: 数量 | Packs | volume | brief
-- column: 多付金额 | Overpaid | money | brief
-- column: 比价方式 | Compared | word 14
-- column: 配送企业 | Distributor | text 26
-- column: 依据号 | Key | key 30
--
-- Rule book 6.1 and 6.2.
SELECT i.name, nullif(i.code, ''), nullif(l.line_no, ''), l.day_accept, coalesce(nullif(m.code, ''), nullif(m.platform, '')),
  m.generic, m.spec, c.units, m.maker, c.price, c.expected, rate(c.price * c.per - c.base, c.base), c.packs, c.over,
  c.mode, f.name, c.key
FROM ind_price AS c JOIN purchase AS l ON l.id = c.purchase JOIN inst AS i ON i.id = c.inst JOIN item AS m ON m.id = l.item
JOIN sheet AS t ON t.id = l.sheet JOIN file AS d ON d.id = t.file LEFT JOIN firm AS f ON f.id = l.supplier
ORDER BY c.over DESC, i.code, i.name, c.inst, d.path, t.id, l.row, l.id;
