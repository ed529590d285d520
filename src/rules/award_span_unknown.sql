-- id: award_span_unknown
-- title_zh: 中选起止不明
-- title_en: start of the award unknown
-- severity: note
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 2.6
-- source_en: rule book 2.6
-- formula: 目录只有名义开始日期或没有日期：不核对价格，不计非中选
-- formula_en: the catalogue gives a nominal first day only, or none: no price is checked, nothing counts as not selected
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 414
