-- What every sheet and rule reads instead of working it out again. Made together with the indicator tables.

-- Every row of ind_agreement (all its columns) with its figures of rule book 4.4-4.6. Rates are 'n/d' texts or NULL (—).
--   completion  q / Q*                    share     time share, elapsed / days
--   gap         completion - share
--   status      未开始 无约定量 零采购 低于序时 正常 超量; word: 达标 临近 滞后 严重滞后, '' without a status that counts
--               (columns of the table)
--   counts      1 = covered, begun and Q* > 0: one of the four states that add up to 签约产品总数
--   on_track    1 = 正常 or 超量           severe    1 = 严重滞后
--   remaining   max(0, Q* - q)            need30    rate, volume per 30 days
--   forecast    completion / share        forecast_day   the real day once reached
-- Volumes are 1/10 000 of the smallest unit, need30 too. A row that has not begun has NULL in all of them.
CREATE TEMP VIEW agreement_status AS
SELECT a.*,
  CASE WHEN a.begun THEN rate(a.counted, a.agreed) END AS completion,
  CASE WHEN a.begun THEN rate(a.elapsed, a.days) END AS share,
  CASE WHEN a.begun THEN rate_sub(a.counted, a.agreed, a.elapsed, a.days) END AS gap,
  (a.begun AND a.agreed > 0) AS counts,
  (a.status IN ('正常', '超量')) AS on_track,
  (a.word = '严重滞后') AS severe,
  CASE WHEN a.begun THEN max(0, a.agreed - a.counted) END AS remaining,
  CASE WHEN a.begun AND a.elapsed < a.days AND a.agreed > a.counted
       THEN rate((a.agreed - a.counted) * 30, a.days - a.elapsed) END AS need30,
  CASE WHEN a.begun THEN rate_div(a.counted, a.agreed, a.elapsed, a.days) END AS forecast,
  CASE WHEN NOT a.begun OR a.agreed = 0 OR a.counted <= 0 THEN NULL
       WHEN a.counted >= a.agreed THEN a.reached
       WHEN rate_cmp(a.elapsed, 1000000, a.counted, a.agreed) > 0 THEN NULL -- some thousand years ahead
       ELSE a.day_from - 1 + muldiv(a.elapsed, a.agreed, a.counted)
            + (rate_cmp(muldiv(a.elapsed, a.agreed, a.counted), a.elapsed, a.agreed, a.counted) < 0) END AS forecast_day
FROM ind_agreement AS a;

-- An institution as it is shown, and whatever a finding says of it.
CREATE TEMP VIEW inst_shown AS SELECT id, coalesce(nullif(name, ''), code) AS name, code FROM inst;

-- Nothing bought by the one, where the other bought: whoever reads the row has to know before anybody is named. (Not in the
-- column of reasons: what stands there is read again as the answer of the institution.)
CREATE TEMP VIEW unsure AS SELECT DISTINCT inst, words('先核对名称', 'compare the names first') AS said
FROM inst_twin WHERE equals <= 2;

-- Who is expected to report (应报): whoever must by the duty table or the list (sheet 16); where neither says so of anybody,
-- the institutions of the list; without a list, all.
CREATE TEMP VIEW inst_expected AS
SELECT id FROM inst
WHERE CASE WHEN EXISTS (SELECT 1 FROM ind_missing WHERE required > 0)
           THEN id IN (SELECT inst FROM ind_missing WHERE required > 0)
           ELSE declared OR NOT EXISTS (SELECT 1 FROM inst WHERE declared) END;

-- What an institution answered (jicai import --feedback) for a 依据号. Shown, but no accepted reason (rule book 7.8).
-- said: the same in words(zh, en) where it was chosen from a list of the workbooks (src/report/split), which a note may follow.
CREATE TEMP VIEW answer AS
SELECT key, text, coalesce((SELECT words(zh, en) FROM answer_choice WHERE chosen IN (zh, en)), chosen)
  || iif(noted, words('：', ': '), '') || substr(text, length(chosen) + 1 + noted) AS said
FROM (SELECT key, code AS text, iif(instr(code, '：'), substr(code, 1, instr(code, '：') - 1), code) AS chosen,
    instr(code, '：') > 0 AS noted
  FROM main.reason WHERE live = 1 AND key IS NOT NULL);
