-- jicai: version 16. The rows of an import whose place another took (import --replace) are laid aside, so that undo of the
-- other puts them back as they were: same ids, which nothing else gets meanwhile, same spellings. A later version that
-- changes what a column means changes it here, too.
CREATE TABLE aside(
  import INTEGER NOT NULL,                   -- whose row it was
  tbl TEXT NOT NULL,
  id INTEGER NOT NULL,                       -- of the row; of its sheet where the table has no ids
  cells TEXT NOT NULL                        -- JSON array, in the order of the table's columns
) STRICT;
CREATE INDEX aside_row ON aside(tbl, id);

-- 0 = written only in files that were undone or replaced: nobody means it at present, but its id stays its own.
ALTER TABLE firm ADD COLUMN used INTEGER NOT NULL DEFAULT 1;
ALTER TABLE item ADD COLUMN used INTEGER NOT NULL DEFAULT 1;

-- What was published of an award price, where that was not the price of a pack: the price of `holds` smallest
-- units, in 1/10^places yuan. NULL: that of a pack. `price` is that of a pack in any case (rule book 6.1).
ALTER TABLE award ADD COLUMN published INTEGER;
ALTER TABLE award ADD COLUMN places INTEGER;
ALTER TABLE award ADD COLUMN holds INTEGER;

-- An older program multiplied, and told of the sheets where the places were too few for it (E958): what it multiplied is the
-- price in the unit column, else the shortest that makes this price of a pack.
WITH told AS (
  SELECT w.id, w.price, w.unit_price, coalesce(i.upp_column, i.upp_spec) AS upp
  FROM award AS w JOIN item AS i ON i.id = w.item
  WHERE w.sheet IN (SELECT sheet FROM issue WHERE code = 958) AND coalesce(i.upp_column, i.upp_spec) > 1),
tried AS (
  SELECT id, price, upp, step, iif(unit_price IS NULL, (2 * price + upp * step) / (2 * upp * step) * step, unit_price) AS one
  FROM told JOIN (SELECT column1 AS step FROM (VALUES (100), (10), (1)))),
found AS (
  SELECT id, max(step) AS step, one FROM tried WHERE one % step = 0 AND (one * upp + 50) / 100 * 100 = price GROUP BY id)
UPDATE award SET published = f.one / f.step, places = CASE f.step WHEN 100 THEN 2 WHEN 10 THEN 3 ELSE 4 END, holds = 1
FROM found AS f WHERE f.id = award.id;

-- A payment term holds to its last day (rule book 7.2). An older program did not keep it: until it is imported again
-- such a row holds on, as before.
ALTER TABLE term ADD COLUMN day_to INTEGER;

-- An assessment may give a grade alone, whose share is known (rule book 11): 1 A, 2 B, 3 C, 4 below. NULL: the score
-- says which.
ALTER TABLE assessment ADD COLUMN grade INTEGER;

-- What else a purchase row says that was refused because a spreadsheet destroyed the code of its product
-- or institution: by that the row of a later file is known that gives it again, whole.
CREATE TABLE lost(
  issue INTEGER PRIMARY KEY,                 -- that it was refused (E329)
  item_code TEXT, inst_code TEXT,            -- what is left of the codes: 6.92E+12; '' = nothing, NULL = not destroyed
  order_no TEXT, line_no TEXT, delivery_no TEXT, invoices TEXT, supplier INTEGER,
  ordered INTEGER, shipped INTEGER, accepted INTEGER, returned INTEGER,
  day_order INTEGER, day_ship INTEGER, day_accept INTEGER, price INTEGER
) STRICT;

-- Of a purchase row that counts, a number of its own (order, line, delivery) that a spreadsheet destroyed: it is
-- known without it, and the row of another file that has it whole, which is another one by its numbers, takes its place.
CREATE TABLE blurred(
  id INTEGER PRIMARY KEY,                    -- of the purchase row
  order_no TEXT, line_no TEXT, delivery_no TEXT, -- what is left: 6.92E+12; NULL = not destroyed
  whole INTEGER                              -- the purchase row that counts in its place; NULL = there is none
) STRICT;

DROP VIEW open_issue;
-- What there still is to mend. A refused row is answered when as many lines of its identity count as its sheet gave, the
-- refused ones among them (the n-th occurrence of a key is a line of its own); or, where its code was destroyed, when as many
-- lines of another file have its documents (order, receipt, invoice), contradict nothing else that it says, and have a code
-- that may be the one destroyed. A row that counts without a number of its own is answered when one that has it takes its
-- place. A row passed over is answered when it counts, or a correction decides; an institution that no list had, when a list
-- or an alias names it, or that was told before.
CREATE VIEW open_issue AS
WITH known AS (
  SELECT i.id, i.sheet, i.row, i.rejected, i.ident, i.era, s.kind, o.inst,
    count(*) OVER (PARTITION BY i.sheet, i.rejected, i.ident, o.inst) AS n
  FROM issue AS i JOIN sheet AS s ON s.id = i.sheet LEFT JOIN org AS o ON o.id = i.org WHERE i.ident IS NOT NULL),
