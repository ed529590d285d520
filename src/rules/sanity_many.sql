-- id: sanity_many
-- title_zh: 规则标记过多
-- title_en: a rule marks too many institutions
-- severity: note
-- direction: 核对提示
-- direction_en: to be checked
-- source: 规则书 13
-- source_en: rule book 13
-- formula: 被标记的机构 > sanity.marked × 全部机构
-- formula_en: institutions marked > sanity.marked × all institutions
-- params: sanity.marked
SELECT words('规则 ', 'rule ') || r.id, words(r.title_zh, r.title_en), '',
  words('标记了 ' || f.insts || ' 家机构，共 ' || every.n || ' 家：请先核对口径和数据',
    'marks ' || f.insts || ' of ' || every.n || ' institutions: check definitions and data first'), NULL, ''
FROM found AS f JOIN rule AS r ON r.id = f.rule, -- of hospitals of one name, one is marked at least
  (SELECT count(*) AS n FROM inst) AS every
WHERE every.n > 1 AND rate_cmp(f.insts, every.n, (SELECT scaled FROM param WHERE name = 'sanity.marked'), 10000) > 0
