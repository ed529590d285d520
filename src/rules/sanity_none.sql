-- id: sanity_none
-- title_zh: 没有标记任何机构的规则
-- title_en: rules that mark nobody
-- severity: note
-- direction: 核对提示
-- direction_en: to be checked
-- source: 规则书 13
-- source_en: rule book 13
-- formula: 没有一条发现的规则
-- formula_en: rules without a finding
-- params: 
SELECT words('规则', 'rules'), words(group_concat(title_zh, '、'), group_concat(title_en, '; ')), '',
  words('没有标记任何机构；如不合常理，请核对所需数据是否已导入',
    'mark nobody; if that is odd, check that the data which they need were loaded'), NULL, ''
FROM (SELECT title_zh, title_en FROM rule WHERE id NOT LIKE 'sanity%' AND id NOT IN (SELECT rule FROM found) ORDER BY id)
HAVING count(*) > 0
