-- id: cancelled_accepted
-- title_zh: 作废却有验收
-- title_en: cancelled yet accepted
-- severity: warning
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 15
-- source_en: rule book 15
-- formula: 订单状态为作废、撤销、取消、拒绝、缺货，却有入库数量和验收日期：不计入任何数字
-- formula_en: the order is void, withdrawn, cancelled, rejected or out of stock, yet it has an accepted quantity and an acceptance day: counted nowhere
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 416
