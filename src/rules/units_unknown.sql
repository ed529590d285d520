-- id: units_unknown
-- title_zh: 转换比不明
-- title_en: units per pack unknown
-- severity: warning
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 2.4、15
-- source_en: rule book 2.4, 15
-- formula: 没有转换比列，目录无同码，规格解析失败：不计入数量和金额
-- formula_en: no column of units per pack, no award row of the same code, spec not understood: in no volume or amount
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 410
