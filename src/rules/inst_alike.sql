-- id: inst_alike
-- title_zh: 像是同一家机构
-- title_en: perhaps one institution
-- severity: warning
-- direction: 数据问题，越少越好
-- direction_en: data issue, the fewer the better
-- source: 规则书 1
-- source_en: rule book 1
-- formula: 有采购、没有约定量的机构（它和另一家不都在机构名单里的），名称包含或包含于另一家有约定量的机构（院区、简称，省去县、镇等字的），或只差一个字（八个字以上的两个字），数字、方位等不同的除外：按两家机构计，列出待确认
-- formula_en: an institution with purchases and no agreed volume whose name holds that of one with an agreed volume or is part of it (a branch, a short name, without the word for county or town), or differs from it by one character (two in names of eight or more), but not in a number, a direction or the like; not where both are in the list of institutions: counted as two, listed for confirmation
-- params: 
SELECT i.name, n.more, words(msg_cure(n.code, n.value, n.detail, n.more, 0), msg_cure(n.code, n.value, n.detail, n.more, 1)),
  words(msg_problem(n.code, n.value, n.detail, n.more, 0), msg_problem(n.code, n.value, n.detail, n.more, 1)), NULL,
  'inst:' || key_part(iif(i.code = '', i.name, i.code))
FROM ind_note AS n JOIN inst AS i ON i.id = n.inst
WHERE n.code = 851
