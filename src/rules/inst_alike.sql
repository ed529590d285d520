-- id: inst_alike
-- title_zh: 像是同一家机构
-- title_en: perhaps one institution
-- severity: warning
-- direction: 数据问题，越少越好
-- source: 规则书 1
-- formula: 有采购、没有约定量的机构（它和另一家不都在机构名单里的），名称包含或包含于另一家有约定量的机构（院区、简称，省去县、镇等字的），或只差一个字（八个字以上的两个字），数字、方位等不同的除外：按两家机构计，列出待确认
-- params: 
SELECT i.name, n.more, words(msg_cure(n.code, n.value, n.detail, n.more, 0), msg_cure(n.code, n.value, n.detail, n.more, 1)),
  words(msg_problem(n.code, n.value, n.detail, n.more, 0), msg_problem(n.code, n.value, n.detail, n.more, 1)), NULL,
  'inst:' || key_part(iif(i.code = '', i.name, i.code))
FROM ind_note AS n JOIN inst AS i ON i.id = n.inst
WHERE n.code = 851
