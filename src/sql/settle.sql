-- Which version of a line counts, and who is who. Run at the end of an import or undo.

-- @inst_clear
DELETE FROM institution
-- What the newest list says. A column that is not there, or blank in all rows of its sheet, says nothing, and the list before it
-- does: one of communities takes no levels away. A name without a code is the institution that has a code and, in the same
-- region, this name, if there is one and no other: what the coded row does not say, it says.
-- @inst_listed
WITH speaks AS MATERIALIZED (
  SELECT sheet, max(region <> '') AS region, max(supply <> '') AS supply, max(community <> '') AS community,
    max(lead <> '') AS lead, max(level <> '') AS level, max(ownership <> '') AS ownership, max(type <> '') AS type,
    max(duty <> '') AS duty
  FROM listed GROUP BY sheet),
newest AS MATERIALIZED (
  SELECT v.ident, substr(max(iif(v.name <> '', printf('%016d', v.id) || v.name, '')), 17) AS name,
    substr(max(iif(s.region, printf('%016d', v.id) || v.region, '')), 17) AS region,
    substr(max(iif(s.supply, printf('%016d', v.id) || v.supply, '')), 17) AS supply,
    substr(max(iif(s.community, printf('%016d', v.id) || v.community, '')), 17) AS community,
    substr(max(iif(s.lead, printf('%016d', v.id) || v.lead, '')), 17) AS lead,
    substr(max(iif(s.level, printf('%016d', v.id) || v.level, '')), 17) AS level,
    substr(max(iif(s.ownership, printf('%016d', v.id) || v.ownership, '')), 17) AS ownership,
    substr(max(iif(s.type, printf('%016d', v.id) || v.type, '')), 17) AS type,
    substr(max(iif(s.duty, printf('%016d', v.id) || v.duty, '')), 17) AS duty
  FROM listed AS v JOIN speaks AS s ON s.sheet = v.sheet GROUP BY v.ident),
l AS MATERIALIZED (
  SELECT t.id, t.sheet, t.row, t.code, text_key(n.name) AS name_key, n.* FROM listed AS t JOIN newest AS n ON n.ident = t.ident
  WHERE t.live = 1),
same AS (SELECT n.id, min(c.id) AS coded FROM l n JOIN l c ON c.name_key = n.name_key AND c.code <> ''
    AND (c.region = n.region OR c.region = '' OR n.region = '')
    WHERE n.code = '' AND n.name_key <> '' GROUP BY n.id HAVING count(*) = 1),
more AS (SELECT s.coded, l.*, row_number() OVER (PARTITION BY s.coded ORDER BY l.id DESC) AS k FROM same s JOIN l ON l.id = s.id)
INSERT INTO institution(id, code, name, name_key, region, supply, community, lead, level, ownership, type, duty, declared, sheet, row)
SELECT row_number() OVER (ORDER BY l.sheet, l.row), l.code, iif(l.name = '', l.code, l.name), l.name_key,
  coalesce(nullif(l.region, ''), m.region, ''), coalesce(nullif(l.supply, ''), m.supply, ''),
  coalesce(nullif(l.community, ''), m.community, ''), coalesce(nullif(l.lead, ''), m.lead, ''),
  coalesce(nullif(l.level, ''), m.level, ''), coalesce(nullif(l.ownership, ''), m.ownership, ''),
  coalesce(nullif(l.type, ''), m.type, ''), coalesce(nullif(l.duty, ''), m.duty, ''), 1, l.sheet, l.row
FROM l LEFT JOIN more m ON m.coded = l.id AND m.k = 1
WHERE l.id NOT IN (SELECT id FROM same)
-- Of a community of which one says that it leads it and no other does, all that name no lead have that one.
-- @inst_led
UPDATE institution SET lead = c.lead
FROM (SELECT text_key(community) AS community, min(lead) AS lead FROM institution
      WHERE community <> '' AND lead <> '' AND (text_key(lead) = name_key OR lead = code)
      GROUP BY text_key(community) HAVING count(*) = 1) AS c
WHERE institution.lead = '' AND institution.community <> '' AND text_key(institution.community) = c.community
-- The rows in which a spelling stands, of all files that count; one of 0 was only in files that were undone.
-- @inst_seen
UPDATE org SET n = coalesce(s.n, 0)
FROM org AS o LEFT JOIN (SELECT org, sum(n) AS n FROM seen GROUP BY org) AS s ON s.org = o.id
WHERE o.id = org.id AND org.n <> coalesce(s.n, 0)
-- By code; else by a name that only one institution of the list has; else by the alias table.
-- @inst_match
UPDATE org SET inst = coalesce(
  (SELECT min(id) FROM institution i WHERE org.code <> '' AND i.code = org.code),
  (SELECT min(id) FROM institution i WHERE org.name_key <> '' AND i.name_key = org.name_key HAVING count(*) = 1),
  (SELECT min(i.id) FROM alias a JOIN institution i ON i.name_key = a.meant_key OR i.code = a.meant
   WHERE a.live = 1 AND a.kind = '机构' AND (a.spelling_key = org.name_key OR (org.code <> '' AND a.spelling = org.code))
   HAVING min(i.id) = max(i.id)),
  0)
