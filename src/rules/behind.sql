-- id: behind
-- title_zh: 低于序时
-- title_en: behind the time share
-- severity: warning
-- direction: 完成率越高越好
-- direction_en: completion: the higher the better
-- source: 规则书 4.5
-- source_en: rule book 4.5
-- formula: fulfil.alarm × 序时进度 ≤ q/Q* < 序时进度
-- formula_en: fulfil.alarm × time share ≤ q/Q* < time share
-- params: fulfil.alarm、fulfil.near
SELECT i.name, p.name || words('（' || a.round || '）', ' (' || a.round || ')'), words('序时 ', 'time share ') || percent(a.elapsed, a.days),
  words('完成率 ', 'completion ') || percent(a.counted, a.agreed) || words('（' || a.word || '）', iif(a.word = '临近', ' (near)', ' (behind)')),
  a.share_value - a.done_value, a.key
FROM agreement_status AS a JOIN inst_shown AS i ON i.id = a.inst JOIN product_shown AS p ON p.id = a.product
WHERE a.status = '低于序时' AND NOT a.severe
