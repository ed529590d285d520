-- The rows of an import whose place another took (src/ingest/aside.c), ?1 its number.

-- Of table ?1; of rows kept of import ?4, those that they have: columns that came later get their defaults.
-- @columns
SELECT name FROM pragma_table_info(?1) WHERE cid < coalesce((SELECT json_array_length(cells) FROM aside
  WHERE tbl = ?1 AND id BETWEEN ?2 AND ?3 AND import = ?4 LIMIT 1), cid + 1) ORDER BY cid
-- @kept
SELECT 1 FROM aside WHERE import = ?1 LIMIT 1
-- @sheets
SELECT s.id, s.kind, s.id_from, s.id_to FROM sheet AS s JOIN file AS f ON f.id = s.file WHERE f.import = ?1 AND f.live = 1
-- What was read again from elsewhere meanwhile counts there.
-- @back_files
UPDATE file SET live = 1 WHERE import = ?1 AND sha256 <> '' AND sha256 NOT IN (SELECT sha256 FROM file WHERE live = 1)
-- @back_import
UPDATE import SET undone = 0 WHERE id = ?1
-- @back_gone
UPDATE sheet SET gone = (SELECT count(*) FROM purchase AS p WHERE p.id BETWEEN sheet.id_from AND sheet.id_to AND p.live = 0)
WHERE kind = 'purchase' AND file IN (SELECT id FROM file WHERE import = ?1)
-- @back_lost
DELETE FROM lost WHERE issue IN (SELECT i.id FROM issue AS i JOIN file AS f ON f.id = i.file
  WHERE i.import = ?1 AND f.live = 0 AND f.sha256 <> '')
-- Neither of a file that counts elsewhere, nor that a later import, itself undone since, brought one again.
-- @back_said
DELETE FROM issue WHERE (import = ?1 AND file IN (SELECT id FROM file WHERE import = ?1 AND live = 0 AND sha256 <> ''))
  OR (code = 316 AND import IN (SELECT id FROM import WHERE undone <> 0))
-- @back_corrected
DELETE FROM corrected WHERE import = ?1
-- @back_done
DELETE FROM aside WHERE import = ?1
