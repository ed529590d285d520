-- id: units_mismatch
-- title_zh: 转换比不一致
-- title_en: units per pack disagree
-- severity: warning
-- direction: 数据问题，越少越好
-- source: 规则书 2.4
-- formula: 转换比列、同编码中选行、规格解析的结果不同：按转换比列，没有这一列的按中选行
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code IN (411, 865, 866)
