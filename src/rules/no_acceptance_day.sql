-- id: no_acceptance_day
-- title_zh: 无验收日
-- title_en: no acceptance day
-- severity: warning
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 7.1、15
-- source_en: rule book 7.1, 15
-- formula: 入库数量 > 0，没有验收日期：不计入任何期间
-- formula_en: accepted quantity > 0, no acceptance day: in no period
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 419
