-- id: payment_overdue
-- title_zh: 逾期未付
-- title_en: overdue and unpaid
-- severity: error
-- direction: 逾期金额越低越好
-- direction_en: amount overdue: the lower the better
-- source: 规则书 7.6、7.8；义乌 2020 任务 4
-- source_en: rule book 7.6, 7.8; Yiwu 2020, task 4
-- formula: 应付日 ≤ 截止日的未付余额，没有被认定的正当理由
-- formula_en: unpaid rest with due day ≤ cut-off day, without an accepted reason
-- params: payment.rule_selected、payment.rule_other、payment.scope
SELECT i.name, CASE y.payer WHEN 1 THEN words('医保经办', 'fund agency') ELSE words('医疗机构', 'institution') END,
  words('按期付清', 'paid in time'), words('逾期未付 ', 'overdue unpaid ') || scaled_text(y.overdue - y.overdue_reason, 2, 2)
    || iif(y.longest = 0, words(' 元，截止日当天到期', ' yuan, due on the cut-off day itself'),
      words(' 元，最长 ' || y.longest || ' 天', ' yuan, longest ' || y.longest || ' days')), y.overdue - y.overdue_reason, y.key
FROM ind_pay AS y JOIN inst_shown AS i ON i.id = y.inst
WHERE y.overdue > y.overdue_reason
