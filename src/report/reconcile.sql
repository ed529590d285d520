-- A platform's form (temp.claim, src/sql/claim.sql) against ours (temp.platform): every figure of every institution and
-- round, with what may be behind a difference. Made after jc_assess_run; read by reconcile/01_figures.sql and the screen.

DROP TABLE IF EXISTS temp.form_figure;
DROP TABLE IF EXISTS temp.form_round;
DROP TABLE IF EXISTS temp.form_pair;
DROP TABLE IF EXISTS temp.form_ours;
DROP TABLE IF EXISTS temp.reconciled;

-- kind: day, percent, count; of: the count that a percentage is made of
CREATE TEMP TABLE form_figure(no INTEGER PRIMARY KEY, zh TEXT NOT NULL, en TEXT NOT NULL, kind TEXT NOT NULL, of INTEGER);
INSERT INTO form_figure VALUES
  (5, '批次开始时间', 'Start', 'day', NULL), (6, '批次结束时间', 'End', 'day', NULL),
  (7, '序时进度', 'Time share', 'percent', NULL), (8, '签约产品总数', 'Agreements', 'count', NULL),
  (9, '零采购产品数', 'No purchase', 'count', NULL), (10, '零采购产品数占比', 'No purchase, share', 'percent', 9),
  (11, '低于序时进度产品数', 'Behind', 'count', NULL), (12, '低于序时进度产品数占比', 'Behind, share', 'percent', 11),
  (13, '超量采购产品数', 'Above volume', 'count', NULL), (14, '超量采购产品数占比', 'Above volume, share', 'percent', 13),
  (15, '正常采购产品数', 'On track', 'count', NULL), (16, '正常采购产品数占比', 'On track, share', 'percent', 15),
  (17, '对应非中选产品总数', 'Non-selected products', 'count', NULL), (18, '采购非中选产品数', 'Non-selected bought', 'count', NULL),
  (19, '非中选超量产品数', 'Over limit by volume', 'count', NULL), (20, '非中选超额产品数', 'Over limit by amount', 'count', NULL),
  (21, '对应可替代产品总数', 'Substitutes', 'count', NULL), (22, '采购可替代产品数', 'Substitutes bought', 'count', NULL),
  (23, '低于序时进度且非中选超量的产品数', 'Behind with non-selected excess', 'count', NULL);

-- The names under which a round is known: as we show it, its code, and 第…批 where only one round has that.
CREATE TEMP TABLE form_round AS
WITH named AS (SELECT DISTINCT round, round_name AS name FROM grp),
ordinal AS (
  SELECT round, substr(name, instr(name, '第'), instr(name, '批') - instr(name, '第') + 1) AS name FROM named
  WHERE instr(name, '第') > 0 AND instr(name, '批') > instr(name, '第'))
SELECT round, text_key(name) AS key, 0 AS weak FROM named
UNION SELECT round, text_key(round), 0 FROM named
UNION SELECT round, text_key(name), 1 FROM ordinal WHERE name IN (SELECT name FROM ordinal GROUP BY name HAVING count(DISTINCT round) = 1);

-- Which row of ours a row of theirs speaks of; by code, else by name.
CREATE TEMP TABLE form_pair AS
WITH who AS (
  SELECT c.id, coalesce(
      (SELECT min(i.id) FROM inst AS i WHERE c.code <> '' AND i.code = c.code),
      (SELECT min(i.id) FROM inst AS i WHERE c.name <> '' AND text_key(i.name) = text_key(c.name) HAVING count(*) = 1)) AS inst,
    coalesce(
      (SELECT min(round) FROM form_round WHERE key = text_key(c.round) AND NOT weak),
      (SELECT min(round) FROM form_round WHERE weak AND key = text_key(
         substr(c.round, instr(c.round, '第'), instr(c.round, '批') - instr(c.round, '第') + 1)))) AS round
  FROM claim AS c)
SELECT w.id AS claim, w.inst, w.round, p.rowid AS ours,
  row_number() OVER (PARTITION BY p.rowid ORDER BY w.id) AS nth
FROM who AS w LEFT JOIN inst AS i ON i.id = w.inst
LEFT JOIN platform AS p ON p.c1 = i.name AND coalesce(p.c2, '') = i.code
  AND p.c4 = (SELECT min(round_name) FROM grp WHERE grp.round = w.round);