CREATE TEMP VIEW answer_choice(zh, en) AS VALUES
  ('临床需求减少', 'Less clinical need'), ('配送企业未配送', 'Not delivered'), ('生产企业缺货', 'Maker out of stock'),
  ('配送不及时', 'Delivered late'), ('使用同品种其他规格', 'Another strength used'), ('使用非中选产品', 'Non-selected product used'),
  ('约定量报送过高', 'Agreed volume too high'), ('科室或业务调整', 'Departments changed'), ('数据有误', 'Data wrong'), ('其他', 'Other'),
  ('发票未到或有误', 'Invoice missing or wrong'), ('质量或退换货未结', 'Quality or return open'), ('医保基金未拨付', 'Fund not yet paid'),
  ('医院资金紧张', 'Short of money'), ('配送企业账户有误', 'Supplier''s account wrong'), ('审批流程中', 'Being approved'),
  ('已付款未登记', 'Paid, not recorded');

-- A product as it is shown: generic name, strength, maker.
CREATE TEMP VIEW product_shown AS SELECT id, generic || ' ' || strength || ' ' || maker AS name FROM product;

-- ind_note with its texts: who, what, the problem in words, the 依据号 of the first line; in both languages, words(zh, en).
CREATE TEMP VIEW note_shown AS
SELECT n.code, n.inst, n.item AS item_id, n.lines, n.amount,
  coalesce(i.name, words('（全部机构）', '(all institutions)')) AS subject,
  coalesce(m.generic || ' ' || m.spec || iif(m.pack = '', '', ' ' || m.pack) || ' ' || m.maker, '') AS item,
  words(msg_problem(n.code, n.value, n.detail, n.more, 0), msg_problem(n.code, n.value, n.detail, n.more, 1)) AS problem,
  words(msg_cure(n.code, n.value, n.detail, n.more, 0), msg_cure(n.code, n.value, n.detail, n.more, 1)) AS cure,
  iif(n.lines > 0, words('（' || n.lines || ' 行）', ' (lines: ' || n.lines || ')'), '') AS lines_text,
  coalesce('line:' || substr(f.sha256, 1, 12) || ':' || key_part(s.name) || ':' || p.row, '') AS evidence
FROM ind_note AS n LEFT JOIN inst_shown AS i ON i.id = n.inst LEFT JOIN main.item AS m ON m.id = n.item
LEFT JOIN purchase AS p ON p.id = n.purchase LEFT JOIN sheet AS s ON s.id = p.sheet LEFT JOIN file AS f ON f.id = s.file;

-- What of open_issue there still is to mend when a file came once more, mended in place, whatever it is called then, and nobody said
-- --replace. Rows without numbers are known by all they say, and of a refused one something is wrong: only its place tells that
-- it is the same. That is sure where the sheet of another file has as many rows, and all that this one kept, at least two, in their
-- places. A row that was refused is a row of the same institution, product and amount there, as far as those could be read, or
-- that sheet is later, and refused it for the same, and it is told of there. One that has numbers is mended by them alone (open_issue).
-- Worked out once: a sheet may be long. Of sheets of one shape, of which there may be thousands, only those are compared that have
-- the first row of the other one in its place; it is no further down than rows were refused in front of it. It has a day: a list
-- without any may be of the next month.
CREATE TEMP TABLE mended_row AS
WITH shape AS MATERIALIZED (
  SELECT s.kind, s.rows, s.skipped, s.header_row, max(s.rejected) AS most
  FROM sheet AS s JOIN file AS f ON f.id = s.file AND f.live = 1 WHERE s.kind IN ('purchase', 'payment')
  GROUP BY s.kind, s.rows, s.skipped, s.header_row HAVING max(s.rejected) > 0 AND min(s.file) < max(s.file)),
alike AS MATERIALIZED (
  SELECT s.*, s.id_from + x.most AS near FROM shape AS x CROSS JOIN sheet AS s
    ON s.kind = x.kind AND s.rows = x.rows AND s.skipped = x.skipped AND s.header_row = x.header_row
    CROSS JOIN file AS f ON f.id = s.file AND f.live = 1),
