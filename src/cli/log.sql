-- The imports, the last first. Times are Beijing time, whatever the machine's zone is. A file that was refused was not read: it
-- is named, but counts as no file (nor does `status` count it). The built-in catalogues (at < 0) are an import that nobody made:
-- they stand below those of the user, whose numbers go on from theirs.

-- @imports
WITH named AS (SELECT import, path, max(sha256 <> '') AS loaded FROM file GROUP BY import, path)
SELECT m.id AS "id|编号|No.|r", iif(m.at < 0, NULL, strftime('%Y-%m-%d %H:%M', m.at + 8 * 3600, 'unixepoch')) AS "time|时间|Time",
  count(DISTINCT iif(f.sha256 <> '', f.id, NULL)) AS "files|文件数|Files|r", coalesce(sum(s.rows), 0) AS "rows|读入行数|Rows read|r",
  coalesce(sum(s.kept), 0) AS "kept|入库和已更新|Stored, superseded too|r", coalesce(sum(s.rejected), 0) AS "rejected|剔除|Rejected|r",
  CASE WHEN m.at < 0 THEN iif(:lang, 'built in', '程序自带') WHEN m.undone = 1 THEN iif(:lang, 'undone', '已撤销')
    WHEN m.undone = 2 THEN iif(:lang, 'replaced', '已被代替')
    WHEN m.replaces > 0 THEN iif(:lang, 'replaces ', '代替 ') || m.replaces ELSE '' END AS "state|状态|State",
  iif(m.at < 0, iif(:lang, 'national catalogues; they cannot be undone', '全国中选目录，不能撤销'),
    coalesce((SELECT group_concat(path, iif(:lang, ', ', '、')) FROM (SELECT path FROM named WHERE import = m.id AND loaded ORDER BY path)), '')
    || coalesce((SELECT iif(:lang, ' (refused: ', '（没有导入：') || group_concat(path, iif(:lang, ', ', '、')) || iif(:lang, ')', '）')
      FROM (SELECT path FROM named WHERE import = m.id AND NOT loaded ORDER BY path)), '')) AS "paths|文件|Files"
FROM import AS m LEFT JOIN file AS f ON f.import = m.id LEFT JOIN sheet AS s ON s.file = f.id
WHERE m.at >= 0 OR (m.undone = 0 AND EXISTS (SELECT 1 FROM import WHERE at >= 0))
GROUP BY m.id
ORDER BY m.at < 0, m.id DESC;
-- Of import ?1: its first files, and how many rows had been read of all; in English if ?2.
-- @files_of
WITH of_it AS (SELECT DISTINCT path FROM file WHERE import = ?1 AND sha256 <> '')
SELECT (SELECT coalesce(group_concat(path, iif(?2, ', ', '、')), '') FROM (SELECT path FROM of_it ORDER BY path LIMIT 3))
    || (SELECT iif(count(*) > 3, iif(?2, ' … ' || count(*) || ' files', ' 等 ' || count(*) || ' 个文件'), '') FROM of_it),
  (SELECT coalesce(sum(s.rows), 0) FROM file AS f JOIN sheet AS s ON s.file = f.id WHERE f.import = ?1);