CREATE TEMP TABLE form_ours AS
SELECT p.rowid AS ours, f.no, CASE f.no
  WHEN 5 THEN c5 WHEN 6 THEN c6 WHEN 7 THEN c7 WHEN 8 THEN c8 WHEN 9 THEN c9 WHEN 10 THEN c10 WHEN 11 THEN c11
  WHEN 12 THEN c12 WHEN 13 THEN c13 WHEN 14 THEN c14 WHEN 15 THEN c15 WHEN 16 THEN c16 WHEN 17 THEN c17 WHEN 18 THEN c18
  WHEN 19 THEN c19 WHEN 20 THEN c20 WHEN 21 THEN c21 WHEN 22 THEN c22 WHEN 23 THEN c23 END AS v
FROM platform AS p, form_figure AS f;
CREATE UNIQUE INDEX temp.form_ours_at ON form_ours(ours, no);

-- agree: 1 = the figures are the same. why: a code, put into words below.
CREATE TEMP TABLE reconciled(
  seq INTEGER PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL, round TEXT NOT NULL, no INTEGER, ours TEXT, theirs TEXT,
  difference TEXT, agree INTEGER NOT NULL, why TEXT NOT NULL, detail TEXT NOT NULL, place TEXT NOT NULL);

INSERT INTO reconciled(name, code, round, no, ours, theirs, difference, agree, why, detail, place)
WITH x AS (
  SELECT c.id, c.name, c.code, c.round, c.sheet || iif(c.sheet = '', '', ' › ') || c.row AS place, f.no, f.kind, f.of,
    p.inst, o.ours, o.v, t.text, t.num, t.places, t.near AS theirs, t.day,
    CASE f.kind WHEN 'count' THEN o.v * 10000 WHEN 'percent' THEN -- as many decimals as theirs, two at least
      CASE min(4, max(2, coalesce(t.places, 2))) WHEN 2 THEN rate_round(o.v, 4) * 100 WHEN 3 THEN rate_round(o.v, 5) * 10 ELSE rate_round(o.v, 6) END
      END AS near,
    CASE f.kind WHEN 'day' THEN o.v IS t.day
      WHEN 'percent' THEN (o.v IS NULL AND t.text = '') OR rate_round(o.v, t.places + 2) IS t.num
      ELSE o.v * 10000 IS t.theirs_exact END AS agree
  FROM claim AS c JOIN form_pair AS p ON p.claim = c.id AND p.ours IS NOT NULL AND p.nth = 1
  JOIN (SELECT *, iif(places <= 4, near, NULL) AS theirs_exact FROM claim_figure) AS t ON t.claim = c.id
  JOIN form_figure AS f ON f.no = t.no
  JOIN form_ours AS o ON o.ours = p.ours AND o.no = f.no),
-- The day for which the time share would be theirs.
other AS (
  SELECT x.id, a.v + muldiv(x.theirs, b.v - a.v + 1, 1000000) - 1 AS day,
    rate(muldiv(x.theirs, b.v - a.v + 1, 1000000), b.v - a.v + 1) AS share, x.num, x.places
  FROM x JOIN form_ours AS a ON a.ours = x.ours AND a.no = 5 JOIN form_ours AS b ON b.ours = x.ours AND b.no = 6
  WHERE x.no = 7 AND NOT x.agree),
-- How the four states differ: moved = as many fewer here as more there.
states AS (
  SELECT id, sum((theirs - near) * (no = 8)) AS total, sum((theirs - near) * (no > 8)) AS balance, sum(abs(theirs - near) * (no > 8)) AS moved
  FROM x WHERE no IN (8, 9, 11, 13, 15) GROUP BY id)
SELECT x.name, x.code, x.round, x.no,
  CASE x.kind WHEN 'day' THEN day_text(x.v) WHEN 'percent' THEN scaled_text(x.near, 2, 4) ELSE x.v END,
  CASE WHEN x.day IS NOT NULL THEN day_text(x.day) ELSE x.text END,
  CASE WHEN x.kind = 'day' THEN (x.day - x.v) || '' ELSE scaled_text(x.theirs - x.near, iif(x.kind = 'percent', 2, 0), 4) END,
  x.agree,
  CASE WHEN x.agree THEN ''
    WHEN x.text = '' THEN 'empty'
    WHEN x.kind = 'day' THEN iif(x.day IS NULL, 'unreadable', 'span')
    WHEN x.num IS NULL THEN 'unreadable'
    WHEN x.kind = 'percent' AND abs(x.theirs - x.near) <= CASE x.places WHEN 0 THEN 10000 WHEN 1 THEN 1000 WHEN 2 THEN 100 WHEN 3 THEN 10 ELSE 1 END
      THEN 'rounding'
    WHEN x.no = 7 AND (SELECT rate_round(share, places + 2) = num FROM other WHERE other.id = x.id) THEN 'day'
    WHEN x.no = 7 THEN 'share'
    WHEN x.of IS NOT NULL AND EXISTS (SELECT 1 FROM x AS y WHERE y.id = x.id AND y.no IN (x.of, 8) AND NOT y.agree) THEN 'follows'
    WHEN x.of IS NOT NULL THEN 'share'
    WHEN x.no = 8 THEN 'agreements'
    WHEN x.no IN (9, 11, 13, 15) THEN (SELECT CASE WHEN total <> 0 THEN 'agreements' WHEN balance = 0 AND moved = 20000 THEN 'moved_one'
      WHEN balance = 0 THEN 'moved' ELSE 'sum' END FROM states WHERE states.id = x.id)
    WHEN x.no IN (17, 18, 19, 20, 23) AND EXISTS (SELECT 1 FROM ind_note AS n WHERE n.code = 413 AND n.inst = x.inst) THEN 'region'
    WHEN x.no = 23 THEN 'both'
    WHEN x.no IN (21, 22) THEN 'substitutes' ELSE 'selection' END,
  coalesce((SELECT day_text(day) FROM other WHERE other.id = x.id), ''), x.place
