-- id: inst_alike
-- title_zh: 像是同一家机构
-- title_en: perhaps one institution
-- severity: warning
-- direction: 数据问题，越少越好
-- source: 规则书 1
-- formula: 不在机构名单里、没有约定量的机构，名称包含或包含于另一家有约定量的机构（院区、简称）：按两家机构计，列出待确认
-- params: 
WITH agreed AS MATERIALIZED (
  SELECT id, name, text_key(name) AS key FROM inst WHERE name <> '' AND EXISTS (SELECT 1 FROM ind_agreement AS a WHERE a.inst = inst.id)),
other AS MATERIALIZED (
  SELECT id, code, name, text_key(name) AS key FROM inst
  WHERE name <> '' AND NOT declared AND NOT EXISTS (SELECT 1 FROM ind_agreement AS a WHERE a.inst = inst.id) AND id IN (SELECT inst FROM ind_net))
SELECT o.name, min(a.name), words('如果是同一家，在别名表里写一行“机构”，写法和标准名称各一格（空表：jicai template 别名），导入后就按一家计',
    'If they are one, give a line of kind 机构 with both spellings in an alias table (jicai template alias) and load it'),
  words('有采购明细，没有约定采购量；名称与“' || min(a.name) || '”相近，按两家机构计',
    'has purchase lines but no agreed volume; its name is like “' || min(a.name) || '”; counted as two institutions'), NULL,
  'inst:' || key_part(iif(o.code = '', o.name, o.code))
FROM other AS o JOIN agreed AS a ON instr(o.key, a.key) OR instr(a.key, o.key)
GROUP BY o.id, o.name, o.code
