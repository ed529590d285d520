-- The spellings an import starts from, in the order of their ids.
-- @org
SELECT id, code, name FROM org ORDER BY id
-- @file_has
SELECT 1 FROM sheet AS s JOIN seen AS e ON e.sheet = s.id JOIN org AS o ON o.id = e.org
WHERE s.file = ?1 AND s.kind = ?2 AND s.kept > 0 AND o.name_key <> '' AND (instr(o.name_key, ?3) OR instr(?3, o.name_key)) LIMIT 1
-- @lists_org
SELECT 1 FROM listed WHERE live = 1 AND text_key(name) = text_key(?1)
UNION ALL SELECT 1 FROM alias WHERE live = 1 AND kind = '机构' AND spelling_key = text_key(?1)
-- @firm
SELECT id, name, used FROM firm ORDER BY id
-- @rounds
SELECT round, round_name, max(builtin) FROM award WHERE live = 1 GROUP BY round, round_name ORDER BY min(id)
-- @item
SELECT id, code, platform, generic, form, spec, pack, maker, unit, upp_text, used FROM item ORDER BY id