-- Those that no list names: one for each code, by the name that most rows have, then one for each name.
-- @inst_by_code
INSERT INTO institution(id, code, name, name_key)
SELECT (SELECT coalesce(max(id), 0) FROM institution) + row_number() OVER (ORDER BY code), code,
  iif(name = '', code, name), iif(name = '', text_key(code), name_key)
FROM (
  SELECT code, name, name_key, row_number() OVER (PARTITION BY code ORDER BY name = '', n DESC, length(name) DESC, name) AS k
  FROM org WHERE inst = 0 AND n > 0 AND code <> '') WHERE k = 1
-- @inst_match_code
UPDATE org SET inst = coalesce((SELECT min(id) FROM institution i WHERE i.code = org.code), 0) WHERE inst = 0 AND code <> ''
-- @inst_match_name
UPDATE org SET inst = coalesce(
  (SELECT min(id) FROM institution i WHERE i.name_key = org.name_key HAVING count(*) = 1), 0) WHERE inst = 0 AND code = ''
-- A name that was seen with one code means it, though the code has another name, too.
-- @inst_match_spelling
UPDATE org SET inst = t.inst
FROM (SELECT name_key, min(inst) AS inst FROM org WHERE code <> '' AND n > 0 AND inst <> 0
      GROUP BY name_key HAVING min(inst) = max(inst)) AS t
WHERE org.inst = 0 AND org.code = '' AND t.name_key = org.name_key
-- @inst_by_name
INSERT INTO institution(id, code, name, name_key)
SELECT (SELECT coalesce(max(id), 0) FROM institution) + row_number() OVER (ORDER BY name_key), '', min(name), name_key
FROM org WHERE inst = 0 AND n > 0 GROUP BY name_key
-- @inst_rest
UPDATE org SET inst = coalesce((SELECT min(id) FROM institution i WHERE i.name_key = org.name_key AND i.code = ''), 0)
WHERE inst = 0
-- What the alias table says that a spelling means, where nobody is called so yet: two spellings may mean a third.
-- @inst_meant
INSERT INTO institution(id, code, name, name_key)
SELECT (SELECT coalesce(max(id), 0) FROM institution) + row_number() OVER (ORDER BY a.meant_key), '', min(a.meant), a.meant_key
FROM org o JOIN institution w ON w.id = o.inst AND w.declared = 0
JOIN alias a ON a.live = 1 AND a.kind = '机构' AND a.meant_key <> ''
  AND ((o.name_key <> '' AND a.spelling_key = o.name_key) OR (o.code <> '' AND a.spelling = o.code))
WHERE o.n > 0 AND NOT EXISTS (SELECT 1 FROM institution i WHERE i.name_key = a.meant_key OR (i.code <> '' AND i.code = a.meant))
GROUP BY a.meant_key
-- The alias table also joins institutions that no list has; one that nobody is any more goes.
-- @inst_alias
UPDATE org SET inst = t.inst FROM (
  SELECT o.id AS org, min(i.id) AS inst
  FROM org o JOIN institution w ON w.id = o.inst AND w.declared = 0
  JOIN alias a ON a.live = 1 AND a.kind = '机构'
    AND ((o.name_key <> '' AND a.spelling_key = o.name_key) OR (o.code <> '' AND a.spelling = o.code))
  JOIN institution i ON i.id <> o.inst AND (i.name_key = a.meant_key OR (i.code <> '' AND i.code = a.meant))
  GROUP BY o.id HAVING min(i.id) = max(i.id)) t
WHERE t.org = org.id
-- And whom it means there may be called otherwise by another row of it. The list is followed no further.
-- @inst_alias_on
UPDATE org SET inst = t.inst FROM (
  SELECT o.id AS org, min(i.id) AS inst
  FROM org o JOIN institution w ON w.id = o.inst AND w.declared = 0 AND w.name_key <> '' AND w.name_key <> o.name_key
  JOIN alias a ON a.live = 1 AND a.kind = '机构' AND a.spelling_key = w.name_key
  JOIN institution i ON i.id <> o.inst AND (i.name_key = a.meant_key OR (i.code <> '' AND i.code = a.meant))
  GROUP BY o.id) t
WHERE t.org = org.id
-- Of the spellings after ?1, which are new, 1 if any may have to do with another one, a list or an alias; or if an older one is nobody.
-- @inst_known
SELECT EXISTS(SELECT 1 FROM org WHERE id <= ?1 AND inst = 0) OR EXISTS(
  SELECT 1 FROM org n WHERE n.id > ?1 AND ((n.code = '' AND n.name_key = '')
    OR EXISTS(SELECT 1 FROM org o WHERE o.id <> n.id AND ((n.code <> '' AND o.code = n.code) OR (n.name_key <> '' AND o.name_key = n.name_key)))
    OR EXISTS(SELECT 1 FROM institution i WHERE (n.code <> '' AND i.code = n.code)
      OR i.name_key = iif(n.name = '', text_key(n.code), n.name_key))
    OR EXISTS(SELECT 1 FROM alias a WHERE a.live = 1 AND (a.spelling_key = n.name_key OR a.meant_key = n.name_key
      OR (n.code <> '' AND (a.spelling = n.code OR a.meant = n.code))))))
