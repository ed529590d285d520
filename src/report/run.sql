-- @info
SELECT as_of, day_from, version, fingerprint,
  (SELECT count(*) FROM (SELECT inst FROM ind_pay GROUP BY inst HAVING sum(lines) = 0)) AS silent
FROM run;
-- @note
INSERT INTO report_note(kind, item, content, source) VALUES(?1, ?2, ?3, ?4);