begun AS MATERIALIZED (
  SELECT s.*, p.id AS at, p.row, p.org, p.item AS what, coalesce(p.day_accept, p.day_order) AS day
  FROM alike AS s CROSS JOIN purchase AS p ON p.id BETWEEN s.id_from AND min(s.id_to, s.near) WHERE s.kind = 'purchase'
  UNION ALL
  SELECT s.*, p.id, p.row, p.org, p.amount, p.day
  FROM alike AS s CROSS JOIN payment AS p ON p.id BETWEEN s.id_from AND min(s.id_to, s.near) WHERE s.kind = 'payment'),
pair AS MATERIALIZED (
  SELECT DISTINCT a.id AS old, b.id AS new, a.kind, a.id_from AS old_from, a.id_to AS old_to, b.id_from AS new_from, b.id_to AS new_to
  FROM begun AS a JOIN begun AS b ON b.row = a.row AND b.org IS a.org AND b.what IS a.what AND b.day = a.day AND b.kind = a.kind
    AND b.rows = a.rows AND b.skipped = a.skipped AND b.header_row = a.header_row AND b.file <> a.file AND b.kept >= a.kept
  WHERE a.at = a.id_from AND a.rejected > 0 AND a.kept > 1),
given_again AS MATERIALIZED (
  SELECT * FROM pair WHERE (old, new) NOT IN (SELECT old, new FROM (
      SELECT x.old, x.new, p.row, p.org, p.item, p.order_no, p.line_no, p.delivery_no, p.ordered, p.shipped, p.accepted, p.returned, p.price,
        p.amount, p.supplier, p.invoices, p.day_order, p.day_ship, p.day_accept, p.paid, p.day_paid, p.void
      FROM pair AS x CROSS JOIN purchase AS p ON p.id BETWEEN x.old_from AND x.old_to WHERE x.kind = 'purchase'
      EXCEPT
      SELECT x.old, x.new, p.row, p.org, p.item, p.order_no, p.line_no, p.delivery_no, p.ordered, p.shipped, p.accepted, p.returned, p.price,
        p.amount, p.supplier, p.invoices, p.day_order, p.day_ship, p.day_accept, p.paid, p.day_paid, p.void
      FROM pair AS x CROSS JOIN purchase AS p ON p.id BETWEEN x.new_from AND x.new_to WHERE x.kind = 'purchase'))
    AND (old, new) NOT IN (SELECT old, new FROM (
      SELECT x.old, x.new, p.row, p.era, p.ident, p.org, p.day, p.amount, p.supplier, p.invoices, p.order_no, p.line_no, p.pending
      FROM pair AS x CROSS JOIN payment AS p ON p.id BETWEEN x.old_from AND x.old_to WHERE x.kind = 'payment'
      EXCEPT
      SELECT x.old, x.new, p.row, p.era, p.ident, p.org, p.day, p.amount, p.supplier, p.invoices, p.order_no, p.line_no, p.pending
      FROM pair AS x CROSS JOIN payment AS p ON p.id BETWEEN x.new_from AND x.new_to WHERE x.kind = 'payment'))),
refused AS MATERIALIZED (
  SELECT i.sheet, i.row, max(o.inst) AS inst, max(i.item) AS item, max(i.ident) AS ident, max(i.amount) AS amount,
    group_concat(i.code || ' ' || i.field || ' ' || i.value, char(10)) AS what
  FROM (SELECT * FROM issue WHERE rejected = 1 ORDER BY id) AS i LEFT JOIN org AS o ON o.id = i.org
  WHERE i.sheet IN (SELECT old FROM given_again UNION SELECT new FROM given_again) GROUP BY i.sheet, i.row),
kept AS MATERIALIZED (
  SELECT x.old, p.row, o.inst, p.item, coalesce(p.amount, muldiv(p.price, p.accepted, 10000)) AS amount
  FROM given_again AS x CROSS JOIN purchase AS p ON p.id BETWEEN x.new_from AND x.new_to
    CROSS JOIN org AS o ON o.id = p.org WHERE x.kind = 'purchase'
  UNION ALL
  SELECT x.old, p.row, o.inst, NULL, nullif(p.amount, 0) FROM given_again AS x CROSS JOIN payment AS p ON p.id BETWEEN x.new_from AND x.new_to
    LEFT JOIN org AS o ON o.id = p.org WHERE x.kind = 'payment'),
