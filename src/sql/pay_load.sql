-- What payment timeliness needs beside the purchase lines (src/rules/pay_load.c).

-- @lines
SELECT coalesce(sum(kept - gone), 0) FROM sheet WHERE kind = 'purchase';
-- @sheets
-- A ledger file covers its months as a whole, whatever sheets it has.
SELECT s.id, min(t.ledger_from), max(t.ledger_to), s.file
FROM sheet s JOIN file f ON f.id = s.file JOIN sheet t ON t.file = s.file AND t.kind = 'payment'
WHERE s.kind = 'payment' AND f.live = 1 GROUP BY s.id, s.file ORDER BY s.id;
-- @leads
-- The lead of an institution as the list says: a name, code or alias that one institution has and no other, or, where it
-- names nobody, that of its community which leads itself (是否牵头 = 是). Without a lead: what is written, else ''.
WITH said AS MATERIALIZED (
  SELECT id, text_key(community) AS community, trim(ifnull(lead, '')) AS lead, text_key(lead) AS key,
         CASE WHEN trim(ifnull(lead, '')) = '' THEN 0 WHEN text_key(lead) = name_key OR trim(lead) = code THEN 1 END AS mark
  FROM institution WHERE declared = 1),
found AS (
  SELECT b.id, l.id AS lead FROM said AS b JOIN institution AS l ON l.name_key = b.key WHERE b.mark IS NULL
  UNION SELECT b.id, l.id FROM said AS b JOIN institution AS l ON l.code = b.lead WHERE b.mark IS NULL
  UNION SELECT b.id, l.id FROM said AS b JOIN alias AS a ON a.spelling_key = b.key AND a.kind = '机构' AND a.live = 1
        JOIN institution AS l ON l.name_key = a.meant_key OR (l.code <> '' AND l.code = trim(a.meant)) WHERE b.mark IS NULL
  UNION SELECT b.id, l.id FROM said AS b JOIN said AS l ON l.community = b.community AND l.mark = 1
        WHERE b.mark = 0 AND b.community <> '')
SELECT b.id, iif(count(f.lead) = 1, min(f.lead), NULL), iif(b.mark IS NULL, b.lead, '')
FROM said AS b LEFT JOIN found AS f ON f.id = b.id WHERE b.lead <> '' OR b.community <> '' GROUP BY b.id ORDER BY b.id;
-- @invoices
SELECT org, invoices FROM purchase WHERE live = 1 AND invoices IS NOT NULL;
-- @payments
-- Superseded rows too: they name an institution that their file covers.
SELECT id, sheet, row, live, org, day, amount, supplier, payer, line_no, order_no, invoices, only_named, serial FROM payment ORDER BY id;
-- @undone
SELECT id, sheet, row, org, supplier, day, undone, serial, invoices, order_no, line_no FROM payment WHERE undone > 0 AND live = 1 ORDER BY id;
-- @red
SELECT id, sheet, row, org, supplier, day, -amount, serial, invoices, order_no, line_no FROM payment WHERE amount < 0 AND live = 1 ORDER BY id;
-- Payments of which a red row may be that names what they name.
-- @paid
SELECT id, sheet, row, org, supplier, day, amount, NULL, invoices, order_no, line_no FROM payment
WHERE amount IN (SELECT -amount FROM payment WHERE amount < 0 AND live = 1) AND live = 1
  AND (invoices IS NOT NULL OR order_no IS NOT NULL OR line_no IS NOT NULL) ORDER BY id;
-- @terms
SELECT x.region, x.kind, x.day_from, x.rule, x.payer,
       coalesce(f.path || CASE WHEN s.name = '' THEN '' ELSE ' › ' || s.name END || ' › ' || x.row, ''), x.day_to
FROM term AS x LEFT JOIN sheet AS s ON s.id = x.sheet LEFT JOIN file AS f ON f.id = s.file
WHERE x.live = 1 ORDER BY x.sheet, x.row, x.id;
-- @reasons
SELECT r.org, r.order_no, r.line_no, r.invoices, r.code, r.item IS NOT NULL OR ifnull(r.round, '') <> '',
       coalesce(f.path || CASE WHEN s.name = '' THEN '' ELSE ' › ' || s.name END || ' › ' || r.row, '')
FROM reason AS r LEFT JOIN sheet AS s ON s.id = r.sheet LEFT JOIN file AS f ON f.id = s.file
WHERE r.live = 1 AND trim(coalesce(r.accepted_by, '')) <> '' AND (r.day IS NULL OR r.day <= ?1)
ORDER BY r.sheet, r.row, r.id;
-- @rejected
-- One amount for each refused row, however many of its cells were wrong.
SELECT org, sum(amount) FROM (
  SELECT max(i.org) AS org, max(abs(i.amount)) AS amount
  FROM standing_issue i JOIN sheet s ON s.id = i.sheet JOIN file f ON f.id = s.file
  WHERE i.rejected = 1 AND f.live = 1 AND s.kind = 'purchase' AND i.org IS NOT NULL AND i.amount IS NOT NULL
  GROUP BY i.sheet, i.row)
GROUP BY org ORDER BY org;