-- @inst_alone
INSERT INTO institution(id, code, name, name_key)
SELECT (SELECT coalesce(max(id), 0) FROM institution) + row_number() OVER (ORDER BY id), code,
  iif(name = '', code, name), iif(name = '', text_key(code), name_key)
FROM org WHERE id > ?1
-- @inst_alone_match
UPDATE org SET inst = (SELECT i.id FROM institution i WHERE i.code = org.code
  AND i.name_key = iif(org.name = '', text_key(org.code), org.name_key)) WHERE id > ?1
-- @inst_unused
DELETE FROM institution WHERE declared = 0 AND id NOT IN (SELECT inst FROM org WHERE n > 0)
-- Who is who at present, for spellings up to ?1, by what does not change with the numbers.
-- @inst_state
SELECT o.id, i.code, iif(i.code = '', i.name_key, '') FROM org o JOIN institution i ON i.id = o.inst WHERE o.id <= ?1 ORDER BY o.id
-- @last_settled
SELECT coalesce(max(id), 0) FROM org WHERE inst <> 0
-- New spellings that a list does not know, or whose code it has for another name.
-- @inst_unknown
SELECT o.id, o.code, o.name, o.name_key, i.declared, i.code, i.name, ifnull(m.meant, ''),
  ifnull((SELECT group_concat(x.code, '、') FROM (SELECT code FROM institution
    WHERE declared = 1 AND name_key <> '' AND name_key = ifnull(m.meant_key, o.name_key) ORDER BY code) AS x HAVING count(*) > 1), '')
FROM org o LEFT JOIN alias m ON m.id = (SELECT max(a.id) FROM alias a WHERE a.live = 1 AND a.kind = '机构' AND a.meant_key <> ''
    AND ((o.name_key <> '' AND a.spelling_key = o.name_key) OR (o.code <> '' AND a.spelling = o.code)))
JOIN institution i ON i.id = o.inst
WHERE o.id >= ?1 AND EXISTS (SELECT 1 FROM institution WHERE declared = 1)
  AND (i.declared = 0 OR (o.code <> '' AND i.code <> '' AND o.code <> i.code))
  AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.live = 1 AND a.kind = '机构' AND i.declared = 1
    AND (a.spelling = o.code OR a.spelling_key = o.name_key))
ORDER BY o.id
-- In tables of which kinds the spelling ?1 was met.
-- @org_kinds
SELECT DISTINCT s.kind FROM sheet s JOIN file f ON f.id = s.file AND f.live = 1 JOIN seen e ON e.sheet = s.id AND e.org = ?1
ORDER BY s.kind
-- Who of a list may be meant by code ?1 and name ?2, the nearest first: a lost leading zero (0), else inst_apart.
-- @inst_near
SELECT trim(code || ' ' || iif(name = code, '', name)), apart FROM (
  SELECT code, name, iif(?1 <> '' AND ltrim(code, '0') = ltrim(?1, '0'), 0,
    inst_apart(?1, ?2, code, iif(name = code, '', name_key))) AS apart
  FROM institution WHERE declared = 1)
WHERE apart IS NOT NULL ORDER BY apart, code, name LIMIT 3
-- Rows that have the code of one institution and the name of another, as it seems: no short form and no longer one of its
-- name. The name or the code is new, from ?1 on.
-- @inst_other_name
SELECT o.id, o.code || ' ' || o.name, i.name
FROM org o JOIN institution i ON i.id = o.inst AND i.code = o.code
WHERE o.n > 0 AND o.code <> '' AND o.name_key <> '' AND i.name_key <> text_key(i.code)
  AND instr(o.name_key, i.name_key) = 0 AND instr(i.name_key, o.name_key) = 0
  AND EXISTS (SELECT 1 FROM org m WHERE m.code = o.code AND m.n > 0 AND m.id >= ?1)
  AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.live = 1 AND a.kind = '机构' AND (a.spelling_key = o.name_key OR a.spelling = o.code))
ORDER BY o.id

