-- id: zero_purchase
-- title_zh: 零采购
-- title_en: nothing bought
-- severity: error
-- direction: 完成率越高越好
-- source: 规则书 4.5
-- formula: q ≤ 0，Q* > 0，协议已开始
-- params: 
SELECT i.name, p.name || words('（' || a.round || '）', ' (' || a.round || ')'), words('序时 ', 'time share ') || percent(a.elapsed, a.days),
  words('已完成 ', 'bought ') || scaled_text(a.counted, 0, 4) || words('，约定 ', ', agreed ') || scaled_text(a.agreed, 0, 4), a.share_value,
  a.key
FROM agreement_status AS a JOIN inst_shown AS i ON i.id = a.inst JOIN product_shown AS p ON p.id = a.product
WHERE a.status = '零采购'