answered AS (
  SELECT r.sheet AS sheet, r.row AS row FROM refused AS r JOIN kept AS k ON k.old = r.sheet AND k.row = r.row
  WHERE r.ident IS NULL AND ifnull(k.inst = r.inst, 1) AND ifnull(k.item = r.item, 1) AND ifnull(abs(k.amount - r.amount) <= 100, 1)
  UNION ALL
  SELECT r.sheet, r.row FROM refused AS r JOIN given_again AS x ON x.old = r.sheet AND x.new > x.old JOIN refused AS l ON l.sheet = x.new AND l.row = r.row
  WHERE l.what = r.what AND l.ident IS r.ident AND l.inst IS r.inst AND l.item IS r.item AND l.amount IS r.amount)
SELECT DISTINCT sheet, row FROM answered;
CREATE TEMP VIEW standing_issue AS
SELECT * FROM open_issue WHERE (ifnull(sheet, 0), row) NOT IN (SELECT sheet, row FROM mended_row)
  AND ifnull(file, 0) NOT IN (SELECT id FROM read_since);

-- What stands on sheet 数据问题: what imports told and is still open, and (import NULL) what the assessment could not count,
-- or counted with a doubt. In front of the problem goes the field of the cell, or who it is about, and behind it of how many lines it
-- is told, and what was paid beyond all that they owe. Of files of one name the number of their import stands there as well.
CREATE TEMP VIEW data_issue AS
WITH alike AS MATERIALIZED (
  SELECT path FROM file WHERE live = 1 OR (id IN (SELECT file FROM issue WHERE sheet IS NULL) AND id NOT IN (SELECT id FROM read_since))
  GROUP BY path HAVING min(import) < max(import)),
noted AS (
  SELECT n.*, coalesce(l.sheet, y.sheet, g.sheet) AS sheet, coalesce(l.row, y.row, g.row, 0) AS row
  FROM ind_note AS n LEFT JOIN purchase AS l ON l.id = n.purchase LEFT JOIN payment AS y ON y.id = n.payment
  LEFT JOIN main.agreement AS g ON g.id = n.agreement)
SELECT s.import, min(s.id) AS id, s.severity, f.path || iif(f.path IN alike, ' #' || f.import, '') AS path, t.name AS tab, s.row,
  iif(s.cell <> '', s.cell, nullif(s.row, 0)) AS cell, s.field, '' AS who, s.value, s.code, s.arg1, s.arg2, iif(count(*) > 1, words('共 ' || count(*) || ' 处', 'places: ' || count(*)), '') AS extent
FROM standing_issue AS s JOIN import AS m ON m.id = s.import AND m.undone = 0
LEFT JOIN sheet AS t ON t.id = s.sheet LEFT JOIN file AS f ON f.id = coalesce(s.file, t.file)
-- remarks on the program's own catalogues are not for the reader to mend: `catalog lint` tells them
WHERE (s.severity > 0 OR coalesce(f.path, '') NOT LIKE '内置目录/%')
  -- a list or alias may have named it since, as with those that open_issue closes
  AND NOT (s.code IN (975, 976) AND EXISTS (SELECT 1 FROM org AS o JOIN institution AS n ON n.id = o.inst WHERE o.id = s.org AND n.declared))
-- tables below each other of which the same is said, and of no row, are one line; so are sheets of which the same is noted
GROUP BY iif(s.row = 0 AND s.cell = '', 0, s.id), s.import, f.id, iif(s.severity > 0, t.name, ''), s.field, s.value, s.code, s.arg1, s.arg2
UNION ALL
SELECT NULL, n.inst, msg_severity(n.code), f.path || iif(f.path IN alike, ' #' || f.import, ''), t.name, n.row, nullif(n.row, 0), '',
  coalesce(i.name, ''), n.value, n.code, n.detail, n.more,
  CASE WHEN n.code IN (SELECT code FROM ind_left) THEN
      words(iif(n.lines > 1, '共 ' || n.lines || ' 行，', '') || '余 ' || scaled_text(n.amount, 2, 4) || ' 元',
        iif(n.lines > 1, 'lines: ' || n.lines || ', ', '') || scaled_text(n.amount, 2, 4) || ' yuan left')
    WHEN n.lines > 1 THEN words('共 ' || n.lines || ' 行', 'lines: ' || n.lines) ELSE '' END
