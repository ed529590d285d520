-- id: shift
-- title_zh: 转移提示
-- title_en: volume moved to other products
-- severity: note
-- direction: 仅提示
-- direction_en: only a hint
-- source: 规则书 5
-- source_en: rule book 5
-- formula: 上一完整月对前三个月均值：中选量下降、非中选与可替代量上升均不小于 shift.change
-- formula_en: last full month against the mean of the three before: selected volume falls, not-selected and substitute volume rises, by at least shift.change each
-- params: shift.change
SELECT i.name, x.variety || words('（' || x.round || '）', ' (' || x.round || ')'),
  words('中选量不降', 'selected volume does not fall'),
  words('中选量下降而非中选、可替代量上升，均不小于 ', 'selected volume fell; not-selected and substitute volume rose; each by at least ')
    || scaled_text((SELECT scaled FROM param WHERE name = 'shift.change') * 100, 0, 2) || '%', NULL, g.key
FROM ind_group AS g JOIN inst_shown AS i ON i.id = g.inst JOIN grp AS x ON x.id = g.grp
WHERE g.shift
