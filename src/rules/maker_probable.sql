-- id: maker_probable
-- title_zh: 疑似同一企业
-- title_en: probably one firm
-- severity: note
-- direction: 数据问题，越少越好
-- source: 规则书 2.3
-- formula: 企业名称只差法律后缀或括号：先按同一企业计，列出待确认
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 412
