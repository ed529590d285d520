-- What the database holds. Needs sql/sheet_state.sql. The built-in catalogues (import.at = 0) are no import.

-- @head
SELECT (SELECT count(*) FROM import WHERE at > 0), (SELECT count(*) FROM import WHERE undone <> 0),
  (SELECT count(*) FROM file AS f JOIN import AS m ON m.id = f.import WHERE f.live AND m.at > 0),
  (SELECT count(*) FROM institution), (SELECT count(*) FROM institution WHERE declared = 1);

-- @kinds
SELECT s.kind, count(DISTINCT s.file), sum(s.rows), sum(s.kept - s.superseded), sum(s.superseded), sum(s.rejected),
  sum(s.skipped), nullif(day_text(min(s.day_from)), ''), nullif(day_text(max(s.day_to)), '')
FROM sheet_state AS s JOIN file AS f ON f.id = s.file
WHERE f.live
GROUP BY s.kind
ORDER BY s.kind = '', min(s.id);