FROM noted AS n LEFT JOIN sheet AS t ON t.id = n.sheet LEFT JOIN file AS f ON f.id = t.file LEFT JOIN inst AS i ON i.id = n.inst;

-- Whose figures a row of a ranking adds up (report --by): those of every institution alone, of a medical community, an area,
-- a level as the list of institutions has them, or of all (payer). subject = the first inst.id of them. Lists are typed by hand:
-- spellings that differ in width, brackets or blanks are one, called as most of its members are; so are 三甲 and 三级甲等.
CREATE TEMP VIEW member AS
SELECT 'institution' AS kind, id AS inst, id AS subject, name, 'inst:' || key_part(iif(code = '', name, code)) AS key FROM inst
UNION ALL
SELECT 'community', id, min(id) OVER (PARTITION BY same), first_value(name) OVER w, 'community:' || key_part(first_value(name) OVER w)
FROM (SELECT id, community AS name, text_key(community) AS same, count(*) OVER (PARTITION BY community) AS n FROM inst)
WINDOW w AS (PARTITION BY same ORDER BY n DESC, name)
UNION ALL
SELECT 'region', id, min(id) OVER (PARTITION BY same), first_value(name) OVER w, 'region:' || key_part(first_value(name) OVER w)
FROM (SELECT id, region AS name, text_key(region) AS same, count(*) OVER (PARTITION BY region) AS n FROM inst)
WINDOW w AS (PARTITION BY same ORDER BY n DESC, name)
UNION ALL
SELECT 'level', id, min(id) OVER (PARTITION BY same), first_value(name) OVER w, 'level:' || key_part(first_value(name) OVER w)
FROM (SELECT id, level AS name, count(*) OVER (PARTITION BY level) AS n,
        CASE WHEN text_key(level) GLOB '[一二三][甲乙丙]' THEN substr(text_key(level), 1, 1) || '级' || substr(text_key(level), 2) || '等'
             WHEN text_key(level) GLOB '[一二三]级[甲乙丙]' THEN text_key(level) || '等'
             WHEN text_key(level) GLOB '[一二三]级医院' THEN substr(text_key(level), 1, 2)
             ELSE text_key(level) END AS same
      FROM inst)
WINDOW w AS (PARTITION BY same ORDER BY n DESC, name)
UNION ALL
SELECT 'payer', id, min(id) OVER (), '', 'all:' FROM inst;

-- ind_pay added up so, and who of them is ranked: at least payment.rank_min matured receipts (one in any case: no rate without
-- it), at most payment.rank_rejected per cent of the amount refused at import, and lines of the period (rule book 7.10).
-- why = '' or the reason against it.
--   insts  institutions in the sums      silent  of them without a line of the period
CREATE TEMP VIEW pay_ranking AS
WITH s AS (
  SELECT m.kind, m.subject, p.payer, count(*) AS insts, sum(p.lines = 0) AS silent, sum(p.lines) AS lines,
    sum(p.matured_n) AS matured_n, sum(p.matured) AS matured, sum(p.in_time) AS in_time, sum(p.in_time_n) AS in_time_n,
    sum(p.late_paid) AS late_paid, sum(p.matured_paid) AS matured_paid, sum(p.paid_days) AS paid_days,
    sum(p.matured_reason) AS matured_reason, sum(p.net) AS net, sum(p.matched) AS matched, sum(p.overdue) AS overdue,
    sum(p.overdue_reason) AS overdue_reason, max(p.longest) AS longest, min(p.key) AS own_key, sum(p.kept) AS kept, sum(p.rejected) AS rejected
  FROM ind_pay AS p JOIN member AS m ON m.inst = p.inst GROUP BY m.kind, m.subject, p.payer),