-- Purchase lines. Identities of older lines in the span of the new ones, in order.
-- @ident_span
SELECT ident FROM purchase_ident WHERE ident BETWEEN ?1 AND ?2 AND id < ?3 ORDER BY ident, id
-- @ident_shared
SELECT ident FROM purchase_ident GROUP BY ident HAVING count(*) > 1
-- @ident_of_rows
SELECT DISTINCT ident FROM purchase_ident WHERE id BETWEEN ?1 AND ?2
-- The lines that share an identity; k = the identity exactly, the version that counts first within it: where days do not tell
-- which is newer, what only grows (accepted, returned, paid) or is done once (cancelled) does, that somebody wrote down of what
-- a return is, and at last what is filled in where nothing stood. A line without order and line number is known by all it says
-- (weak = 1), a receipt by all but what became of it.
-- @versions
SELECT p.id, p.live, p.line_no IS NULL AND p.order_no IS NULL AS weak,
  CASE
    WHEN p.line_no IS NOT NULL THEN json_array(o.inst, p.nth, p.order_no, p.line_no, p.delivery_no)
    WHEN p.order_no IS NOT NULL THEN json_array(o.inst, p.nth, p.order_no, i.generic_key, i.strength_key,
      CASE WHEN i.generic_key = '' AND i.code <> '' THEN i.code
        WHEN i.generic_key = '' OR i.strength_key = '' THEN json_array(i.code, i.platform, i.spec) END,
      substr(i.maker_keys, 1, instr(i.maker_keys || char(10), char(10)) - 1),
      coalesce(i.upp_column, i.upp_spec), p.day_order, p.ordered)
    ELSE json_array(o.inst, p.nth, p.item, p.delivery_no, p.original, p.ordered, p.shipped, p.accepted,
      iif(p.delivery_no IS NULL, json_array(p.returned, p.status), NULL), p.price, p.amount, p.supplier, p.invoices,
      p.day_order, p.day_ship, p.day_accept, p.paid, p.day_paid, p.channel, p.payer, p.term)
  END || (ifnull(p.accepted, 0) < 0
    OR (ifnull(p.accepted, 0) = 0 AND (ifnull(p.returned, 0) <> 0 OR coalesce(p.ordered, p.shipped, 0) < 0))) AS k,
  p.sheet, p.row,
  p.state, p.accepted, p.returned, p.price, p.amount, p.paid, p.day_accept, p.day_paid, nullif(p.void, 0), nullif(p.invoices <> '', 0),
  coalesce(p.status, ''), coalesce(p.invoices, ''), m.correction, o.inst, p.delivery_no,
  iif(p.line_no IS NULL, NULL, json_array(p.order_no, p.line_no)), i.generic_key, i.strength_key, p.ordered, p.shipped, s.file
FROM purchase_ident x JOIN purchase p ON p.id = x.id JOIN org o ON o.id = p.org JOIN item i ON i.id = p.item
  JOIN sheet s ON s.id = p.sheet JOIN file f ON f.id = s.file JOIN import m ON m.id = f.import
WHERE x.ident = ?1
ORDER BY k, m.correction * m.id DESC, p.state DESC, coalesce(p.accepted, 0) DESC, p.void <> 0 DESC, coalesce(p.returned, 0) DESC,
  coalesce(p.paid, 0) DESC, coalesce(p.of_order, p.original) IS NOT NULL DESC,
  (i.generic <> '') + (i.spec <> '') + (i.maker <> '') + (i.code <> '') + (i.platform <> '') + (i.upp_text <> '')
    + (p.price IS NOT NULL) + (p.amount IS NOT NULL) + (p.supplier IS NOT NULL) + (p.invoices IS NOT NULL) DESC,
  f.sha256 DESC, p.row, p.id
-- Does a file write one institution in two ways? Then occurrences of its rows are counted over both.
-- @spelled_twice
SELECT 1 FROM (SELECT DISTINCT e.org FROM sheet s JOIN seen e ON e.sheet = s.id WHERE s.file = ?1) x
JOIN org o ON o.id = x.org WHERE o.inst <> 0 GROUP BY o.inst HAVING count(*) > 1 LIMIT 1
-- The lines from row ?2 on that share an identity: file, the line that the numbers come to (without numbers all that a row
-- says, weak = 1, or 2 if that is the number of a receipt), and what tells two lines of one number apart (struct own of src/ingest/settle.c); NULL where nothing is said.
-- Rows of a receipt that differ in their state alone stand in the order of @versions, not in that of the file: so equal states of two
-- files meet, in whatever order they were written.
-- @own_lines
SELECT p.id, p.sheet, p.row, p.nth, CASE
    WHEN p.line_no IS NOT NULL OR p.order_no IS NOT NULL
      THEN json_array(o.inst, p.order_no, p.line_no, iif(p.line_no IS NULL, NULL, p.delivery_no))
    ELSE json_array(o.inst, p.item, p.delivery_no, p.original, p.ordered, p.shipped, p.accepted,
      iif(p.delivery_no IS NULL, json_array(p.returned, p.status), NULL), p.price, p.amount, p.supplier, p.invoices,
      p.day_order, p.day_ship, p.day_accept, p.paid, p.day_paid, p.channel, p.payer, p.term)
  END || (ifnull(p.accepted, 0) < 0
    OR (ifnull(p.accepted, 0) = 0 AND (ifnull(p.returned, 0) <> 0 OR coalesce(p.ordered, p.shipped, 0) < 0))) AS line,
  nullif(i.generic_key, ''), nullif(i.strength_key, ''),
  nullif(substr(i.maker_keys, 1, instr(i.maker_keys || char(10), char(10)) - 1), ''),
  iif(i.generic_key = '' OR i.strength_key = '', json_array(i.code, i.platform, i.spec), NULL),
  f.key, p.delivery_no, nullif(p.invoices, ''),
  coalesce(i.upp_column, i.upp_spec), p.day_order, p.ordered, nullif(p.accepted, 0), p.day_accept, p.price,
  s.file, iif(p.line_no IS NULL AND p.order_no IS NULL, iif(p.delivery_no IS NULL, 1, 2), 0) AS weak
