-- jicai: version 12. Other versions of a payment are looked for among those of its time, so that a new month is written at the
-- end of the tree, however many lie before it: by the first eight digits of its serial number, else by its day, which is a
-- part of what it is known by then (ident < 0: a voucher, numbered anew each month).
ALTER TABLE payment ADD COLUMN era INTEGER NOT NULL DEFAULT 0;
UPDATE payment SET era = iif(serial IS NULL OR ident < 0, day, text_era(serial));
ALTER TABLE issue ADD COLUMN era INTEGER; -- of the payment that ident means; unknown where an older program refused it
UPDATE issue SET era = (SELECT min(p.era) FROM payment AS p WHERE p.ident = issue.ident)
WHERE ident IS NOT NULL AND sheet IN (SELECT id FROM sheet WHERE kind = 'payment');
-- An amount beside no price is of what was ordered, unless its head says that it is of what came (入库金额): 1.
ALTER TABLE purchase ADD COLUMN of_accepted INTEGER NOT NULL DEFAULT 0;
-- The order that a return with an order number of its own names as that of its goods (原订单编号).
ALTER TABLE purchase ADD COLUMN of_order TEXT;
DROP INDEX payment_ident;
CREATE INDEX payment_ident ON payment(era, ident);

DROP VIEW open_issue;
-- What there still is to mend. A refused row is answered when as many lines of its identity count as its sheet gave, the
-- refused ones among them (the n-th occurrence of a key is a line of its own); a row passed over, when it counts, or a
-- correction decides; an institution that no list had, when a list or an alias names it, or that was told before.
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
WHERE (ifnull(sheet, 0), row) NOT IN (SELECT sheet, row FROM answered) AND id NOT IN (SELECT id FROM taken)
  AND id NOT IN (SELECT id FROM named);

PRAGMA user_version = 12;
