-- @info
SELECT as_of, day_from, version, fingerprint,
  (SELECT count(*) FROM (SELECT inst FROM ind_pay GROUP BY inst HAVING sum(lines) = 0)) AS silent
FROM run;
-- Was the file at ?1 ever loaded?
-- @loaded
SELECT 1 FROM file WHERE source = ?1 AND sha256 <> '' LIMIT 1;
-- @note
INSERT INTO report_note(kind, item, content, source) VALUES(?1, ?2, ?3, ?4);
-- The notes whose numbers stand in ?1, parted by blanks, the most lines first.
-- @left
SELECT sum(lines), msg_problem(code, '', '', '', ?2) || iif(?2, ' (E', '（E') || code || iif(?2, ')', '）'), sum(sum(lines)) OVER ()
FROM ind_note WHERE inst IS NULL AND item IS NULL AND lines > 0
  AND code IN (SELECT value FROM json_each('[' || replace(?1, ' ', ',') || ']'))
GROUP BY code ORDER BY 1 DESC, code;
