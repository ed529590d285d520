-- id: price_spread
-- title_zh: 同品种价差
-- title_en: different prices between institutions
-- severity: note
-- direction: 价差越小越好
-- direction_en: spread: the smaller the better
-- source: 规则书 6.3
-- source_en: rule book 6.3
-- formula: 同一产品、同一包装、同一月份，机构之间采购单价不同
-- formula_en: same product, same pack, same month: the prices paid differ between institutions
-- params: 
SELECT words('（' || s.insts || ' 家机构）', '(institutions: ' || s.insts || ')'),
  p.name || ' ×' || s.units || words('（', ' (') || substr(s.month, 1, 4) || '-' || substr(s.month, 5) || words('）', ')'),
  words('最低 ', 'lowest ') || scaled_text(s.low, 2, 4), words('最高 ', 'highest ') || scaled_text(s.high, 2, 4), NULL, ''
FROM ind_spread AS s JOIN product_shown AS p ON p.id = s.product
