-- What delivery, on-line purchase and two invoices read (src/rules/supply.c, chain.c).

-- @ships
-- Sheets that tell a shipped quantity anywhere; a blank one means nothing shipped there, and nothing at all elsewhere.
SELECT s.id FROM sheet AS s
WHERE s.kind = 'purchase'
  AND EXISTS (SELECT 1 FROM purchase AS p WHERE p.id BETWEEN s.id_from AND s.id_to AND p.sheet = s.id AND p.shipped IS NOT NULL);
-- @award_goods
-- What the catalogues call a product: 1 consumable, 2 medicine, 3 both.
SELECT item, max(kind = '耗材') + 2 * max(kind = '药品' OR (kind = '' AND builtin = 1)) AS says FROM award WHERE live = 1
GROUP BY item HAVING says > 0;
-- @column_goods
-- And the columns of purchases and agreements: 1 medicine, 2 decoction pieces, 3 consumable.
SELECT DISTINCT item, kind FROM goods;
-- @parcels
-- Rows of order lines that may be one of several deliveries. Without a line number: what was not delivered in full, else (of a
-- delivery that has a number) not accepted in full; there are few. Below a row of a numbered line others of it may leave the
-- ordered quantity blank, as a cell over all of them does when it is taken apart: they are given with that of the row (blank = 1).
WITH RECURSIVE numbered AS MATERIALIZED (
  SELECT id, sheet, row, org, item, order_no, line_no, ordered, shipped, accepted, day_order, day_ship, day_accept, void,
    delivery_no, supplier, price
  FROM purchase INDEXED BY purchase_parcel
  WHERE live = 1 AND delivery_no IS NOT NULL AND order_no IS NOT NULL AND line_no IS NOT NULL AND ordered > ifnull(accepted, 0)
    AND ifnull(accepted, 0) >= 0 AND (accepted > 0 OR ifnull(returned, 0) = 0)),
below AS (
  SELECT p.id, n.ordered FROM numbered AS n JOIN purchase AS p ON p.id = n.id + 1 AND p.sheet = n.sheet AND p.org = n.org
    AND p.order_no = n.order_no AND p.line_no = n.line_no
  WHERE p.live = 1 AND ifnull(p.ordered, 0) = 0 AND p.accepted > 0
  UNION ALL
  SELECT p.id, b.ordered FROM below AS b JOIN purchase AS o ON o.id = b.id JOIN purchase AS p ON p.id = b.id + 1 AND p.sheet = o.sheet
    AND p.org = o.org AND p.order_no = o.order_no AND p.line_no = o.line_no
  WHERE p.live = 1 AND ifnull(p.ordered, 0) = 0 AND p.accepted > 0)
SELECT *, 0 AS blank FROM numbered
UNION ALL
SELECT p.id, p.sheet, p.row, p.org, p.item, p.order_no, p.line_no, b.ordered, p.shipped, p.accepted, p.day_order, p.day_ship,
  p.day_accept, p.void, p.delivery_no, p.supplier, p.price, 1
FROM below AS b JOIN purchase AS p ON p.id = b.id
UNION ALL
SELECT id, sheet, row, org, item, order_no, line_no, ordered, shipped, accepted, day_order, day_ship, day_accept, void,
  delivery_no, supplier, price, 0
FROM purchase INDEXED BY purchase_part
WHERE live = 1 AND line_no IS NULL AND order_no IS NOT NULL AND ordered > ifnull(accepted, 0)
  AND (coalesce(shipped, accepted, 0) < ordered OR (accepted > 0 AND shipped = ordered AND delivery_no IS NOT NULL))
  AND (coalesce(shipped, accepted, 0) > 0 OR delivery_no IS NOT NULL)
  AND ifnull(accepted, 0) >= 0 AND (accepted > 0 OR ifnull(returned, 0) = 0);
-- @invoices
-- Those of R or before.
SELECT i.id, i.no, i.seller, f.key, text_key(i.buyer), i.day, coalesce(i.stage, 0), i.item, i.quantity, i.sheet
FROM invoice AS i JOIN firm AS f ON f.id = i.seller JOIN sheet AS s ON s.id = i.sheet JOIN file AS d ON d.id = s.file
WHERE i.live = 1 AND i.day <= ?1 ORDER BY d.path, d.sha256, i.sheet, i.row, i.id;
-- @buyers
-- An institution as the list, any file or the alias table names it. A code beside the name of somebody else names nobody.
SELECT id, text_key(name) FROM institution
UNION SELECT id, text_key(code) FROM institution
UNION SELECT o.inst, o.name_key FROM org AS o
  WHERE o.inst <> 0 AND o.n > 0 AND NOT EXISTS (SELECT 1 FROM institution AS i WHERE i.name_key = o.name_key AND i.id <> o.inst)
UNION SELECT inst, text_key(code) FROM org WHERE inst <> 0 AND n > 0
UNION SELECT i.id, a.spelling_key FROM alias AS a JOIN institution AS i ON i.name_key = a.meant_key OR (i.code <> '' AND i.code = a.meant)
  WHERE a.live = 1 AND a.kind = '机构';
-- @refused
-- Refused purchase rows whose institution and product could be read.
SELECT i.org, i.item, count(DISTINCT i.sheet || ':' || i.row),
  min(f.path || iif(s.name = '', '', ' › ' || s.name) || ' › ' || i.row)
FROM standing_issue AS i JOIN sheet AS s ON s.id = i.sheet JOIN file AS f ON f.id = s.file
WHERE i.rejected = 1 AND f.live = 1 AND s.kind = 'purchase' AND i.org IS NOT NULL AND i.item IS NOT NULL
GROUP BY i.org, i.item ORDER BY i.org, i.item;
