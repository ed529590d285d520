-- Delivery, on-line purchase, two invoices (rule book 8-10): sums of the stream, as src/rules/supply.c leaves them. What
-- follows from them is made by src/sql/supply_rates.sql. Volumes in smallest units × 10 000, money in 1/10 000 yuan.

CREATE TEMP TABLE supplier(id INTEGER PRIMARY KEY, name TEXT NOT NULL);       -- distributors; 0 = not said, has no row
CREATE TEMP TABLE supply_product(id INTEGER PRIMARY KEY, name TEXT NOT NULL); -- the same product, however it is spelled

-- Distributor × month of the order (of dispatch or acceptance, where no order day is given).
CREATE TEMP TABLE ind_supply(
  supplier INTEGER NOT NULL, month INTEGER NOT NULL,              -- yyyymm
  lines INTEGER NOT NULL,
  value INTEGER NOT NULL,                                         -- 订购金额
  ordered INTEGER NOT NULL, shipped INTEGER NOT NULL,             -- of lines whose shipped quantity is known
  ordered_value INTEGER NOT NULL, shipped_value INTEGER NOT NULL, -- of those that have a price or amount
  sent INTEGER NOT NULL, accepted INTEGER NOT NULL,               -- shipped and what was accepted of it
  due INTEGER NOT NULL, in_time INTEGER NOT NULL                  -- lines to arrive by R, and in time
);
-- The volumes by product, with all distributors (supplier -1) and with each, where it was below supply.poor in three months
-- at least. Months with orders only.
CREATE TEMP TABLE supply_month(
  supplier INTEGER NOT NULL, product INTEGER NOT NULL, month INTEGER NOT NULL, ordered INTEGER NOT NULL, shipped INTEGER NOT NULL
);
-- Products short with a distributor, on record or by the state of an order.
CREATE TEMP TABLE supply_short(supplier INTEGER NOT NULL, product INTEGER NOT NULL, PRIMARY KEY(supplier, product)) WITHOUT ROWID;
-- What agreements take, of lines whose shipped quantity is known: by product of theirs and distributor; by agreement and
-- distributor where one is behind and was delivered less than supply.poor.
CREATE TEMP TABLE supply_part(product INTEGER NOT NULL, supplier INTEGER NOT NULL, ordered INTEGER NOT NULL, shipped INTEGER NOT NULL);
CREATE TEMP TABLE supply_share(agreement INTEGER NOT NULL, supplier INTEGER NOT NULL, ordered INTEGER NOT NULL, shipped INTEGER NOT NULL);
-- Lines of an agreement that could not be counted for want of data; those refused at import with their first place.
CREATE TEMP TABLE supply_lost(agreement INTEGER NOT NULL, lines INTEGER NOT NULL, evidence TEXT NOT NULL);

-- Institution: amounts accepted in the report less returns, by channel (medicines without decoction pieces; consumables);
-- medicine lines whose two invoices are in order, are not, cannot be checked.
CREATE TEMP TABLE ind_net(
  inst INTEGER PRIMARY KEY,
  drug_on INTEGER NOT NULL, drug_off INTEGER NOT NULL, drug_unknown INTEGER NOT NULL,
  goods_on INTEGER NOT NULL, goods_off INTEGER NOT NULL, goods_unknown INTEGER NOT NULL,
  chain_good INTEGER NOT NULL, chain_bad INTEGER NOT NULL, chain_none INTEGER NOT NULL,
  key TEXT NOT NULL
);
-- Lines whose invoices are not in order. state: 2 缺第一票 3 环节过多 4 票货不符
CREATE TEMP TABLE ind_chain(
  purchase INTEGER PRIMARY KEY, inst INTEGER NOT NULL, state INTEGER NOT NULL,
  first INTEGER, second INTEGER    -- invoice.id
);
