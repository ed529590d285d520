-- id: return_without_original
-- title_zh: 退货无原单
-- title_en: return without its original
-- severity: note
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 4.3、7.3、15
-- source_en: rule book 4.3, 7.3, 15
-- formula: 退货没有找到同机构、同订单、同明细的原行，没有写明细的没有找到同订单、同产品唯一的一条：按自身日期计
-- formula_en: no original row of the same institution, order and order line; for a return without an order line, no single one of the same order and product: it counts on its own day
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code IN (417, 831, 834)
