-- id: over_agreed
-- title_zh: 超量采购
-- title_en: more than agreed
-- severity: note
-- direction: 仅提示，超量不是问题
-- direction_en: only a hint: more than agreed is no fault
-- source: 规则书 4.5
-- source_en: rule book 4.5
-- formula: q/Q* > 1
-- params: 
SELECT i.name, p.name || words('（' || a.round || '）', ' (' || a.round || ')'), words('约定 ', 'agreed ') || scaled_text(a.agreed, 0, 4),
  words('已完成 ', 'bought ') || scaled_text(a.counted, 0, 4), NULL, a.key
FROM agreement_status AS a JOIN inst_shown AS i ON i.id = a.inst JOIN product_shown AS p ON p.id = a.product
WHERE a.status = '超量'
