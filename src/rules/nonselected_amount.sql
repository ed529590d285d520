-- id: nonselected_amount
-- title_zh: 非中选超额
-- title_en: not-selected amount over the limit
-- severity: warning
-- direction: 占比越低越好
-- direction_en: share: the lower the better
-- source: 规则书 5
-- source_en: rule book 5
-- formula: 非中选金额 > nonselected.limit × (中选金额 + 非中选金额)
-- formula_en: not-selected amount > nonselected.limit × (selected amount + not-selected amount)
-- params: nonselected.limit
SELECT i.name, x.variety || words('（' || x.round || '）', ' (' || x.round || ')'),
  words('不超过 ', 'at most ') || scaled_text((SELECT scaled FROM param WHERE name = 'nonselected.limit') * 100, 0, 2) || '%',
  words('非中选金额占比 ', 'not-selected share by amount ') || percent(g.n_amount, g.s_amount + g.n_amount), g.n_amount, g.key
FROM ind_group AS g JOIN inst_shown AS i ON i.id = g.inst JOIN grp AS x ON x.id = g.grp
WHERE g.over_amount
