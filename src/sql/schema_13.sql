-- jicai: version 13. What the purchases and agreements of a sheet call a product: 1 medicine, 2 decoction pieces, 3 consumable;
-- rule book 9 asks, where neither its code nor the catalogue says. Rows of an older program have nothing here until they are
-- imported again.
CREATE TABLE goods(sheet INTEGER NOT NULL, item INTEGER NOT NULL, kind INTEGER NOT NULL,
  PRIMARY KEY(sheet, item, kind)) WITHOUT ROWID, STRICT;

-- The order of the line that a reason names: line numbers begin anew in each order of most systems.
ALTER TABLE reason ADD COLUMN order_no TEXT;

-- A catalogue that does not say what its products are (kind = '') says nothing: 药品 was written for it before, which the
-- compiled-in ones mean.
PRAGMA user_version = 13;
