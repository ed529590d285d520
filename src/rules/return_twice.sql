-- id: return_twice
-- title_zh: 退货写了两处
-- title_en: returns written in two places
-- severity: warning
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 4.3、15
-- source_en: rule book 4.3, 15
-- formula: 同机构、同订单、同明细既有退货行，原行的退货数量列也有数：两处一样多的只减一次，不一样多的都减；没有写原单的退货行，同机构有同产品、同包装、同数量、配送企业没有写成另一家的一行写着已全部退回的，也是写在两处
-- formula_en: of one institution, order and order line there is a return row, and the original row has a returned quantity, too: taken off once where both are equal, else both are taken off; a return row that names no original is the same return, too, where a line of the institution with the same product, pack and quantity, and no other distributor, says that all of it went back
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code IN (809, 810, 893)
