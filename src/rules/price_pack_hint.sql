-- id: price_pack_hint
-- title_zh: 差比价提示
-- title_en: above the price ratio of packs
-- severity: note
-- direction: 仅提示，不计入多付金额
-- direction_en: only a hint, not part of what was overpaid
-- source: 规则书 6.2
-- source_en: rule book 6.2
-- formula: 其他包装：采购单价 > 中选价 × price.pack_ratio^log2(转换比之比) + 0.02 元
-- formula_en: another pack: price paid > award price × price.pack_ratio^log2(ratio of the units per pack) + 0.02 yuan
-- params: price.pack_ratio
SELECT i.name, m.generic || ' ' || m.spec || ' ' || m.maker, words('按差比价 ', 'by pack ratio ') || scaled_text(c.expected, 2, 4),
  words('采购单价 ', 'price paid ') || scaled_text(c.price, 2, 4),
  c.over, c.key
FROM ind_price AS c JOIN inst_shown AS i ON i.id = c.inst JOIN purchase AS l ON l.id = c.purchase JOIN item AS m ON m.id = l.item
WHERE c.over IS NULL
