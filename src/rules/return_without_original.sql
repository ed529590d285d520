-- id: return_without_original
-- title_zh: 退货无原单
-- title_en: return without its original
-- severity: note
-- direction: 数据问题，越少越好
-- source: 规则书 4.3、7.3、15
-- formula: 退货没有找到同机构、同订单、同明细的原行，没有写明细的没有找到同订单、同产品唯一的一条：按自身日期计
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code IN (417, 831, 834)
