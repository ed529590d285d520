-- The spellings an import starts from, in the order of their ids.
-- @org
SELECT id, code, name FROM org ORDER BY id
-- @lists_org
SELECT 1 FROM listed WHERE live = 1 AND text_key(name) = text_key(?1)
UNION ALL SELECT 1 FROM alias WHERE live = 1 AND kind = '机构' AND spelling_key = text_key(?1)
-- @firm
SELECT id, name FROM firm ORDER BY id
-- @rounds
SELECT round, round_name FROM award WHERE live = 1 GROUP BY round, round_name ORDER BY min(id)
-- @item
SELECT id, code, platform, generic, form, spec, pack, maker, unit, upp_text FROM item ORDER BY id
