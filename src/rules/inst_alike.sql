-- id: inst_alike
-- title_zh: 像是同一家机构
-- title_en: perhaps one institution
-- severity: warning
-- direction: 数据问题，越少越好
-- source: 规则书 1
-- formula: 不在机构名单里、没有约定量的机构，名称包含或包含于另一家有约定量的机构（院区、简称，省去县、镇等字的），或只差一个字（八个字以上的两个字），数字、方位等不同的除外：按两家机构计，列出待确认
-- params: 
WITH twin AS MATERIALIZED (SELECT other, name, place FROM inst_twin)
SELECT o.name, t.name, words('如果是同一家，在别名表里写一行“机构”，写法和标准名称各一格（空表：jicai template 别名），导入后就按一家计',
    'If they are one, give a line of kind 机构 with both spellings in an alias table (jicai template alias) and load it'),
  words('有采购明细，没有约定采购量；名称与“' || t.name || coalesce('”、“' || u.name, '') || '”相近，按两家机构计',
    'has purchase lines but no agreed volume; its name is like “' || t.name || coalesce('” and “' || u.name, '')
      || '”; counted as two institutions'), NULL,
  'inst:' || key_part(iif(o.code = '', o.name, o.code))
FROM twin AS t JOIN inst AS o ON o.id = t.other LEFT JOIN twin AS u ON u.other = t.other AND u.place = 2
WHERE t.place = 1
