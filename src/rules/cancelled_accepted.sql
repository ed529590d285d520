-- id: cancelled_accepted
-- title_zh: 作废却有验收
-- title_en: cancelled yet accepted
-- severity: warning
-- direction: 数据问题，越少越好
-- source: 规则书 15
-- formula: 订单状态为作废、撤销、取消、拒绝、缺货，却有入库数量和验收日期：不计入任何数字
-- params: 
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 416
