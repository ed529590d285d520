-- id: online_consumable
-- title_zh: 耗材网采率未达目标
-- title_en: on-line share of consumables below the goal
-- severity: warning
-- direction: 网采率越高越好
-- direction_en: on-line share: the higher the better
-- source: 规则书 9；浙江 2017
-- source_en: rule book 9; Zhejiang 2017
-- formula: 网上采购金额 ÷（网上 + 线下）采购金额 < online.goal_consumable；渠道不明的不计
-- formula_en: on-line amount ÷ (on-line + off-line) amount < online.goal_consumable; without lines of unknown channel
-- params: online.goal_consumable
SELECT i.name, words('耗材', 'consumables'), words('网采率不低于 ', 'on-line share at least ') || scaled_text(g.scaled * 100, 0, 2) || '%',
  words('网采率 ', 'on-line share ') || percent(n.goods_on, n.goods_on + n.goods_off), n.goods_off, n.key
FROM ind_net AS n JOIN inst_shown AS i ON i.id = n.inst JOIN param AS g ON g.name = 'online.goal_consumable'
WHERE rate_cmp(n.goods_on, n.goods_on + n.goods_off, g.scaled, 10000) < 0 AND n.goods_on + n.goods_off > 0
