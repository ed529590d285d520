-- id: not_reported
-- title_zh: 应报未报
-- title_en: duty to report not met
-- severity: warning
-- direction: 缺报月数越少越好
-- direction_en: months missing: the fewer the better
-- source: 规则书 13
-- source_en: rule book 13
-- formula: 应报的月份没有一行采购明细：报送义务表，没有的按“必报”、自有数据的第一个月起
-- formula_en: no purchase line in a month that is due: by the duty table, without one where the list says must report, from the first month with data on
-- params: 
SELECT i.name, (SELECT group_concat(month, words('、', ', ')) FROM (SELECT substr(month, 1, 4) || '-' || substr(month, 5) AS month FROM ind_report
    WHERE inst = m.inst AND state = '未报' ORDER BY k)),
  words('应报 ' || m.required || ' 个月', 'months due: ' || m.required),
  words('未报 ' || m.missing || ' 个月，最长连续 ' || m.longest || ' 个月', 'months missing: ' || m.missing || ', in a row: ' || m.longest), NULL,
  'report:' || key_part(iif(i.code = '', i.name, i.code))
FROM ind_missing AS m JOIN inst_shown AS i ON i.id = m.inst
WHERE m.missing > 0
