-- id: price_over
-- title_zh: 高于中选价
-- title_en: above the award price
-- severity: error
-- direction: 多付金额越低越好
-- direction_en: overpaid: the lower the better
-- source: 规则书 6.1
-- source_en: rule book 6.1
-- formula: 同包装：采购单价 > 验收日有效的中选价；只公布单位价格的，舍入到公布的位数再比；多付金额 = (采购单价 − 中选价) × (入库 − 退货)
-- formula_en: same pack: price paid > award price valid on the acceptance day; where only the price of a unit was published, rounded to its places; overpaid = (price paid − award price) × (accepted − returned)
-- params: 
SELECT i.name, m.generic || ' ' || m.spec || ' ' || m.maker, words('中选价 ', 'award price ') || scaled_text(c.expected, 2, 4),
  words('采购单价 ', 'price paid ') || scaled_text(c.price, 2, 4) || words('，多付 ', ', overpaid ') || scaled_text(c.over, 2, 4),
  c.over, c.key
FROM ind_price AS c JOIN inst_shown AS i ON i.id = c.inst JOIN purchase AS l ON l.id = c.purchase JOIN item AS m ON m.id = l.item
WHERE c.over IS NOT NULL
