-- The imports, the last first; the built-in catalogues are no import (at = 0). Times are Beijing time, whatever the machine's zone is.

-- @imports
SELECT m.id AS "id|编号|No.|r", strftime('%Y-%m-%d %H:%M', m.at + 8 * 3600, 'unixepoch') AS "time|时间|Time",
  count(DISTINCT f.id) AS "files|文件数|Files|r", coalesce(sum(s.rows), 0) AS "rows|读入行数|Rows read|r",
  coalesce(sum(s.kept), 0) AS "kept|入库|Stored|r", coalesce(sum(s.rejected), 0) AS "rejected|剔除|Rejected|r",
  CASE WHEN m.undone = 1 THEN iif(:lang, 'undone', '已撤销') WHEN m.undone = 2 THEN iif(:lang, 'replaced', '已被代替')
    WHEN m.replaces > 0 THEN iif(:lang, 'replaces ', '代替 ') || m.replaces ELSE '' END AS "state|状态|State",
  (SELECT group_concat(path, '、') FROM (SELECT DISTINCT path FROM file WHERE import = m.id ORDER BY path)) AS "paths|文件|Files"
FROM import AS m LEFT JOIN file AS f ON f.import = m.id LEFT JOIN sheet AS s ON s.file = f.id
WHERE m.at > 0
GROUP BY m.id
ORDER BY m.id DESC;