answered AS (
  SELECT k.sheet, k.row FROM known AS k WHERE k.rejected AND k.n <= CASE k.kind
    WHEN 'purchase' THEN (SELECT sum(p.live) - sum(p.sheet = k.sheet)
      FROM purchase_ident AS x JOIN purchase AS p ON p.id = x.id JOIN org AS o ON o.id = p.org
      WHERE x.ident = k.ident AND o.inst = k.inst)
    WHEN 'payment' THEN (SELECT sum(p.live) - sum(p.sheet = k.sheet)
      FROM payment AS p JOIN org AS o ON o.id = p.org WHERE p.era = k.era AND p.ident = k.ident AND o.inst = k.inst) END),
lost_row AS MATERIALIZED (
  SELECT i.id, i.sheet, i.row, o.inst, l.*, coalesce(l.order_no, l.delivery_no, l.invoices) AS document,
    iif(l.order_no IS NULL, 20000000 + ifnull(l.day_accept, 0), text_era(l.order_no)) AS era,
    count(*) OVER (PARTITION BY i.sheet, o.inst, l.item_code, l.inst_code, l.order_no, l.line_no, l.delivery_no, l.invoices, l.supplier,
      l.ordered, l.shipped, l.accepted, l.returned, l.day_order, l.day_ship, l.day_accept, l.price) AS n
  FROM lost AS l JOIN issue AS i ON i.id = l.issue LEFT JOIN org AS o ON o.id = i.org),
whole_row AS MATERIALIZED (
  SELECT p.sheet, p.live, o.inst, o.code AS inst_code, g.code AS item_code, g.platform, p.order_no, p.line_no, p.delivery_no, p.invoices,
    p.supplier, p.ordered, p.shipped, p.accepted, p.returned, p.day_order, p.day_ship, p.day_accept, p.price,
    coalesce(p.order_no, p.delivery_no, p.invoices) AS document
  FROM (SELECT DISTINCT era FROM lost_row WHERE document IS NOT NULL) AS e
    JOIN purchase_ident AS x ON x.ident BETWEEN e.era << 36 AND (e.era << 36) + 68719476735
    JOIN purchase AS p ON p.id = x.id JOIN org AS o ON o.id = p.org JOIN item AS g ON g.id = p.item
  WHERE coalesce(p.order_no, p.delivery_no, p.invoices) IN (SELECT document FROM lost_row)),
mended AS (
  SELECT l.sheet, l.row FROM lost_row AS l JOIN whole_row AS w ON w.document = l.document
    AND iif(l.inst_code IS NULL, w.inst = l.inst, code_may_be(l.inst_code, w.inst_code))
    AND (l.item_code IS NULL OR code_may_be(l.item_code, w.item_code) OR code_may_be(l.item_code, w.platform))
    AND w.order_no IS l.order_no AND w.line_no IS l.line_no AND w.delivery_no IS l.delivery_no
    AND ifnull(l.invoices = w.invoices, 1) AND ifnull(l.supplier = w.supplier, 1) AND ifnull(l.ordered = w.ordered, 1)
    AND ifnull(l.shipped = w.shipped, 1) AND ifnull(l.accepted = w.accepted, 1) AND ifnull(l.returned = w.returned, 1)
    AND ifnull(l.day_order = w.day_order, 1) AND ifnull(l.day_ship = w.day_ship, 1)
    AND ifnull(l.day_accept = w.day_accept, 1) AND ifnull(l.price = w.price, 1)
  GROUP BY l.id HAVING l.n <= sum(w.live) - sum(w.sheet = l.sheet)),
taken AS (
  SELECT k.id FROM known AS k WHERE NOT k.rejected AND CASE k.kind
    WHEN 'purchase' THEN EXISTS (SELECT 1 FROM purchase_ident AS x JOIN purchase AS p ON p.id = x.id
      JOIN sheet AS s ON s.id = p.sheet
      JOIN file AS f ON f.id = s.file JOIN import AS m ON m.id = f.import
      WHERE x.ident = k.ident AND p.live AND (m.correction OR (p.sheet = k.sheet AND p.row = k.row)))
    WHEN 'payment' THEN EXISTS (SELECT 1 FROM payment AS p JOIN sheet AS s ON s.id = p.sheet JOIN file AS f ON f.id = s.file
      JOIN import AS m ON m.id = f.import
      WHERE p.era = k.era AND p.ident = k.ident AND p.live AND (m.correction OR (p.sheet = k.sheet AND p.row = k.row))) END),
named AS (
  SELECT x.id FROM (SELECT id, org, min(id) OVER (PARTITION BY code, org) AS first FROM issue WHERE code IN (326, 338)) AS x
  JOIN org AS o ON o.id = x.org JOIN institution AS n ON n.id = o.inst WHERE n.declared = 1 OR x.id > x.first)
SELECT * FROM issue
WHERE (ifnull(sheet, 0), row) NOT IN (SELECT sheet, row FROM answered)
  AND (ifnull(sheet, 0), row) NOT IN (SELECT sheet, row FROM mended)
  AND (ifnull(sheet, 0), row) NOT IN (SELECT p.sheet, p.row FROM blurred AS b JOIN purchase AS p ON p.id = b.id WHERE b.whole IS NOT NULL)
  AND id NOT IN (SELECT id FROM taken)
  AND id NOT IN (SELECT id FROM named);

PRAGMA user_version = 16;
