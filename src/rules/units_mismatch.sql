-- id: units_mismatch
-- title_zh: 转换比不一致
-- title_en: units per pack disagree
-- severity: warning
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 2.4
-- source_en: rule book 2.4
-- formula: 转换比列、同编码中选行、规格解析的结果不同：按转换比列，没有这一列的按中选行
-- formula_en: the column of units per pack, the award row of the same code and the spec disagree: the column is used, without one the award row
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code IN (411, 865, 866)
