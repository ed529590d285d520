-- Results of one run: made from the facts for one cut-off day, dropped and rebuilt at any time, never stored.
-- Filled by the assessment (src/rules); read by rule SQL, sheet SQL and explain. Volumes are in smallest
-- preparation units × 10 000, money in 1/10 000 yuan, days civil days. A rate is never stored: rate(n, d) makes it.

CREATE VIRTUAL TABLE temp.run USING frame(
  as_of INTEGER NOT NULL,          -- R
  day_from INTEGER,                -- S, NULL without a period
  period TEXT NOT NULL,            -- '' or '2024-09' or '2024Q3'
  version TEXT NOT NULL,           -- program version
  fingerprint TEXT NOT NULL,       -- 12 hex digits
  notes TEXT NOT NULL
);
CREATE VIRTUAL TABLE temp.param USING frame(
  name TEXT PRIMARY KEY, value TEXT NOT NULL, fallback TEXT NOT NULL, origin TEXT NOT NULL, -- origin: 默认 / 配置文件 / 命令行
  title TEXT NOT NULL, source TEXT NOT NULL,
  scaled INTEGER                   -- value × 10 000, NULL if it is not a number
);

-- The rules that were run.
CREATE VIRTUAL TABLE temp.rule USING frame(
  id TEXT PRIMARY KEY, title_zh TEXT NOT NULL, title_en TEXT NOT NULL, severity INTEGER NOT NULL,
  direction TEXT NOT NULL, source TEXT NOT NULL, formula TEXT NOT NULL
);

-- Every institution of a list or of the facts, resolved.
CREATE VIRTUAL TABLE temp.inst USING frame(
  id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, region TEXT NOT NULL, supply TEXT NOT NULL,
  community TEXT NOT NULL, lead TEXT NOT NULL, level TEXT NOT NULL, ownership TEXT NOT NULL, type TEXT NOT NULL,
  duty TEXT NOT NULL, declared INTEGER NOT NULL
);

-- A group (品种) of a round, and a winner's product in it: (round, group, generic, strength, maker).
CREATE VIRTUAL TABLE temp.grp USING frame(
  id INTEGER PRIMARY KEY, round TEXT NOT NULL, round_name TEXT NOT NULL, group_no TEXT NOT NULL,
  variety TEXT NOT NULL            -- the generic names joined by 、
);
CREATE VIRTUAL TABLE temp.product USING frame(
  id INTEGER PRIMARY KEY, grp INTEGER NOT NULL, round TEXT NOT NULL, generic TEXT NOT NULL, strength TEXT NOT NULL,
  maker TEXT NOT NULL, min_unit TEXT NOT NULL
);

-- Every live agreement that the report covers, and those not begun.
CREATE VIRTUAL TABLE temp.ind_agreement USING frame(
  id INTEGER PRIMARY KEY,          -- agreement.id
  inst INTEGER NOT NULL, product INTEGER NOT NULL, grp INTEGER NOT NULL, round TEXT NOT NULL,
  day_from INTEGER NOT NULL, day_to INTEGER NOT NULL,
  begun INTEGER NOT NULL,          -- 0 = 未开始
  ended INTEGER NOT NULL,          -- 1 = 已到期 within the period
  elapsed INTEGER NOT NULL, days INTEGER NOT NULL,
  agreed INTEGER NOT NULL,         -- Q*
  counted INTEGER NOT NULL,        -- q
  counted_other INTEGER NOT NULL,  -- part of q in another strength of the product
  demand INTEGER,                  -- base
  price INTEGER, price_units INTEGER, -- award price of so many units (p = price / price_units): those of a pack; NULL = none
  due_value INTEGER,               -- Q*·p rounded once, NULL without p
  done_value INTEGER,              -- min(max(q,0),Q*)·p
  share_value INTEGER,             -- share·Q*·p, one priced term
  reached INTEGER,                 -- the day on which q first reached Q*, NULL if not
  ordered INTEGER NOT NULL, shipped INTEGER NOT NULL, -- smallest units, lines of this agreement (rule 8)
  lines INTEGER NOT NULL,
  short_days INTEGER NOT NULL,     -- days of shortage of it on record within its elapsed days
  short_evidence TEXT NOT NULL,    -- file › sheet › row of the shortage, ''
  reason TEXT NOT NULL,            -- accepted reasons for volume not bought, then 机构填报：…, joined by ；
  key TEXT NOT NULL,               -- 依据号
  status TEXT NOT NULL,            -- rule book 4.5, and 未开始 无约定量, which are in no count
  word TEXT NOT NULL,              -- 达标 临近 滞后 严重滞后; '' where the status is in no count
  place INTEGER NOT NULL,          -- in the order of sheet 5: institution, round, product, start
  base_value INTEGER,              -- base × price before the round, of all its rows
  no_demand INTEGER NOT NULL, no_before INTEGER NOT NULL, -- 1 = a row of it lacks that
  pack_units INTEGER               -- units per pack of the award
);
-- Those at 零采购 or 低于序时, the furthest behind (by the exact gap) first.
CREATE VIRTUAL TABLE temp.ind_behind USING frame(place INTEGER PRIMARY KEY, agreement INTEGER NOT NULL);