r AS (
  SELECT s.*, CASE WHEN s.lines = 0 THEN '未报' ELSE
      substr(iif(s.matched IS NULL, '；没有付款数据', '') || iif(s.matured_n * 10000 < max(t.least, 10000), '；到期笔数不足', '')
        || iif(s.rejected > 0 AND rate_cmp(s.rejected, s.kept + s.rejected, t.most, 1000000) > 0, '；剔除金额过多', ''), 2) END AS why
  FROM s JOIN (SELECT max(iif(name = 'payment.rank_min', scaled, NULL)) AS least,
      max(iif(name = 'payment.rank_rejected', scaled, NULL)) AS most FROM param) AS t)
SELECT r.*, r.why = '' AS ranked,
  CASE r.kind WHEN 'institution' THEN r.own_key WHEN 'payer' THEN 'payer:' || r.payer
    ELSE 'pay:' || m.key || ':' || r.payer END AS key
FROM r JOIN member AS m ON m.kind = r.kind AND m.inst = r.subject;

-- The ages of overdue amounts (rule book 7.7), from the parameter payment.ages: low and high in days.
CREATE TEMP VIEW age_band AS
WITH top AS (SELECT j.key AS i, j.value AS days FROM param, json_each('[' || param.value || ']') AS j WHERE name = 'payment.ages')
SELECT coalesce(lag(days) OVER (ORDER BY i) + 1, 0) AS low, days AS high,
  coalesce(lag(days) OVER (ORDER BY i) + 1, 0) || '–' || days AS name FROM top
UNION ALL SELECT max(days) + 1, 1000000000, '>' || max(days) FROM top;

-- The identity checks as sheet 18 shows them: both sides in 1/10 000, and what they are added up from ("a+b+c", as it stands
-- in a cell). The first three are of the rows above them on the sheet and of the agreements; those with a formula of their
-- own refer to the sheet's rows.
CREATE TEMP VIEW check_shown AS
WITH f AS (
  SELECT f.id, sum(t.rows) AS rows, sum(t.kept + t.rejected + t.skipped) AS told FROM file AS f JOIN sheet AS t ON t.file = f.id
  WHERE f.live GROUP BY f.id),
a AS (
  SELECT coalesce(sum(counts), 0) AS n, count(iif(status = '零采购', 1, NULL)) AS none, count(iif(status = '低于序时', 1, NULL)) AS behind,
    count(iif(status = '正常', 1, NULL)) AS normal, count(iif(status = '超量', 1, NULL)) AS over FROM agreement_status)
SELECT -2 AS seq, '全部文件：行数 = 入库 + 更新 + 剔除 + 跳过' AS title_zh,
  'Rows = stored + superseded + rejected + skipped, all files' AS title_en, 10000 * sum(rows) AS lhs, 10000 * sum(told) AS rhs,
  group_concat(rows, '+') AS lhs_parts, group_concat(told, '+') AS rhs_parts, 'SUM(E{first}:E{last})' AS left_formula,
  'SUM(F{first}:I{last})' AS right_formula FROM f
UNION ALL
SELECT -1, '行数不符的文件数 = 0', 'Files whose rows do not add up = 0', 10000 * sum(rows <> told), 0, group_concat(rows <> told, '+'), '0',
  'SUMPRODUCT(--(E{first}:E{last}<>F{first}:F{last}+G{first}:G{last}+H{first}:H{last}+I{first}:I{last}))', '0' FROM f
UNION ALL
SELECT 0, '签约产品数 = 零采购 + 低于序时 + 正常 + 超量', 'Agreements = no purchase + behind + on schedule + above volume', 10000 * n,
  10000 * (none + behind + normal + over), n, none || '+' || behind || '+' || normal || '+' || over, NULL, NULL FROM a
UNION ALL
-- money and volumes come in 1/10 000
SELECT seq, title_zh, title_en, iif(exact, lhs, lhs * 10000), iif(exact, rhs, rhs * 10000), iif(exact, '(' || lhs_parts || ')/10000', lhs_parts),
  iif(exact, '(' || rhs_parts || ')/10000', rhs_parts), NULL, NULL
FROM (SELECT *, title_zh LIKE '%（元）' OR title_zh LIKE '%（最小单位）' AS exact FROM ind_check);
