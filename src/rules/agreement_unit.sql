-- id: agreement_unit
-- title_zh: 约定量单位不明
-- title_en: agreed volume in packs of unknown size
-- severity: warning
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 1、2.4
-- source_en: rule book 1, 2.4
-- formula: 约定量以包装计而转换比不明：按无约定量列示
-- formula_en: agreed volume in packs, units per pack unknown: listed as without agreed volume
-- params: agreement.unit
SELECT subject, item, cure, problem || lines_text, nullif(amount, 0), evidence
FROM note_shown
WHERE code = 421
