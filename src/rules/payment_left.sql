-- id: payment_left
-- title_zh: 预付或多付
-- title_en: paid beyond every receipt
-- severity: warning
-- direction: 仅列示，不计入任何比率
-- direction_en: only listed, in no rate
-- source: 规则书 7.4
-- source_en: rule book 7.4
-- formula: 付款（或已付金额）中没有对应到应付款的部分
-- formula_en: the part of payments (or of paid amounts in the lines) that matches no receivable
-- params: 
SELECT coalesce(i.name, words('（未写明机构）', '(institution not given)')),
  CASE y.payer WHEN 1 THEN words('医保经办', 'fund agency') WHEN 0 THEN words('医疗机构', 'institution') ELSE '' END, '',
  words(msg_problem(y.code, coalesce(f.name, ''), '', '', 0) || '：', msg_problem(y.code, coalesce(f.name, ''), '', '', 1) || ': ')
    || scaled_text(sum(y.amount), 2, 2) || words(' 元，' || count(*) || ' 笔', ' yuan, payments: ' || count(*)), sum(y.amount), min(y.key)
FROM ind_left AS y LEFT JOIN inst_shown AS i ON i.id = y.inst
LEFT JOIN payment AS p ON p.id = y.payment AND y.code = 858 LEFT JOIN firm AS f ON f.id = p.supplier -- that names a supplier
GROUP BY y.inst, i.name, y.payer, y.code, f.name