-- Their sums: institution × round, apart for each time share, and for those that count (Q* > 0) and those that do not.
-- Begun only. Values are of those with a price, NULL where none has one.
CREATE VIRTUAL TABLE temp.ind_round USING frame(
  inst INTEGER NOT NULL, round TEXT NOT NULL, elapsed INTEGER NOT NULL, days INTEGER NOT NULL, counts INTEGER NOT NULL,
  day_from INTEGER NOT NULL, day_to INTEGER NOT NULL, -- the first and the last day of them
  n INTEGER NOT NULL, none INTEGER NOT NULL, behind INTEGER NOT NULL, normal INTEGER NOT NULL, above INTEGER NOT NULL,
  severe INTEGER NOT NULL,         -- 严重滞后
  behind_over INTEGER NOT NULL,    -- 零采购 or 低于序时, and 非中选超量 in its group
  due_value INTEGER, done_value INTEGER, share_value INTEGER
);

-- The same by the year in which they began (rule book 11, 12). Values are NULL where no agreement has one.
CREATE VIRTUAL TABLE temp.ind_yearly USING frame(
  inst INTEGER NOT NULL, round TEXT NOT NULL, year INTEGER NOT NULL, day_to INTEGER NOT NULL, -- the last day of them
  products INTEGER NOT NULL,       -- with Q* > 0
  unfinished INTEGER NOT NULL,     -- of them below Q*
  base_value INTEGER, due_value INTEGER, -- Σ base × price before, Σ Q* × award price
  no_demand INTEGER NOT NULL, no_before INTEGER NOT NULL, no_price INTEGER NOT NULL, -- agreements without it
  open_products INTEGER NOT NULL,  -- different products (generic name and strength) below Q*
  open_names TEXT NOT NULL         -- the first five of them in order, char(31) between
);

-- A product over its agreements with Q* > 0 (rule book 4.8); institutions, and those of them with one at 零采购 or 低于序时.
CREATE VIRTUAL TABLE temp.ind_product USING frame(
  product INTEGER PRIMARY KEY, agreed INTEGER NOT NULL, counted INTEGER NOT NULL, insts INTEGER NOT NULL, none INTEGER NOT NULL,
  behind INTEGER NOT NULL
);
-- Its time share is the sum of part / days, over the sum of Q*.
CREATE VIRTUAL TABLE temp.ind_product_days USING frame(product INTEGER NOT NULL, days INTEGER NOT NULL, part INTEGER NOT NULL);

-- Institution × group of its covered agreements: selected, not selected, substitutes (rule book 5).
CREATE VIRTUAL TABLE temp.ind_group USING frame(
  inst INTEGER NOT NULL, grp INTEGER NOT NULL,
  s INTEGER NOT NULL, n INTEGER NOT NULL, t INTEGER NOT NULL,           -- volumes, net
  s_amount INTEGER NOT NULL, n_amount INTEGER NOT NULL, t_amount INTEGER NOT NULL,
  exempt INTEGER NOT NULL,         -- volume left out of n for a shortage
  n_products INTEGER NOT NULL,     -- distinct not-selected products bought here (net > 0)
  t_products INTEGER NOT NULL,
  over_volume INTEGER NOT NULL, over_amount INTEGER NOT NULL,           -- 非中选超量 / 超额 (0/1)
  shift INTEGER NOT NULL,          -- 转移提示 (0/1)
  key TEXT NOT NULL,
  PRIMARY KEY(inst, grp)
);
-- Distinct not-selected (cls 'n') and substitute ('t') products bought, per institution and group.
CREATE VIRTUAL TABLE temp.ind_class_product USING frame(
  inst INTEGER NOT NULL, grp INTEGER NOT NULL, cls TEXT NOT NULL,
  product INTEGER NOT NULL,        -- class_label.product: the same for the same generic, strength, pack and maker
  volume INTEGER NOT NULL
);
-- The same by institution and round (rule book 15): groups over the limit; products bought, here and by anybody.
CREATE VIRTUAL TABLE temp.ind_round_class USING frame(
  inst INTEGER NOT NULL, round TEXT NOT NULL, over_volume INTEGER NOT NULL, over_amount INTEGER NOT NULL,
  n_here INTEGER NOT NULL, n_anywhere INTEGER NOT NULL, t_here INTEGER NOT NULL, t_anywhere INTEGER NOT NULL,
  PRIMARY KEY(inst, round)
);
CREATE VIRTUAL TABLE temp.class_label USING frame(product INTEGER PRIMARY KEY, name TEXT NOT NULL);

