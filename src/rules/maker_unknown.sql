-- id: maker_unknown
-- title_zh: 生产企业不明
-- title_en: manufacturer unknown
-- severity: warning
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 2.2、5
-- source_en: rule book 2.2, 5
-- formula: 通用名在本机构约定的品种里，没有编码，也认不出生产企业：不计入完成量，也不算非中选
-- formula_en: the generic name is of a group that the institution agreed to buy, without a code and without a known manufacturer: it counts in no completion, nor as not selected
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 801
