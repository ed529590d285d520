-- id: unclassified
-- title_zh: 待归类
-- title_en: not classified
-- severity: warning
-- direction: 数据问题，越少越好
-- source: 规则书 5
-- formula: 本批次该通用名按规格分组，没有该规格的组：不计入任何一组；中选企业的行，规格里认不出含量：不计入完成量，也不算非中选
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code IN (415, 427)
