-- id: amount_mismatch
-- title_zh: 金额不等
-- title_en: amount is not price × quantity
-- severity: warning
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 6.4、7.3
-- source_en: rule book 6.4, 7.3
-- formula: 金额与单价×数量相差超过 0.01 元：按单价×入库数量
-- formula_en: amount and price × quantity differ by more than 0.01 yuan: price × accepted quantity is used
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 418
