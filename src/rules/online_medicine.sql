-- id: online_medicine
-- title_zh: 药品网采率未达目标
-- title_en: on-line share of medicines below the goal
-- severity: warning
-- direction: 网采率越高越好
-- direction_en: on-line share: the higher the better
-- source: 规则书 9
-- source_en: rule book 9
-- formula: 网上采购金额 ÷（网上 + 线下）采购金额 < online.goal_medicine；不含中药饮片，渠道不明的不计
-- formula_en: on-line amount ÷ (on-line + off-line) amount < online.goal_medicine; without decoction pieces and lines of unknown channel
-- params: online.goal_medicine
SELECT i.name, words('药品', 'medicines'), words('网采率不低于 ', 'on-line share at least ') || scaled_text(g.scaled * 100, 0, 2) || '%',
  words('网采率 ', 'on-line share ') || percent(n.drug_on, n.drug_on + n.drug_off), n.drug_off, n.key
FROM ind_net AS n JOIN inst_shown AS i ON i.id = n.inst JOIN param AS g ON g.name = 'online.goal_medicine'
WHERE rate_cmp(n.drug_on, n.drug_on + n.drug_off, g.scaled, 10000) < 0 AND n.drug_on + n.drug_off > 0