FROM purchase_ident x JOIN purchase p ON p.id = x.id JOIN org o ON o.id = p.org JOIN item i ON i.id = p.item
  JOIN sheet s ON s.id = p.sheet LEFT JOIN firm f ON f.id = p.supplier
WHERE x.ident = ?1 AND x.id >= ?2
ORDER BY s.file, line, iif(weak = 2, p.sheet, 0), weak = 2 AND p.void <> 0 DESC, iif(weak = 2, p.returned, 0) DESC,
  iif(weak = 2, p.status, '') DESC, p.id
-- @purchase_nth
UPDATE purchase SET nth = ?2 WHERE id = ?1
-- Payments from row ?1 on that do not count, while an older one of their serial number says something else; a
-- voucher (ident < 0) of another amount is another payment. Of one that is said not to be made yet (pending) nobody knows
-- whether that is its past or what became of it: it is told where money counts all the same.
-- @payment_passed
SELECT l.sheet, l.row, w.sheet, w.row, l.amount, w.amount, l.day, w.day, l.ident, l.era, l.pending
FROM payment l JOIN payment w ON w.era = l.era AND w.ident = l.ident AND w.nth = l.nth AND w.live = 1 AND w.id < ?1
  LEFT JOIN org a ON a.id = l.org LEFT JOIN org b ON b.id = w.org
  JOIN sheet s ON s.id = w.sheet JOIN file f ON f.id = s.file JOIN import m ON m.id = f.import AND m.correction = 0
WHERE l.id >= ?1 AND l.live = 0 AND a.inst IS b.inst
  AND iif(l.pending, w.pending = 0 AND w.amount <> 0, l.ident >= 0 AND (l.amount <> w.amount OR l.day <> w.day))
ORDER BY l.id
-- @purchase_live
UPDATE purchase SET live = ?2 WHERE id = ?1

-- Rows without a number of theirs that a spreadsheet destroyed, and what takes their place: of one institution, product and day, in
-- another file, with the numbers that are whole, of the others what may have been destroyed, and all else that the row says; what is
-- written later (returned, paid, an invoice) may have come since. Rows that are alike (as = the first of them) need one each. Only
-- what has changed. Looked for in the sheets of those days alone (near), and their own identities under what these begin with
-- (began): no walk through all months.
-- @blurred_changed
WITH product AS MATERIALIZED (
  SELECT id, generic_key, iif(generic_key = '' OR strength_key = '', id, json_array(strength_key,
    substr(maker_keys, 1, instr(maker_keys || char(10), char(10)) - 1), coalesce(upp_column, upp_spec))) AS rest FROM item),
dim AS MATERIALIZED (
  SELECT p.*, b.order_no AS dim_order, b.line_no AS dim_line, b.delivery_no AS dim_delivery, o.inst, s.file, g.generic_key, g.rest,
    CASE WHEN p.day_accept IS NOT NULL THEN 'accept' WHEN p.day_order IS NOT NULL THEN 'order' ELSE '' END AS dated,
    coalesce(p.day_accept, p.day_order, 0) AS day, row_number() OVER alike AS n, min(p.id) OVER alike AS alike
  FROM blurred AS b CROSS JOIN purchase AS p ON p.id = b.id JOIN org AS o ON o.id = p.org JOIN product AS g ON g.id = p.item
    JOIN sheet AS s ON s.id = p.sheet
  WINDOW alike AS (PARTITION BY s.file, o.inst, p.item, b.order_no, b.line_no, b.delivery_no, p.order_no, p.line_no, p.delivery_no, p.ordered,
    p.shipped, p.accepted, p.returned, p.paid, p.day_order, p.day_ship, p.day_accept, p.price, p.supplier, p.invoices ORDER BY p.id)),
near AS MATERIALIZED (
  SELECT DISTINCT d.dated, s.file, s.id_from, s.id_to FROM dim AS d JOIN sheet AS s
    ON s.kind = 'purchase' AND s.file <> d.file AND (d.dated = '' OR d.day BETWEEN s.day_from AND s.day_to)),
began AS MATERIALIZED (
  SELECT id, text_era(coalesce(order_no, line_no, '')) << 36 AS ident FROM dim
  UNION SELECT id, 20000000 + ifnull(day_accept, 0) << 36 FROM dim),
