-- id: unclassified
-- title_zh: 待归类
-- title_en: not classified
-- severity: warning
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 5
-- source_en: rule book 5
-- formula: 本批次该通用名按规格分组，没有该规格的组：不计入任何一组；中选企业的行，规格里认不出含量：不计入完成量，也不算非中选
-- formula_en: the round has groups of the generic name by strength, none of this strength: in no group; a line of a winner whose spec shows no strength: it counts in no completion, nor as not selected
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code IN (415, 427)
