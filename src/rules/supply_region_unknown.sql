-- id: supply_region_unknown
-- title_zh: 供应地区不明
-- title_en: supply region unknown
-- severity: warning
-- direction: 数据问题，越少越好
-- source: 规则书 2.5
-- formula: 机构表、机构编码、参数都没有给出供应地区：不计非中选
-- params: region.supply
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 413