fit AS MATERIALIZED (
  SELECT d.id AS alike, w.id, row_number() OVER (PARTITION BY d.id ORDER BY w.id) AS n
  FROM near AS x CROSS JOIN purchase AS w ON w.id BETWEEN x.id_from AND x.id_to CROSS JOIN org AS o ON o.id = w.org
    CROSS JOIN product AS g ON g.id = w.item CROSS JOIN dim AS d ON d.inst = o.inst AND d.generic_key = g.generic_key AND d.rest = g.rest AND d.dated = x.dated
      AND d.day = CASE x.dated WHEN 'accept' THEN w.day_accept WHEN 'order' THEN w.day_order ELSE 0 END
  WHERE +w.live = 1 AND w.id NOT IN (SELECT id FROM blurred) AND d.n = 1 AND x.file <> d.file
    AND iif(d.dim_order IS NULL, w.order_no IS d.order_no, code_may_be(d.dim_order, w.order_no))
    AND iif(d.dim_line IS NULL, w.line_no IS d.line_no, code_may_be(d.dim_line, w.line_no))
    AND iif(d.dim_delivery IS NULL, ifnull(w.delivery_no = d.delivery_no, d.delivery_no IS NULL), code_may_be(d.dim_delivery, w.delivery_no))
    AND ifnull(d.ordered = w.ordered, d.ordered IS NULL) AND ifnull(d.shipped = w.shipped, d.shipped IS NULL)
    AND ifnull(d.accepted = w.accepted, d.accepted IS NULL) AND ifnull(d.price = w.price, d.price IS NULL)
    AND ifnull(d.supplier = w.supplier, d.supplier IS NULL) AND ifnull(d.invoices = w.invoices, d.invoices IS NULL)
    AND ifnull(d.day_order = w.day_order, d.day_order IS NULL) AND ifnull(d.day_ship = w.day_ship, d.day_ship IS NULL)
    AND ifnull(d.returned <= w.returned, d.returned IS NULL OR d.returned = 0) AND ifnull(d.paid <= w.paid, d.paid IS NULL OR d.paid = 0))
SELECT b.id, f.id, x.ident
FROM blurred AS b CROSS JOIN began AS e ON e.id = b.id
  CROSS JOIN purchase_ident AS x ON x.id = b.id AND x.ident BETWEEN e.ident AND e.ident + 68719476735
  CROSS JOIN dim AS d ON d.id = b.id LEFT JOIN fit AS f ON f.alike = d.alike AND f.n = d.n
WHERE b.whole IS NOT f.id ORDER BY x.ident, b.id
-- @blurred_whole
UPDATE blurred SET whole = ?2 WHERE id = ?1
-- @blurred_gone
UPDATE purchase SET live = 0 WHERE live = 1 AND id IN (SELECT id FROM blurred WHERE whole IS NOT NULL)

-- Where ids go on.
-- @next_ids
SELECT (SELECT coalesce(max(id), 0) + 1 FROM import), (SELECT coalesce(max(id), 0) + 1 FROM file),
  (SELECT coalesce(max(id), 0) + 1 FROM sheet),
  (SELECT max(coalesce((SELECT max(id) FROM issue), 0), coalesce((SELECT max(id) FROM aside WHERE tbl = 'issue'), 0)) + 1)
-- @import
INSERT INTO import(id, at, day, replaces, correction) VALUES (?1, ?2, ?3, ?4, ?5)
-- @import_file_known
SELECT f.path, f.import FROM file f WHERE f.sha256 = ?1 AND f.live = 1 LIMIT 1
-- Loaded by import ?1 and not, by name or content, by ?2, which took its place; none where there are as many files again.
-- @left_behind
WITH n AS (SELECT path, sha256 FROM file WHERE import = ?2 AND live = 1)
SELECT path FROM file WHERE import = ?1 AND sha256 <> ''
  AND (SELECT count(*) FROM n) < (SELECT count(*) FROM file WHERE import = ?1 AND sha256 <> '')
  AND path NOT IN (SELECT path FROM n) AND sha256 NOT IN (SELECT sha256 FROM n)
ORDER BY path, id
-- @import_size_known
SELECT 1 FROM file WHERE bytes = ?1 AND live = 1 LIMIT 1
-- @file_hash
UPDATE file SET sha256 = ?2, bytes = ?3 WHERE id = ?1
-- @place
SELECT f.path, s.name, f.id FROM sheet s JOIN file f ON f.id = s.file WHERE s.id = ?1

-- Where row ?2 of sheet ?1 is, seen from sheet ?3: of a file of another import with its number, since every month has a file of
-- that name. Nobody made the import of the built-in catalogues.
-- @where
SELECT f.path || iif(m.id = here.import OR m.at < 0, '', ' #' || m.id) || ' › ' || s.name || ' › ' || ?2
FROM sheet AS s JOIN file AS f ON f.id = s.file JOIN import AS m ON m.id = f.import
  JOIN sheet AS t ON t.id = ?3 JOIN file AS here ON here.id = t.file WHERE s.id = ?1

