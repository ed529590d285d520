-- id: supply_region_unknown
-- title_zh: 供应地区不明
-- title_en: supply region unknown
-- severity: warning
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 2.5
-- source_en: rule book 2.5
-- formula: 机构表、机构编码、参数都没有给出供应地区：不计非中选
-- formula_en: neither the list of institutions, nor the code, nor the parameters give a supply region: nothing counts as not selected
-- params: region.supply
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 413
