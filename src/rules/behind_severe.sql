-- id: behind_severe
-- title_zh: 严重滞后
-- title_en: far behind the time share
-- severity: error
-- direction: 完成率越高越好
-- direction_en: completion: the higher the better
-- source: 规则书 4.5
-- source_en: rule book 4.5
-- formula: 0 < q/Q* < fulfil.alarm × 序时进度
-- formula_en: 0 < q/Q* < fulfil.alarm × time share
-- params: fulfil.alarm
SELECT i.name, p.name || words('（' || a.round || '）', ' (' || a.round || ')'), words('序时 ', 'time share ') || percent(a.elapsed, a.days),
  words('完成率 ', 'completion ') || percent(a.counted, a.agreed), a.share_value - a.done_value, a.key
FROM agreement_status AS a JOIN inst_shown AS i ON i.id = a.inst JOIN product_shown AS p ON p.id = a.product
WHERE a.severe AND a.counted > 0