-- Price findings (rule book 6.1, 6.2).
CREATE VIRTUAL TABLE temp.ind_price USING frame(
  purchase INTEGER PRIMARY KEY,    -- purchase.id
  inst INTEGER NOT NULL, award INTEGER NOT NULL, -- award.id
  units INTEGER NOT NULL,          -- units per pack of the line
  price INTEGER NOT NULL,          -- per pack, or per smallest unit where the line counts those
  expected INTEGER NOT NULL,       -- the award price alike, rounded: to be shown
  per INTEGER NOT NULL, base INTEGER NOT NULL, -- exactly: base for `per` of them
  packs INTEGER NOT NULL,          -- accepted less returned packs × 10 000
  over INTEGER,                    -- 多付金额, NULL for a hint
  product INTEGER NOT NULL,        -- of the award
  mode TEXT NOT NULL,              -- '同包装' / '按差比价折算'
  key TEXT NOT NULL
);
-- Same product, same month, different prices between institutions (6.3).
CREATE VIRTUAL TABLE temp.ind_spread USING frame(
  product INTEGER NOT NULL, month INTEGER NOT NULL, units INTEGER NOT NULL, -- month = yyyymm, units per pack
  low INTEGER NOT NULL, high INTEGER NOT NULL, insts INTEGER NOT NULL,
  PRIMARY KEY(product, month, units)
);

-- Institution × payer type: payment timeliness (rule book 7.5–7.10). What rests on payments is NULL where none is known of
-- anybody: neither in a ledger nor in the lines.
CREATE VIRTUAL TABLE temp.ind_pay USING frame(
  inst INTEGER NOT NULL, payer INTEGER NOT NULL, -- 0 医疗机构 1 医保经办
  lines INTEGER NOT NULL,          -- receipts in the report's scope and period; 0 = 未报
  matured_n INTEGER NOT NULL, matured INTEGER NOT NULL,                 -- D <= R, and S <= D
  in_time INTEGER, in_time_n INTEGER,
  late_paid INTEGER,
  matured_paid INTEGER, paid_days INTEGER, -- Σ paid with a day, Σ paid × (P − A), matured receipts
  matured_reason INTEGER,          -- overdue rest with accepted reason, matured receipts
  net INTEGER NOT NULL, matched INTEGER,   -- all receipts up to R
  overdue INTEGER, overdue_reason INTEGER, -- unpaid rest with D <= R; of it with accepted reason
  longest INTEGER,                 -- max(R − D), NULL if nothing is overdue
  kept INTEGER NOT NULL, rejected INTEGER NOT NULL, -- amounts of the institution, all payers: accepted, refused at import
  key TEXT NOT NULL,
  PRIMARY KEY(inst, payer)
);
-- Receipts with an unpaid rest: overdue (D <= R; none where no payment is known of anybody) or due within 30 days.
CREATE VIRTUAL TABLE temp.ind_receipt USING frame(
  purchase INTEGER PRIMARY KEY, inst INTEGER NOT NULL, payer INTEGER NOT NULL, supplier TEXT NOT NULL,
  day_accept INTEGER NOT NULL, day_due INTEGER NOT NULL, rule TEXT NOT NULL, -- 'eom-next' 'days 30' …, as shown
  net INTEGER NOT NULL, paid INTEGER NOT NULL, unpaid INTEGER NOT NULL,
  overdue INTEGER NOT NULL,        -- R − D, negative = still to come
  reason TEXT NOT NULL,            -- accepted reason or ''
  key TEXT NOT NULL,
  place INTEGER NOT NULL           -- by due day, institution, place in the files
);
-- Payments (or parts) that met no receipt: 预付/多付.
CREATE VIRTUAL TABLE temp.ind_left USING frame(
  payment INTEGER NOT NULL, purchase INTEGER NOT NULL, -- one of them 0
  inst INTEGER, payer INTEGER, amount INTEGER NOT NULL, code INTEGER NOT NULL, key TEXT NOT NULL -- code = message number: why
);

