-- Delivery, on-line purchase, two invoices (rule book 8-10): sums of the stream, as src/rules/supply.c leaves them. What
-- follows from them is made by src/sql/supply_rates.sql. Volumes in smallest units × 10 000, money in 1/10 000 yuan.

CREATE VIRTUAL TABLE temp.supplier USING frame(id INTEGER PRIMARY KEY, name TEXT NOT NULL);       -- distributors; 0 = not said, has no row
CREATE VIRTUAL TABLE temp.supply_product USING frame(id INTEGER PRIMARY KEY, name TEXT NOT NULL); -- the same product, however it is spelled

-- Distributor × month of the order (of dispatch or acceptance, where no order day is given).
CREATE VIRTUAL TABLE temp.ind_supply USING frame(
  supplier INTEGER NOT NULL, month INTEGER NOT NULL,              -- yyyymm
  lines INTEGER NOT NULL,
  value INTEGER NOT NULL,                                         -- 订购金额
  ordered INTEGER NOT NULL, shipped INTEGER NOT NULL,             -- of lines whose shipped quantity is known
  ordered_value INTEGER NOT NULL, shipped_value INTEGER NOT NULL, -- of those that have a price or amount
  sent INTEGER NOT NULL, accepted INTEGER NOT NULL,               -- shipped and what was accepted of it
  due INTEGER NOT NULL, in_time INTEGER NOT NULL                  -- lines to arrive by R, and in time
);
-- Three months in a row below supply.poor, each against the one and the two before it (a month without orders is skipped):
-- a product by volume with one distributor and with all (supplier -1), a distributor by amount (product -1).
CREATE VIRTUAL TABLE temp.supply_low USING frame(
  supplier INTEGER NOT NULL, product INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, -- yyyymm
  ordered3 INTEGER NOT NULL, shipped3 INTEGER NOT NULL
);
-- Products short with a distributor, on record or by the state of an order.
CREATE VIRTUAL TABLE temp.supply_short USING frame(supplier INTEGER NOT NULL, product INTEGER NOT NULL, PRIMARY KEY(supplier, product));
-- What agreements take, of lines whose shipped quantity is known: by product of theirs and distributor; by agreement and
-- distributor where one is behind and was delivered less than supply.poor.
CREATE VIRTUAL TABLE temp.supply_part USING frame(product INTEGER NOT NULL, supplier INTEGER NOT NULL, ordered INTEGER NOT NULL, shipped INTEGER NOT NULL);
CREATE VIRTUAL TABLE temp.supply_share USING frame(agreement INTEGER NOT NULL, supplier INTEGER NOT NULL, ordered INTEGER NOT NULL, shipped INTEGER NOT NULL);
-- Delivery rate of a product over its agreements (sheet 4), and whether none of its distributors reaches supply.poor.
CREATE VIRTUAL TABLE temp.supply_rate USING frame(product INTEGER PRIMARY KEY, ordered INTEGER NOT NULL, shipped INTEGER NOT NULL,
  all_low INTEGER NOT NULL);
-- Who answers for an agreement at 零采购 or 低于序时; several may hold.
--   firm     企业: shortage on record, or every distributor of the product is below the line, and so was this agreement
--   dealer   配送: ordered in time, delivered less than the line, no shortage by the maker
--   hospital 医院: ordered less than the time share, with all that may be its (few), or 非中选超量
--   data     数据: lines of it were refused, could not be counted, or may be its
CREATE VIRTUAL TABLE temp.supply_cause USING frame(
  agreement INTEGER PRIMARY KEY, inst INTEGER NOT NULL, firm INTEGER NOT NULL, dealer INTEGER NOT NULL,
  hospital INTEGER NOT NULL, data INTEGER NOT NULL,
  poor INTEGER NOT NULL,           -- 1 = delivered less than the line
  few INTEGER NOT NULL,            -- 1 = ordered less than the time share: nothing that is missing can make it up
  who TEXT NOT NULL                -- the four in words
);
-- Lines of an agreement that could not be counted for want of data; those refused at import with their first place; those of
-- which nobody can tell whether they are its, with the first of them.
CREATE VIRTUAL TABLE temp.supply_lost USING frame(agreement INTEGER NOT NULL, lines INTEGER NOT NULL, perhaps INTEGER, -- purchase.id
  evidence TEXT NOT NULL);

-- Institution: amounts accepted in the report less returns, by channel (medicines without decoction pieces; consumables);
-- medicine lines whose two invoices are in order, are not, cannot be checked.
CREATE VIRTUAL TABLE temp.ind_net USING frame(
  inst INTEGER PRIMARY KEY,
  drug_on INTEGER NOT NULL, drug_off INTEGER NOT NULL, drug_unknown INTEGER NOT NULL,
  goods_on INTEGER NOT NULL, goods_off INTEGER NOT NULL, goods_unknown INTEGER NOT NULL,
  chain_good INTEGER NOT NULL, chain_bad INTEGER NOT NULL, chain_none INTEGER NOT NULL,
  key TEXT NOT NULL
);
-- Lines whose invoices are not in order. state: 2 缺第一票 3 环节过多 4 票货不符
CREATE VIRTUAL TABLE temp.ind_chain USING frame(
  purchase INTEGER PRIMARY KEY, inst INTEGER NOT NULL, state INTEGER NOT NULL,
  first INTEGER, second INTEGER    -- invoice.id
);
