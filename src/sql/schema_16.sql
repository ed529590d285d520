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

PRAGMA user_version = 16;