-- Undo.
-- @undo_last
SELECT id, ifnull(replaces, 0) FROM import WHERE undone = 0 AND (?1 = 0 OR id = ?1) AND at >= 0 ORDER BY id DESC LIMIT 1
-- @is_builtin
SELECT 1 FROM import WHERE id = ?1 AND at < 0
-- @undo_files
UPDATE file SET live = 0 WHERE import = ?1
-- Where its rows were stays written: their ids are given to no other.
-- @undo_gone
UPDATE sheet SET gone = 0 WHERE file IN (SELECT id FROM file WHERE import = ?1)
-- What it had reported, while its rows are there.
-- @undo_corrected
INSERT OR IGNORE INTO corrected(import, org, month)
SELECT f.import, p.org, day_month(coalesce(p.day_accept, p.day_order))
FROM file f CROSS JOIN sheet s ON s.file = f.id AND s.kind = 'purchase' CROSS JOIN purchase p ON p.id BETWEEN s.id_from AND s.id_to
WHERE f.import = ?1 AND coalesce(p.day_accept, p.day_order) IS NOT NULL
-- What it alone had written is not known any more: nothing of it speaks in who is who, what is what.
-- @undo_seen
DELETE FROM seen WHERE sheet IN (SELECT s.id FROM sheet s JOIN file f ON f.id = s.file WHERE f.import = ?1)
-- @undo_goods
DELETE FROM goods WHERE sheet IN (SELECT s.id FROM sheet s JOIN file f ON f.id = s.file WHERE f.import = ?1)
-- @items_used
WITH now(id) AS MATERIALIZED (
  SELECT item FROM purchase UNION SELECT item FROM agreement UNION SELECT item FROM award UNION SELECT item FROM shortage
  UNION SELECT item FROM invoice WHERE item IS NOT NULL UNION SELECT item FROM reason WHERE item IS NOT NULL
  UNION SELECT item FROM issue WHERE item IS NOT NULL)
UPDATE item SET used = id IN (SELECT id FROM now) WHERE used <> (id IN (SELECT id FROM now))
-- @firms_used
WITH now(id) AS MATERIALIZED (
  SELECT supplier FROM purchase WHERE supplier IS NOT NULL UNION SELECT supplier FROM lost WHERE supplier IS NOT NULL UNION SELECT supplier FROM payment WHERE supplier IS NOT NULL
  UNION SELECT seller FROM invoice UNION SELECT supplier FROM shortage WHERE supplier IS NOT NULL)
UPDATE firm SET used = id IN (SELECT id FROM now) WHERE used <> (id IN (SELECT id FROM now))
-- @undo_mark
UPDATE import SET undone = ?2 WHERE id = ?1
-- @undo_lost
DELETE FROM lost WHERE issue IN (SELECT id FROM issue WHERE import = ?1)
-- @undo_issues
DELETE FROM issue WHERE import = ?1 OR (code = 316 AND arg1 = '' || ?1) -- and that a file of it came again
-- The built-in catalogues are an import of their own, at = -1, whose file hash says which edition they are.
-- @builtin_known
SELECT import, group_concat(sha256, '') FROM (
  SELECT f.import, f.sha256 FROM import i JOIN file f ON f.import = i.id
  WHERE i.at = -1 AND i.undone = 0 ORDER BY f.import, f.id)
GROUP BY import ORDER BY import DESC LIMIT 1
-- @last_org
SELECT coalesce(max(id), 0) FROM org
-- Lines of an import that do not count, because a newer state of them stands elsewhere.
-- @superseded
SELECT coalesce(sum(s.gone), 0) FROM sheet s JOIN file f ON f.id = s.file WHERE f.import = ?1
-- @import_sheets
SELECT s.kind, s.id_from, s.id_to FROM sheet s JOIN file f ON f.id = s.file WHERE f.import = ?1 AND s.id_to >= s.id_from
-- A file that was refused leaves a row with live = 0 and no hash, for its message to name. Was what lies there refused, as far as
-- is known?
-- @refused_there
SELECT 1 FROM file WHERE sha256 = '' AND id = (SELECT max(f.id) FROM file AS f JOIN import AS m ON m.id = f.import AND m.undone = 0
  WHERE f.source = ?1)
-- What a row of an agreement says, and of whom and what.
-- @alias_said
SELECT a.sheet, a.row, f.import, a.spelling || '（' || a.kind || '）', a.meant, '', '', '', '', '', '', '', ''
FROM alias AS a JOIN sheet AS s ON s.id = a.sheet JOIN file AS f ON f.id = s.file WHERE a.id = ?1
-- @listed_said
SELECT l.sheet, l.row, f.import, iif(l.code = '', l.name, l.code), l.name, l.region, l.supply, l.community, l.lead, l.level,
  l.ownership, l.type, l.duty
