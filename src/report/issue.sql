-- Published issues: written once, read for ever. ?1 is the issue unless said otherwise.

-- @find
-- period, revision (0 = the one that stands)
SELECT id, period, revision, final, as_of, day_from, region FROM issued
WHERE period = ?1 AND (?2 = 0 OR revision = ?2) ORDER BY final DESC, revision DESC LIMIT 1;
-- @latest
SELECT id, period, revision, final, as_of, day_from, region FROM issued
WHERE period = (SELECT period FROM run) ORDER BY revision DESC LIMIT 1;
-- @known
SELECT coalesce(group_concat(name, ' '), '—') FROM (SELECT period || '@' || revision AS name FROM issued ORDER BY as_of, period, revision);
-- @info
SELECT as_of, day_from, version, fingerprint, silent FROM issued WHERE id = ?1;
-- @period
SELECT period FROM run;

-- @new
INSERT INTO issued(period, revision, day, region, as_of, day_from, version, fingerprint, silent)
SELECT period, ?1, ?2, ?3, as_of, day_from, version, fingerprint,
  (SELECT count(*) FROM (SELECT inst FROM ind_pay GROUP BY inst HAVING sum(lines) = 0))
FROM run;
-- @final
UPDATE issued SET final = 1 WHERE id = ?1;
-- @files
INSERT INTO issued_file SELECT ?1, sha256, min(path) FROM file WHERE live = 1 GROUP BY sha256;
-- @params
INSERT INTO issued_param SELECT ?1, name, value FROM param;
-- @text
INSERT OR IGNORE INTO issued_text VALUES(?1, ?2);
-- @rule
INSERT INTO issued_rule VALUES(?1, ?2, ?3);
-- @sheet
INSERT INTO issued_sheet VALUES(?1, ?2, ?3);
-- @new_table
INSERT INTO issued_table(issued, asset, part, lang, format, cols) VALUES(?1, ?2, ?3, ?4, ?5, ?6);
-- @row
INSERT INTO issued_row VALUES(?1, ?2, ?3, ?4);

-- @sheets
SELECT s.asset, t.text FROM issued_sheet AS s JOIN issued_text AS t ON t.sha256 = s.sha256 WHERE s.issued = ?1 ORDER BY s.asset;
-- @table
SELECT id, cols FROM issued_table
WHERE issued = ?1 AND asset = ?2 AND part = ?3 AND lang IN (-1, ?4) AND format IN ('', ?5);

-- @reasons
-- What two issues were made from, where it differs: what, item, before, after. ?1 before, ?2 after.
WITH gone AS (SELECT path, sha256 FROM issued_file WHERE issued = ?1
              AND sha256 NOT IN (SELECT sha256 FROM issued_file WHERE issued = ?2)),
come AS (SELECT path, sha256 FROM issued_file WHERE issued = ?2
         AND sha256 NOT IN (SELECT sha256 FROM issued_file WHERE issued = ?1)),
a AS (SELECT * FROM issued WHERE id = ?1), b AS (SELECT * FROM issued WHERE id = ?2),
names AS (SELECT name FROM issued_param WHERE issued IN (?1, ?2) GROUP BY name),
rules AS (SELECT id FROM issued_rule WHERE issued IN (?1, ?2) GROUP BY id)
SELECT what, item, before, after FROM (
  SELECT 1 AS seq, iif(:lang, 'cut-off day', '统计截止日') AS what, '' AS item, day_text(a.as_of) AS before, day_text(b.as_of) AS after
    FROM a, b WHERE a.as_of <> b.as_of
  UNION ALL SELECT 2, iif(:lang, 'input replaced', '输入文件替换'), g.path, substr(g.sha256, 1, 12), substr(c.sha256, 1, 12)
    FROM gone AS g JOIN come AS c ON c.path = g.path
  UNION ALL SELECT 3, iif(:lang, 'input added', '输入文件新增'), path, NULL, substr(sha256, 1, 12) FROM come
    WHERE path NOT IN (SELECT path FROM gone)
  UNION ALL SELECT 4, iif(:lang, 'input taken back', '输入文件撤销'), path, substr(sha256, 1, 12), NULL FROM gone
    WHERE path NOT IN (SELECT path FROM come)
  UNION ALL SELECT 5, iif(:lang, 'parameter', '参数'), n.name, x.value, y.value FROM names AS n
    LEFT JOIN issued_param AS x ON x.issued = ?1 AND x.name = n.name LEFT JOIN issued_param AS y ON y.issued = ?2 AND y.name = n.name
    WHERE x.value IS NOT y.value
  UNION ALL SELECT 6, iif(:lang, 'rule text', '规则文本'), r.id, substr(x.sha256, 1, 12), substr(y.sha256, 1, 12) FROM rules AS r
    LEFT JOIN issued_rule AS x ON x.issued = ?1 AND x.id = r.id LEFT JOIN issued_rule AS y ON y.issued = ?2 AND y.id = r.id
    WHERE x.sha256 IS NOT y.sha256
  UNION ALL SELECT 7, iif(:lang, 'program version', '程序版本'), '', a.version, b.version FROM a, b WHERE a.version <> b.version
  UNION ALL SELECT 8, iif(:lang, 'supply region', '供应地区'), '', nullif(a.region, ''), nullif(b.region, '') FROM a, b WHERE a.region <> b.region)
