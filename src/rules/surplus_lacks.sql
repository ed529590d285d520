-- id: surplus_lacks
-- title_zh: 结余留用缺数据
-- title_en: surplus retention lacks data
-- severity: note
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 11
-- source_en: rule book 11
-- formula: 导入了考核或基金参数，而某机构某批次缺少需求量、集采前加权价、中选价、基金参数或考核：不试算
-- formula_en: assessments or fund parameters were imported, and of an institution and round base, weighted price before, award price, fund parameters or assessment are missing: no estimate
-- params: 
SELECT i.name, x.round || words('（' || x.year || ' 年度）', ' (year ' || x.year || ')'), '',
  words('缺少', 'missing: ') || x.lacks || words('，无法试算', '; no estimate'), NULL, x.key
FROM ind_surplus AS x JOIN inst_shown AS i ON i.id = x.inst
WHERE x.lacks <> '' AND (EXISTS (SELECT 1 FROM ind_score) OR EXISTS (SELECT 1 FROM fund WHERE live = 1))
