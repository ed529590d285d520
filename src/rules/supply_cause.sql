-- id: supply_cause
-- title_zh: 滞后责任提示（企业、配送、数据）
-- title_en: who answers for an agreement that is behind, beside the hospital
-- severity: note
-- direction: 仅提示
-- direction_en: only a hint
-- source: 规则书 8
-- source_en: rule book 8
-- formula: 企业：有缺货登记，或本品种各配送企业都 < supply.poor；配送：订购÷Q* ≥ 序时、配送率 < supply.poor、无缺货；数据：有行未计入，或分不清是不是它的；医院：连同分不清的行，订购÷Q* < 序时（被剔除的、转换比不明的订了多少看不出，不作判断），或非中选超量
-- formula_en: maker: a shortage is on record, or every distributor of the product delivers < supply.poor; distributor: ordered ÷ Q* ≥ time share, delivery rate < supply.poor, no shortage; data: lines are left out, or may be its; hospital: ordered ÷ Q* < time share with all lines that may be its (not judged where refused rows or unknown packs hide how much), or not-selected volume over the limit
-- params: supply.poor、nonselected.limit
SELECT i.name, p.name || words('（' || a.round || '）', ' (' || a.round || ')'), '',
  c.who_words || words('：', ': ') || concat_ws(words('；', '; '), c.supply, nullif(c.other, '')), NULL, a.key
FROM cause_shown AS c JOIN ind_agreement AS a ON a.id = c.agreement JOIN inst_shown AS i ON i.id = a.inst
JOIN product_shown AS p ON p.id = a.product
WHERE c.firm OR c.dealer OR c.data
