-- id: maker_probable
-- title_zh: 疑似同一企业
-- title_en: probably one firm
-- severity: note
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 2.3
-- source_en: rule book 2.3
-- formula: 企业名称只差法律后缀或括号：先按同一企业计，列出待确认
-- formula_en: names of firms differ only in legal suffix or brackets: taken as one firm for now, listed for confirmation
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 412