FROM listed AS l JOIN sheet AS s ON s.id = l.sheet JOIN file AS f ON f.id = s.file WHERE l.id = ?1
-- @agreement_said
SELECT a.sheet, a.row, a.volume, a.unit, iif(o.name = '', o.code, o.name) || ' ' || i.generic || ' ' || i.spec
FROM agreement AS a JOIN org AS o ON o.id = a.org JOIN item AS i ON i.id = a.item WHERE a.id = ?1
-- What a row of a small kind is about, and what it says of it, as a clerk reads it.
-- @term_said
SELECT sheet, row, CASE WHEN region = '' THEN '各地区' ELSE region END || ' ' || CASE WHEN kind = '' THEN '各类' ELSE kind END || ' ' ||
       day_text(day_from) || ' 起的付款期限',
       CASE rule WHEN '' THEN '' WHEN 'eom-next' THEN '次月底 ' ELSE replace(rule, 'days ', '') || '天 ' END ||
       CASE payer WHEN 1 THEN '医保经办' WHEN 0 THEN '医疗机构' ELSE '' END || iif(day_to IS NULL, '', ' 到 ' || day_text(day_to) || ' 为止')
FROM term WHERE id = ?1
-- @fund_said
SELECT sheet, row, CASE WHEN region = '' THEN '各地区' ELSE region END || ' ' || year || ' 年度的基金参数',
       '支付比例 ' || scaled_text(pay_ratio * 100, 0, 4) || '%，医保占比 ' || scaled_text(insured_share * 100, 0, 4) || '%'
FROM fund WHERE id = ?1
-- @assessment_said
SELECT a.sheet, a.row, iif(o.name = '', o.code, o.name) || ' ' || a.round || ' ' || a.year || ' 年度的考核得分',
       iif(a.grade IS NULL, scaled_text(a.score, 0, 4), substr('ABCD', a.grade, 1))
FROM assessment AS a JOIN org AS o ON o.id = a.org WHERE a.id = ?1
-- @duty_said
SELECT d.sheet, d.row, iif(o.name = '', o.code, o.name) || ' ' || substr(day_text(d.month), 1, 7) || ' 的报送义务',
       iif(d.required, '应报', '不用报')
FROM duty AS d JOIN org AS o ON o.id = d.org WHERE d.id = ?1
-- @watch_said
SELECT sheet, row, list || ' ' || CASE WHEN generic = '' THEN ifnull(code, '') ELSE generic END || ' 的限度',
       coalesce('环比 ' || scaled_text(limit_mom * 100, 0, 4) || '% ', '') ||
       coalesce('同比 ' || scaled_text(limit_yoy * 100, 0, 4) || '%', '')
FROM watch WHERE id = ?1
-- Agreements of one institution for one product in two rounds at the same time, of which the one from row ?1 on is new, or
-- in one round from two days on, which both count: then each is told with its term.
-- A code and a name may mean one round, so only rounds that are written alike are held against each other. Products that
-- are agreed in two such rounds at all are few, and so are the terms in which they are: they are looked for first.
-- @overlapping
WITH term AS MATERIALIZED (
  SELECT DISTINCT item, round, day_from, day_to, id >= ?1 AS new FROM agreement WHERE live = 1),
named AS MATERIALIZED (
  SELECT t.item, t.round, t.day_from, t.day_to, t.new, i.generic_key, i.strength_key, i.maker_keys
  FROM term t JOIN item i ON i.id = t.item WHERE i.generic_key <> '' AND i.strength_key <> '' AND i.maker_keys <> ''),
meeting AS MATERIALIZED (
  SELECT n.item AS new_item, b.item AS item
  FROM named n JOIN named b ON b.generic_key = n.generic_key AND b.strength_key = n.strength_key
    AND b.maker_keys = n.maker_keys AND (b.round <> n.round OR b.day_from <> n.day_from)
    AND b.day_from <= n.day_to AND b.day_to >= n.day_from AND (b.round < '{') = (n.round < '{')
  WHERE n.new),
product AS (
  SELECT a.id, o.inst, a.round, a.day_from, a.day_to, a.sheet, a.row, iif(o.name = '', o.code, o.name) AS name, i.generic_key,
    i.strength_key, i.maker_keys
  FROM agreement a JOIN org o ON o.id = a.org JOIN item i ON i.id = a.item
  WHERE a.live = 1 AND a.item IN (SELECT new_item FROM meeting UNION ALL SELECT item FROM meeting))
SELECT n.sheet, n.row,
  n.name || iif(b.round = n.round, ' ' || day_text(n.day_from) || '—' || day_text(n.day_to), ''),
  b.round || iif(b.round = n.round, ' ' || day_text(b.day_from) || '—' || day_text(b.day_to), ''),
  day_text(max(n.day_from, b.day_from)), day_text(min(n.day_to, b.day_to))
FROM product n JOIN product b ON b.inst = n.inst AND b.generic_key = n.generic_key AND b.strength_key = n.strength_key
  AND b.maker_keys = n.maker_keys AND (b.round <> n.round OR b.day_from <> n.day_from)
  AND b.id < n.id AND b.day_from <= n.day_to AND b.day_to >= n.day_from AND (b.round < '{') = (n.round < '{')
WHERE n.id >= ?1
ORDER BY n.id, b.id