FROM x ORDER BY x.id, x.no;

-- Rows of theirs that speak of nothing we have, or of the same thing twice.
INSERT INTO reconciled(name, code, round, agree, why, detail, place)
SELECT c.name, c.code, c.round, 0,
  CASE WHEN p.inst IS NULL THEN 'no_institution' WHEN p.round IS NULL THEN 'no_round' WHEN p.ours IS NULL THEN 'no_agreement' ELSE 'twice' END,
  '', c.sheet || iif(c.sheet = '', '', ' › ') || c.row
FROM claim AS c JOIN form_pair AS p ON p.claim = c.id WHERE p.ours IS NULL OR p.nth > 1 ORDER BY c.id;

-- Rows of ours that they do not have.
INSERT INTO reconciled(name, code, round, agree, why, detail, place)
SELECT c1, coalesce(c2, ''), c4, 0, 'not_there', '', '' FROM platform
WHERE rowid NOT IN (SELECT ours FROM form_pair WHERE ours IS NOT NULL) ORDER BY rowid;

DROP VIEW IF EXISTS temp.reconciled_shown;
CREATE TEMP VIEW reconciled_shown AS
SELECT r.*, f.zh, f.en, w.zh AS why_zh, w.en AS why_en
FROM reconciled AS r LEFT JOIN form_figure AS f ON f.no = r.no LEFT JOIN (
  SELECT column1 AS why, column2 AS zh, column3 AS en FROM (VALUES
    ('rounding', '舍入方式或位数不同', 'rounded otherwise'),
    ('day', '统计截止日不同，平台像是按这一天', 'another cut-off day, it seems'),
    ('share', '序时进度的算法不同（截止日、协议期或各协议的权重）', 'another time share: cut-off, term or weights'),
    ('follows', '随产品数的差异而来', 'follows from the counts'),
    ('span', '协议期不同：各协议最早开始、最晚结束的日期不一样', 'another term of the agreements'),
    ('agreements', '签约产品数不同：约定采购量表缺产品、多产品，或约定量为 0', 'other agreements: missing, additional, or without a volume'),
    ('moved_one', '总数相同，有 1 个产品归入了另一状态：多因截止日、退货或一两笔入库', 'same total, one product in another state: cut-off, returns, or a receipt'),
    ('moved', '总数相同，有产品归入了另一状态：多因截止日、退货或计量单位（转换比）', 'same total, products in other states: cut-off, returns, or units per pack'),
    ('sum', '平台的四个状态加起来不等于它的签约产品总数', 'their four states do not add up to their total'),
    ('selection', '中选目录或非中选产品的认定不同', 'another catalogue, or products counted as selected'),
    ('region', '本库不知道这家机构的供应地区，没有一行算非中选：加 --region，或在机构表写“供应地区”',
      'its supply region is not known here, so nothing counts as not selected: give --region or 供应地区 in the list'),
    ('substitutes', '可替代药品目录不同', 'another list of substitutes'),
    ('both', '随低于序时或非中选超量的差异而来', 'follows from those behind or over the limit'),
    ('empty', '平台没有填', 'left empty by the platform'),
    ('unreadable', '平台填的不是数字或日期', 'neither a number nor a day'),
    ('no_institution', '数据库里没有这家机构', 'no such institution in the database'),
    ('no_round', '数据库里没有这个批次', 'no such round in the database'),
    ('no_agreement', '这家机构在这个批次没有截止日在协议期内的协议', 'no agreement of it in this round covers the cut-off day'),
    ('twice', '同一机构和批次在平台表里又出现一次', 'the same institution and round once more'),
    ('not_there', '平台表里没有这家机构的这个批次', 'not in the platform''s table'))) AS w ON w.why = r.why;