-- Whatever was listed and not counted, or counted with a doubt: code = message number (Ennn).
-- One row per (code, inst, item) with the number of lines, their amount and the first line.
CREATE VIRTUAL TABLE temp.ind_note USING frame(
  code INTEGER NOT NULL, inst INTEGER, item INTEGER, purchase INTEGER, payment INTEGER, -- first of them
  lines INTEGER NOT NULL, amount INTEGER NOT NULL, value TEXT NOT NULL, detail TEXT NOT NULL,
  agreement INTEGER, more TEXT NOT NULL                -- agreement.id of the first in file order
);
-- Identity checks of sheet 18: two sides that must be equal; a Chinese title that ends in （元） is of money (1/10 000 yuan).
CREATE VIRTUAL TABLE temp.ind_check USING frame(
  seq INTEGER PRIMARY KEY, title_zh TEXT NOT NULL, title_en TEXT NOT NULL, lhs INTEGER NOT NULL, rhs INTEGER NOT NULL,
  lhs_parts TEXT NOT NULL, rhs_parts TEXT NOT NULL  -- "a+b+c" of integers, for the live formula
);

-- The figure by which the rows of earlier issues were ranked, for the small lines of the published page; empty where no
-- earlier issue is known.
CREATE VIRTUAL TABLE temp.history USING frame(
  kind TEXT NOT NULL,              -- 'payment' in time by amount (sheet 9), 'fulfilment' share on schedule (sheet 2)
  key TEXT NOT NULL,               -- 依据号 of the row
  period TEXT NOT NULL,            -- '2024-09' or '2024Q3', in the order of time
  rate TEXT,                       -- 'n/d', NULL = none
  PRIMARY KEY(kind, key, period)
);

-- The rank that a row had in the period before (sheets whose front matter has `follow`); empty where none is known.
CREATE VIRTUAL TABLE temp.previous USING frame(
  kind TEXT NOT NULL,              -- as in history
  key TEXT NOT NULL,               -- 依据号
  place INTEGER NOT NULL,
  PRIMARY KEY(kind, key)
);

CREATE TEMP TABLE period_before(
  period TEXT NOT NULL,
  revision INTEGER                 -- of the issue that these ranks were published in, NULL = worked out anew
);

-- Filled for one KEY only, by explain.
CREATE TEMP TABLE trace(
  seq INTEGER PRIMARY KEY, purchase INTEGER, payment INTEGER, -- or another fact:
  fact TEXT NOT NULL, fact_id INTEGER,   -- 'agreement' 'award' 'shortage' 'reason' …
  counted INTEGER NOT NULL,        -- 1 counted, 0 left out
  amount INTEGER, unit TEXT NOT NULL, -- what it adds, and of what: 'volume' 'money' 'days' ''
  why TEXT NOT NULL                -- in words
);

-- An institution with agreements, and one that bought without any and is called like it (sql/twins.sql): place = 1, 2, … of
-- those that are nearest to `other`, equals = how many there are.
CREATE TEMP TABLE inst_twin(
  inst INTEGER NOT NULL, name TEXT NOT NULL, other INTEGER NOT NULL, other_name TEXT NOT NULL, place INTEGER NOT NULL, equals INTEGER NOT NULL
);

CREATE TEMP TABLE asked(agreement INTEGER PRIMARY KEY); -- the agreements that the KEY stands for

-- Findings of the rules (rules/*.sql): all of them, or (struct jc_assess) the worst of each. What they say may stand there in
-- both languages: words_in(item, :lang) shows it.
CREATE TEMP TABLE finding(
  rule TEXT NOT NULL, severity INTEGER NOT NULL, subject TEXT NOT NULL, item TEXT NOT NULL,
  expected TEXT NOT NULL, actual TEXT NOT NULL, impact INTEGER, evidence TEXT NOT NULL
);
CREATE INDEX temp.finding_rule ON finding(rule);
-- How many a rule found, the largest impact, and of how many institutions (by name) it speaks; rules that found something.
CREATE VIRTUAL TABLE temp.found USING frame(
  rule TEXT PRIMARY KEY, severity INTEGER NOT NULL, n INTEGER NOT NULL, impact INTEGER, insts INTEGER NOT NULL
);