ORDER BY seq, item, before, after;

-- @note_correction
-- The same in the words of sheet 说明, behind how many figures differ.
INSERT INTO report_note(kind, item, content, source)
WITH gone AS (SELECT path, sha256 FROM issued_file WHERE issued = ?1
              AND sha256 NOT IN (SELECT sha256 FROM issued_file WHERE issued = ?2)),
come AS (SELECT path, sha256 FROM issued_file WHERE issued = ?2
         AND sha256 NOT IN (SELECT sha256 FROM issued_file WHERE issued = ?1)),
a AS (SELECT * FROM issued WHERE id = ?1), b AS (SELECT * FROM issued WHERE id = ?2),
names AS (SELECT name FROM issued_param WHERE issued IN (?1, ?2) GROUP BY name),
rules AS (SELECT id FROM issued_rule WHERE issued IN (?1, ?2) GROUP BY id)
SELECT 'correction', what, content, source FROM (
  SELECT 0 AS seq, iif(:lang, 'Revision ', '第 ') || b.revision || iif(:lang, '', ' 版') AS what,
    iif(:lang, 'takes the place of revision ' || a.revision || '; figures that differ: ' || :figures,
      '更正第 ' || a.revision || ' 版，数字有变化的有 ' || :figures || ' 处') AS content,
    'jicai diff ' || a.period || '@' || a.revision || ' ' || b.period || '@' || b.revision AS source FROM a, b
  UNION ALL SELECT seq, what, item, coalesce(before, '—') || ' → ' || coalesce(after, '—') FROM (
  SELECT 1 AS seq, iif(:lang, 'cut-off day', '统计截止日') AS what, '' AS item, day_text(a.as_of) AS before, day_text(b.as_of) AS after
    FROM a, b WHERE a.as_of <> b.as_of
  UNION ALL SELECT 2, iif(:lang, 'input replaced', '输入文件替换'), g.path, substr(g.sha256, 1, 12), substr(c.sha256, 1, 12)
    FROM gone AS g JOIN come AS c ON c.path = g.path
  UNION ALL SELECT 3, iif(:lang, 'input added', '输入文件新增'), path, NULL, substr(sha256, 1, 12) FROM come
    WHERE path NOT IN (SELECT path FROM gone)
  UNION ALL SELECT 4, iif(:lang, 'input taken back', '输入文件撤销'), path, substr(sha256, 1, 12), NULL FROM gone
    WHERE path NOT IN (SELECT path FROM come)
  UNION ALL SELECT 5, iif(:lang, 'parameter', '参数'), n.name, x.value, y.value FROM names AS n
    LEFT JOIN issued_param AS x ON x.issued = ?1 AND x.name = n.name LEFT JOIN issued_param AS y ON y.issued = ?2 AND y.name = n.name
    WHERE x.value IS NOT y.value
  UNION ALL SELECT 6, iif(:lang, 'rule text', '规则文本'), r.id, substr(x.sha256, 1, 12), substr(y.sha256, 1, 12) FROM rules AS r
    LEFT JOIN issued_rule AS x ON x.issued = ?1 AND x.id = r.id LEFT JOIN issued_rule AS y ON y.issued = ?2 AND y.id = r.id
    WHERE x.sha256 IS NOT y.sha256
  UNION ALL SELECT 7, iif(:lang, 'program version', '程序版本'), '', a.version, b.version FROM a, b WHERE a.version <> b.version
  UNION ALL SELECT 8, iif(:lang, 'supply region', '供应地区'), '', nullif(a.region, ''), nullif(b.region, '') FROM a, b WHERE a.region <> b.region))
ORDER BY seq, what, content, source;

-- @followed
-- The last eight issues before this run, of months or of quarters as it is.
SELECT id, period, revision FROM (
  SELECT i.id, i.period, i.revision, i.as_of, row_number() OVER (PARTITION BY i.period ORDER BY i.final DESC, i.revision DESC) AS n
  FROM issued AS i JOIN run AS r WHERE i.as_of < r.as_of AND length(i.period) = iif(r.period = '', 7, length(r.period)))
WHERE n = 1 ORDER BY as_of DESC LIMIT 8;
-- @previous
-- table, kind, place of the rank
INSERT OR IGNORE INTO previous SELECT ?2, key, cells ->> ?3 FROM issued_row WHERE tbl = ?1 AND cells ->> ?3 IS NOT NULL;
-- @previous_one
INSERT OR IGNORE INTO previous VALUES(?1, ?2, ?3);
-- @before
-- period, revision or NULL
INSERT INTO period_before VALUES(?1, ?2);
-- @history
-- table, kind, place of the rate, period
INSERT OR IGNORE INTO history SELECT ?2, key, ?4, cells ->> ?3 FROM issued_row WHERE tbl = ?1;
