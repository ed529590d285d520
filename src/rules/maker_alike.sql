-- id: maker_alike
-- title_zh: 像是中选企业的简称
-- title_en: perhaps the winner in short
-- severity: warning
-- direction: 数据问题，越少越好
-- source: 规则书 2.3
-- formula: 没有认出是中选产品的行，其企业名称与同品种某中选企业的名称（去掉公司后缀）一个包含另一个，或者多一个字、少一个字：不计入完成量，也不算作非中选，列出待确认
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 802
