-- What the database holds. Needs sql/sheet_state.sql.

-- @head
SELECT (SELECT count(*) FROM import), (SELECT count(*) FROM import WHERE undone <> 0),
  (SELECT count(*) FROM file WHERE live AND path NOT GLOB 'catalogs/nvbp*'),
  (SELECT count(*) FROM institution), (SELECT count(*) FROM institution WHERE declared = 1);

-- @kinds
SELECT s.kind, count(DISTINCT s.file), sum(s.rows), sum(s.kept - s.superseded), sum(s.superseded), sum(s.rejected),
  sum(s.skipped), nullif(day_text(min(s.day_from)), ''), nullif(day_text(max(s.day_to)), '')
FROM sheet_state AS s JOIN file AS f ON f.id = s.file
WHERE f.live
GROUP BY s.kind
ORDER BY s.kind = '', min(s.id);
