-- The spellings an import starts from, in the order of their ids.
-- @org
SELECT id, code, name FROM org ORDER BY id
-- @firm
SELECT id, name FROM firm ORDER BY id
-- @item
SELECT id, code, platform, generic, form, spec, pack, maker, unit, upp_text FROM item ORDER BY id
