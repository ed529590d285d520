-- jicai: the facts. Version 1 (PRAGMA user_version). Integers and text only.
--
-- Money and volume are integers of 1/10 000, days civil days since 1970-01-01. A fact never points at what it was
-- resolved to, only at how it was spelled (org, item, firm): who is the same institution or product is decided by
-- rules over the lists, catalogues and aliases of the day (rule book 2), so loading order never matters.
-- `sheet` and `row` lead every fact back to its bytes. `live` = 1 for the version of a line that counts.

CREATE TABLE import(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,                       -- Unix seconds; printed by `log` only, never in a report
  day INTEGER NOT NULL,                      -- civil day of import
  undone INTEGER NOT NULL DEFAULT 0,         -- 1 = undo, 2 = replaced by a later import
  replaces INTEGER                           -- import.id whose place it took
) STRICT;

CREATE TABLE file(
  id INTEGER PRIMARY KEY,
  import INTEGER NOT NULL REFERENCES import(id),
  path TEXT NOT NULL,                        -- below the given PATH
  format TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,                      -- 64 hex digits
  live INTEGER NOT NULL DEFAULT 1            -- 0 after undo
) STRICT;
CREATE INDEX file_sha ON file(sha256);

CREATE TABLE sheet(
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES file(id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,                        -- 'purchase' …; '' = no known header
  header_row INTEGER NOT NULL,               -- 0 = continued from the sheet before
  rows INTEGER NOT NULL,                     -- rows read = kept + rejected + skipped (kept holds the superseded too)
  kept INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  skipped INTEGER NOT NULL,                  -- blank, title, header, total, footer
  id_from INTEGER NOT NULL DEFAULT 0, id_to INTEGER NOT NULL DEFAULT -1, -- its rows in the table of its kind
  day_from INTEGER, day_to INTEGER,          -- span of the data's own days
  ledger_from INTEGER, ledger_to INTEGER     -- payment: first day of the first, last day of the last payment month
) STRICT;
CREATE INDEX sheet_file ON sheet(file);

-- What the import has to say about a place; sheet 17 and --errors show it.
CREATE TABLE issue(
  id INTEGER PRIMARY KEY,
  import INTEGER NOT NULL,
  file INTEGER, sheet INTEGER, row INTEGER NOT NULL DEFAULT 0,
  cell TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
  severity INTEGER NOT NULL,                 -- 0 note 1 warning 2 error
  code INTEGER NOT NULL,                     -- 203 = E203
  arg1 TEXT NOT NULL, arg2 TEXT NOT NULL,
  rejected INTEGER NOT NULL DEFAULT 0,       -- the row was refused
  org INTEGER, amount INTEGER, item INTEGER  -- of a refused purchase row, where they could be read (rule book 7.10, 8)
) STRICT;
CREATE INDEX issue_import ON issue(import);

-- ---- spellings ------------------------------------------------------------------------------------

-- An institution as a file writes it. inst = the institution it means, found by code, else by name, else by alias;
-- one that no list declares gets an institution of its own with declared = 0.
CREATE TABLE org(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL, name TEXT NOT NULL,    -- "" where the file has none
  name_key TEXT NOT NULL,
  inst INTEGER NOT NULL DEFAULT 0,           -- institution.id
  UNIQUE(code, name)
) STRICT;

-- A line of an institution list, as written.
CREATE TABLE listed(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1, ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  code TEXT NOT NULL, name TEXT NOT NULL, region TEXT NOT NULL, supply TEXT NOT NULL, community TEXT NOT NULL,
  lead TEXT NOT NULL, level TEXT NOT NULL, ownership TEXT NOT NULL, type TEXT NOT NULL, duty TEXT NOT NULL
) STRICT;
CREATE INDEX listed_ident ON listed(ident);

-- Who is who: made anew from `listed`, `org` and the aliases whenever one of them changes.
CREATE TABLE institution(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL,
  region TEXT NOT NULL DEFAULT '',           -- 地区 as reported
  supply TEXT NOT NULL DEFAULT '',           -- supply region as written, '' = from the code or region.supply
  community TEXT NOT NULL DEFAULT '', lead TEXT NOT NULL DEFAULT '',
  level TEXT NOT NULL DEFAULT '', ownership TEXT NOT NULL DEFAULT '', type TEXT NOT NULL DEFAULT '',
  duty TEXT NOT NULL DEFAULT '',             -- 必报 / 自愿
  declared INTEGER NOT NULL DEFAULT 0,       -- 1 = stands in an institution list
  sheet INTEGER, row INTEGER
) STRICT;
CREATE INDEX institution_code ON institution(code);
CREATE INDEX institution_name ON institution(name_key);

-- A distributor, supplier, seller or payer as written; the same after NFKC without blanks = the same key.
CREATE TABLE firm(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE, key TEXT NOT NULL
) STRICT;

-- A product as a file writes it; the keys are what rule book 2 compares. "" = the file has none.
CREATE TABLE item(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,                        -- national code; '' where destroyed
  platform TEXT NOT NULL,                    -- platform code
  generic TEXT NOT NULL, form TEXT NOT NULL, spec TEXT NOT NULL, pack TEXT NOT NULL, maker TEXT NOT NULL,
  unit TEXT NOT NULL,                        -- unit column of the quantity
  upp_text TEXT NOT NULL,                    -- explicit units-per-pack column as written
  generic_key TEXT NOT NULL, form_key TEXT NOT NULL,
  strength_key TEXT NOT NULL,                -- canonical strength, '' = unknown
  upp_column INTEGER,                        -- units per pack of the column (NULL = none)
  upp_spec INTEGER,                          -- derived from the text by the strict grammar (NULL = failed)
  upp_reason TEXT NOT NULL DEFAULT '',       -- why upp_spec failed
  min_unit TEXT NOT NULL,                    -- 片 粒 支 … smallest preparation unit
  maker_keys TEXT NOT NULL DEFAULT '',       -- holder first, then producers and repackers, joined by newline; '' = unknown maker
  maker_core TEXT NOT NULL DEFAULT '',       -- holder without legal suffix, for the probable match (rule book 2.3)
  code_key TEXT NOT NULL DEFAULT '',         -- medicine: characters 1-14 and 19-23; consumable: first 20 (rule book 2.1)
  in_units INTEGER NOT NULL DEFAULT 0,       -- 1 = quantities are in smallest units (rule book 1, Units)
  UNIQUE(code, platform, generic, form, spec, pack, maker, unit, upp_text)
) STRICT;

-- ---- facts ----------------------------------------------------------------------------------------

CREATE TABLE award(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1, ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  item INTEGER NOT NULL,
  round TEXT NOT NULL, round_name TEXT NOT NULL,
  group_no TEXT NOT NULL DEFAULT '', variety TEXT NOT NULL DEFAULT '',
  price INTEGER NOT NULL,                    -- per pack, 1/10 000 yuan
  unit_price INTEGER,                        -- per smallest unit as published
  regions TEXT NOT NULL,                     -- normalised names joined by 、; '' = everywhere
  role TEXT NOT NULL DEFAULT '主供',
  day_from INTEGER, day_to INTEGER,
  nominal INTEGER NOT NULL DEFAULT 0,        -- 1 = day_from is only nominal (rule book 2.6)
  kind TEXT NOT NULL DEFAULT '药品',
  builtin INTEGER NOT NULL DEFAULT 0         -- from the compiled-in catalogues
) STRICT;
CREATE INDEX award_ident ON award(ident);

CREATE TABLE agreement(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1, ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  org INTEGER NOT NULL, item INTEGER NOT NULL,
  round TEXT NOT NULL,                       -- code or name as written
  volume INTEGER NOT NULL,                   -- Q* as written, 1/10 000 of `unit`
  unit TEXT NOT NULL,                        -- 'min' smallest units, 'pack', 'either' (version 9), '' = by parameter agreement.unit; 万 already multiplied in
  day_from INTEGER NOT NULL, day_to INTEGER NOT NULL,
  demand INTEGER, price_before INTEGER, term INTEGER -- base volume, weighted price before (1/10 000), payment days
) STRICT;
CREATE INDEX agreement_ident ON agreement(ident);

CREATE TABLE purchase(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL,
  live INTEGER NOT NULL DEFAULT 1,           -- 0 = a newer state of the line stands elsewhere, or undone
  nth INTEGER NOT NULL,                      -- n-th occurrence of its key in its file
  state INTEGER NOT NULL,                    -- latest of the line's own days (JC_NO_DAY as NULL is stored 0)
  org INTEGER NOT NULL, item INTEGER NOT NULL,
  order_no TEXT, line_no TEXT, delivery_no TEXT, original TEXT, -- original = 原订单明细编号 of a return
  ordered INTEGER, shipped INTEGER, accepted INTEGER, returned INTEGER,
  price INTEGER, amount INTEGER,
  supplier INTEGER, invoices TEXT,           -- invoice numbers joined by ','
  day_order INTEGER, day_ship INTEGER, day_accept INTEGER,
  paid INTEGER, day_paid INTEGER,
  channel INTEGER,                           -- 1 网上 0 线下
  payer INTEGER,                             -- 0 医疗机构 1 医保经办
  void INTEGER NOT NULL DEFAULT 0,           -- 1 cancelled by the institution 作废 撤单 撤销 取消 · 2 缺货 拒绝 or by the distributor · 3 调拨 赠品 …: no purchase
  status TEXT, term INTEGER
) STRICT;

-- The few that no longer count, for sheet 18: no walk through all months.
CREATE INDEX purchase_dead ON purchase(sheet) WHERE live = 0;

-- Where the other versions of a line are. ident begins with what an order number begins with (its first eight digits, a
-- day in most systems), so that a new month is written at the end of this tree and an old one is left alone; the rest
-- is a hash. Rows that share it are compared column by column.
CREATE TABLE purchase_ident(ident INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY(ident, id)) WITHOUT ROWID, STRICT;

CREATE TABLE payment(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1,
  ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  org INTEGER,                               -- institution the money is for; NULL = not named
  day INTEGER NOT NULL, amount INTEGER NOT NULL,
  supplier INTEGER, invoices TEXT, order_no TEXT, line_no TEXT,
  payer INTEGER,                             -- 0 医疗机构 1 医保经办, NULL = not said
  serial TEXT, method TEXT, note TEXT
) STRICT;
CREATE INDEX payment_ident ON payment(ident);

CREATE TABLE invoice(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1, ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  no TEXT NOT NULL, seller INTEGER NOT NULL, buyer TEXT NOT NULL, day INTEGER NOT NULL, amount INTEGER NOT NULL,
  stage INTEGER, item INTEGER, quantity INTEGER
) STRICT;
CREATE INDEX invoice_ident ON invoice(ident);

CREATE TABLE reason(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1, ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  org INTEGER NOT NULL, code TEXT NOT NULL, invoices TEXT, line_no TEXT, item INTEGER, round TEXT, accepted_by TEXT, day INTEGER
) STRICT;
CREATE INDEX reason_ident ON reason(ident);

CREATE TABLE shortage(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1, ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  item INTEGER NOT NULL, day_from INTEGER NOT NULL, day_to INTEGER, org INTEGER, region TEXT, supplier INTEGER
) STRICT;
CREATE INDEX shortage_ident ON shortage(ident);

CREATE TABLE substitute(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1, ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  round TEXT NOT NULL, group_no TEXT NOT NULL, variety TEXT NOT NULL, generic TEXT NOT NULL, generic_key TEXT NOT NULL,
  form TEXT                                  -- key of the form as in item, NULL = any
) STRICT;
CREATE INDEX substitute_ident ON substitute(ident);

CREATE TABLE watch(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1, ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  list TEXT NOT NULL, generic_key TEXT NOT NULL, generic TEXT NOT NULL, code TEXT, limit_mom INTEGER, limit_yoy INTEGER -- percent × 10 000
) STRICT;
CREATE INDEX watch_ident ON watch(ident);

CREATE TABLE duty(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1, ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  org INTEGER NOT NULL, month INTEGER NOT NULL, required INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX duty_ident ON duty(ident);

CREATE TABLE assessment(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1, ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  org INTEGER NOT NULL, round TEXT NOT NULL, year TEXT NOT NULL, score INTEGER NOT NULL -- × 10 000
) STRICT;
CREATE INDEX assessment_ident ON assessment(ident);

CREATE TABLE fund(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1, ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  region TEXT NOT NULL, year TEXT NOT NULL, pay_ratio INTEGER NOT NULL, insured_share INTEGER NOT NULL -- × 10 000
) STRICT;
CREATE INDEX fund_ident ON fund(ident);

CREATE TABLE term(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1, ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  region TEXT NOT NULL, kind TEXT NOT NULL,  -- 集采 / 其他 / 药品 / 耗材; '' = all
  day_from INTEGER NOT NULL, rule TEXT NOT NULL, -- 'eom-next' or 'days N'
  payer INTEGER                              -- 1 = 医保经办 pays
) STRICT;
CREATE INDEX term_ident ON term(ident);

CREATE TABLE alias(
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL, row INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1, ident INTEGER NOT NULL, nth INTEGER NOT NULL,
  kind TEXT NOT NULL,                        -- '产品' '企业' '机构'
  spelling TEXT NOT NULL, spelling_key TEXT NOT NULL, meant TEXT NOT NULL, meant_key TEXT NOT NULL
) STRICT;
CREATE INDEX alias_ident ON alias(ident);

PRAGMA user_version = 1;
