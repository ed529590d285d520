-- id: sanity_unit_error
-- title_zh: 完成率异常
-- title_en: completion out of all proportion
-- severity: note
-- direction: 核对提示
-- direction_en: to be checked
-- source: 规则书 13
-- source_en: rule book 13
-- formula: q > sanity.unit_error × Q*
-- params: sanity.unit_error
SELECT i.name, p.name || words('（' || a.round || '）', ' (' || a.round || ')'), '',
  words('约定 ', 'agreed ') || scaled_text(a.agreed, 0, 4) || words('，已完成 ', ', bought ') || scaled_text(a.counted, 0, 4) || words('，单位可能有误', ', perhaps in another unit'), NULL, a.key
FROM agreement_status AS a JOIN inst_shown AS i ON i.id = a.inst JOIN product_shown AS p ON p.id = a.product
WHERE a.begun AND a.agreed > 0 AND rate_cmp(a.counted, a.agreed, (SELECT scaled FROM param WHERE name = 'sanity.unit_error'), 10000) > 0
