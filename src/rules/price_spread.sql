-- id: price_spread
-- title_zh: 同品种价差
-- title_en: different prices between institutions
-- severity: note
-- direction: 价差越小越好
-- source: 规则书 6.3
-- formula: 同一产品、同一包装、同一月份，机构之间采购单价不同
-- params: 
SELECT '（' || s.insts || ' 家机构）', p.name || ' ×' || s.units || '（' || s.month || '）', '最低 ' || scaled_text(s.low, 2, 4),
  '最高 ' || scaled_text(s.high, 2, 4), NULL, ''
FROM ind_spread AS s JOIN product_shown AS p ON p.id = s.product
