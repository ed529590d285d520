-- id: return_twice
-- title_zh: 退货写了两处
-- title_en: returns written in two places
-- severity: warning
-- direction: 数据问题，越少越好
-- source: 规则书 4.3、15
-- formula: 同机构、同订单、同明细既有退货行，原行的退货数量列也有数：两处一样多的只减一次，不一样多的都减；没有写原单的退货行，同机构有同产品、同包装、同数量的一行写着已全部退回的，也是写在两处
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code IN (809, 810, 893)
