-- The imports, the last first; the built-in catalogues are no import (at = 0). Times are Beijing time, whatever the machine's zone is.

-- @imports
SELECT m.id AS "id|编号|No.|r", strftime('%Y-%m-%d %H:%M', m.at + 8 * 3600, 'unixepoch') AS "time|时间|Time",
  count(DISTINCT f.id) AS "files|文件数|Files|r", coalesce(sum(s.rows), 0) AS "rows|读入行数|Rows read|r",
  coalesce(sum(s.kept), 0) AS "kept|入库和已更新|Stored, superseded too|r", coalesce(sum(s.rejected), 0) AS "rejected|剔除|Rejected|r",
  CASE WHEN m.undone = 1 THEN iif(:lang, 'undone', '已撤销') WHEN m.undone = 2 THEN iif(:lang, 'replaced', '已被代替')
    WHEN m.replaces > 0 THEN iif(:lang, 'replaces ', '代替 ') || m.replaces ELSE '' END AS "state|状态|State",
  (SELECT group_concat(path, '、') FROM (SELECT DISTINCT path FROM file WHERE import = m.id ORDER BY path)) AS "paths|文件|Files"
FROM import AS m LEFT JOIN file AS f ON f.import = m.id LEFT JOIN sheet AS s ON s.file = f.id
WHERE m.at > 0
GROUP BY m.id
ORDER BY m.id DESC;
-- Of import ?1: its first files, and how many rows had been read of all; in English if ?2.
-- @files_of
WITH of_it AS (SELECT DISTINCT path FROM file WHERE import = ?1)
SELECT (SELECT coalesce(group_concat(path, '、'), '') FROM (SELECT path FROM of_it ORDER BY path LIMIT 3))
    || (SELECT iif(count(*) > 3, iif(?2, ' … ' || count(*) || ' files', ' 等 ' || count(*) || ' 个文件'), '') FROM of_it),
  (SELECT coalesce(sum(s.rows), 0) FROM file AS f JOIN sheet AS s ON s.file = f.id WHERE f.import = ?1);
