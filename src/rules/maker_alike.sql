-- id: maker_alike
-- title_zh: 像是中选企业的简称
-- title_en: perhaps the winner in short
-- severity: warning
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 2.3
-- source_en: rule book 2.3
-- formula: 没有认出是中选产品的行，其企业名称与同品种某中选企业的名称（去掉公司后缀）一个包含另一个，或者多一个字、少一个字：不计入完成量，也不算作非中选，列出待确认
-- formula_en: a line that is of no known winner, where one of the names of its maker and of a winner of the group (without legal suffix) holds the other, or has one character more or less: it counts in no completion, nor as not selected, and is listed for confirmation
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 802
