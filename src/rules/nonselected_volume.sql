-- id: nonselected_volume
-- title_zh: 非中选超量
-- title_en: not-selected volume over the limit
-- severity: error
-- direction: 占比越低越好
-- direction_en: share: the lower the better
-- source: 规则书 5；义乌 2020 任务 33
-- source_en: rule book 5; Yiwu 2020, task 33
-- formula: n > nonselected.limit × (s + n)，按最小制剂单位
-- formula_en: n > nonselected.limit × (s + n), in smallest units
-- params: nonselected.limit
SELECT i.name, x.variety || words('（' || x.round || '）', ' (' || x.round || ')'),
  words('不超过 ', 'at most ') || scaled_text((SELECT scaled FROM param WHERE name = 'nonselected.limit') * 100, 0, 2) || '%',
  words('非中选占比 ', 'not-selected share ') || percent(g.n, g.s + g.n), g.n_amount, g.key
FROM ind_group AS g JOIN inst_shown AS i ON i.id = g.inst JOIN grp AS x ON x.id = g.grp
WHERE g.over_volume
