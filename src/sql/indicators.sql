-- Results of one run: made from the facts for one cut-off day, dropped and rebuilt at any time, never stored.
-- Filled by the assessment (src/rules); read by rule SQL, sheet SQL and explain. Volumes are in smallest
-- preparation units × 10 000, money in 1/10 000 yuan, days civil days. A rate is never stored: rate(n, d) makes it.

CREATE TEMP TABLE run(
  as_of INTEGER NOT NULL,          -- R
  day_from INTEGER,                -- S, NULL without a period
  period TEXT NOT NULL,            -- '' or '2024-09' or '2024Q3'
  version TEXT NOT NULL,           -- program version
  fingerprint TEXT NOT NULL,       -- 12 hex digits
  notes TEXT NOT NULL DEFAULT ''
);
CREATE TEMP TABLE param(
  name TEXT PRIMARY KEY, value TEXT NOT NULL, fallback TEXT NOT NULL, origin TEXT NOT NULL, -- origin: 默认 / 配置文件 / 命令行
  title TEXT NOT NULL, source TEXT NOT NULL,
  scaled INTEGER                   -- value × 10 000, NULL if it is not a number
) WITHOUT ROWID;

-- The rules that were run.
CREATE TEMP TABLE rule(
  id TEXT PRIMARY KEY, title_zh TEXT NOT NULL, title_en TEXT NOT NULL, severity INTEGER NOT NULL,
  direction TEXT NOT NULL, source TEXT NOT NULL, formula TEXT NOT NULL
) WITHOUT ROWID;

-- Every institution of a list or of the facts, resolved.
CREATE TEMP TABLE inst(
  id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, region TEXT NOT NULL, supply TEXT NOT NULL,
  community TEXT NOT NULL, lead TEXT NOT NULL, level TEXT NOT NULL, ownership TEXT NOT NULL, type TEXT NOT NULL,
  duty TEXT NOT NULL, declared INTEGER NOT NULL
);

-- A group (品种) of a round, and a winner's product in it: (round, group, generic, strength, maker).
CREATE TEMP TABLE grp(
  id INTEGER PRIMARY KEY, round TEXT NOT NULL, round_name TEXT NOT NULL, group_no TEXT NOT NULL,
  variety TEXT NOT NULL            -- the generic names joined by 、
);
CREATE TEMP TABLE product(
  id INTEGER PRIMARY KEY, grp INTEGER NOT NULL, round TEXT NOT NULL, generic TEXT NOT NULL, strength TEXT NOT NULL,
  maker TEXT NOT NULL, min_unit TEXT NOT NULL
);

-- Every live agreement that the report covers, and those not begun.
CREATE TEMP TABLE ind_agreement(
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
  price INTEGER, price_units INTEGER, -- award pack price and its units per pack (p = price / price_units); NULL = none
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
  -- Rule book 4.5, and the two states that are in no count. Kept, since nearly every sheet and rule asks for it.
  status TEXT NOT NULL AS (CASE
    WHEN NOT begun THEN '未开始' WHEN agreed = 0 THEN '无约定量' WHEN counted <= 0 THEN '零采购'
    WHEN counted > agreed THEN '超量' WHEN rate_cmp(counted, agreed, elapsed, days) < 0 THEN '低于序时'
    ELSE '正常' END) STORED
);

-- Institution × group of its covered agreements: selected, not selected, substitutes (rule book 5).
CREATE TEMP TABLE ind_group(
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
) WITHOUT ROWID;
-- Distinct not-selected (cls 'n') and substitute ('t') products bought, per institution and group.
CREATE TEMP TABLE ind_class_product(
  inst INTEGER NOT NULL, grp INTEGER NOT NULL, cls TEXT NOT NULL,
  product INTEGER NOT NULL,        -- class_label.product: the same for the same generic, strength, pack and maker
  volume INTEGER NOT NULL
);
CREATE TEMP TABLE class_label(product INTEGER PRIMARY KEY, name TEXT NOT NULL);

-- Price findings (rule book 6.1, 6.2).
CREATE TEMP TABLE ind_price(
  purchase INTEGER PRIMARY KEY,    -- purchase.id
  inst INTEGER NOT NULL, award INTEGER NOT NULL, -- award.id
  units INTEGER NOT NULL,          -- units per pack of the line
  price INTEGER NOT NULL,          -- per pack, or per smallest unit where the line counts those
  expected INTEGER NOT NULL,       -- the award price alike, rounded: to be shown
  per INTEGER NOT NULL, base INTEGER NOT NULL, -- exactly: base for `per` of them
  packs INTEGER NOT NULL,          -- accepted less returned packs × 10 000
  over INTEGER,                    -- 多付金额, NULL for a hint
  mode TEXT NOT NULL,              -- '同包装' / '按差比价折算'
  key TEXT NOT NULL
);
-- Same product, same month, different prices between institutions (6.3).
CREATE TEMP TABLE ind_spread(
  product INTEGER NOT NULL, month INTEGER NOT NULL, units INTEGER NOT NULL, -- month = yyyymm, units per pack
  low INTEGER NOT NULL, high INTEGER NOT NULL, insts INTEGER NOT NULL,
  PRIMARY KEY(product, month, units)
) WITHOUT ROWID;

-- Institution × payer type: payment timeliness (rule book 7.5–7.10).
CREATE TEMP TABLE ind_pay(
  inst INTEGER NOT NULL, payer INTEGER NOT NULL, -- 0 医疗机构 1 医保经办
  lines INTEGER NOT NULL,          -- receipts in the report's scope and period; 0 = 未报
  matured_n INTEGER NOT NULL, matured INTEGER NOT NULL,                 -- D <= R, and S <= D
  in_time INTEGER NOT NULL, in_time_n INTEGER NOT NULL,
  late_paid INTEGER NOT NULL,
  matured_paid INTEGER NOT NULL, paid_days INTEGER NOT NULL,            -- Σ paid with a day, Σ paid × (P − A), matured receipts
  matured_reason INTEGER NOT NULL, -- overdue rest with accepted reason, matured receipts
  net INTEGER NOT NULL, matched INTEGER NOT NULL,                       -- all receipts up to R
  overdue INTEGER NOT NULL, overdue_reason INTEGER NOT NULL,            -- unpaid rest with D <= R; of it with accepted reason
  longest INTEGER,                 -- max(R − D), NULL if nothing is overdue
  kept INTEGER NOT NULL, rejected INTEGER NOT NULL, -- amounts of the institution, all payers: accepted, refused at import
  key TEXT NOT NULL,
  PRIMARY KEY(inst, payer)
) WITHOUT ROWID;
-- Receipts with an unpaid rest: overdue (D <= R) or due within 30 days.
CREATE TEMP TABLE ind_receipt(
  purchase INTEGER PRIMARY KEY, inst INTEGER NOT NULL, payer INTEGER NOT NULL, supplier TEXT NOT NULL,
  day_accept INTEGER NOT NULL, day_due INTEGER NOT NULL, rule TEXT NOT NULL, -- 'eom-next' 'days 30' …, as shown
  net INTEGER NOT NULL, paid INTEGER NOT NULL, unpaid INTEGER NOT NULL,
  overdue INTEGER NOT NULL,        -- R − D, negative = still to come
  reason TEXT NOT NULL,            -- accepted reason or ''
  key TEXT NOT NULL
);
-- Payments (or parts) that met no receipt: 预付/多付.
CREATE TEMP TABLE ind_left(
  payment INTEGER NOT NULL, purchase INTEGER NOT NULL, -- one of them 0
  inst INTEGER, payer INTEGER, amount INTEGER NOT NULL, why TEXT NOT NULL, key TEXT NOT NULL
);

-- Whatever was listed and not counted, or counted with a doubt: code = message number (Ennn).
-- One row per (code, inst, item) with the number of lines, their amount and the first line.
CREATE TEMP TABLE ind_note(
  code INTEGER NOT NULL, inst INTEGER, item INTEGER, purchase INTEGER, payment INTEGER, -- first of them
  lines INTEGER NOT NULL, amount INTEGER NOT NULL, value TEXT NOT NULL, detail TEXT NOT NULL
);
-- Identity checks of sheet 18: two sides that must be equal; a Chinese title that ends in （元） is of money (1/10 000 yuan).
CREATE TEMP TABLE ind_check(
  seq INTEGER PRIMARY KEY, title_zh TEXT NOT NULL, title_en TEXT NOT NULL, lhs INTEGER NOT NULL, rhs INTEGER NOT NULL,
  lhs_parts TEXT NOT NULL, rhs_parts TEXT NOT NULL  -- "a+b+c" of integers, for the live formula
);

-- The figure by which the rows of earlier issues were ranked, for the small lines of the published page; empty where no
-- earlier issue is known.
CREATE TEMP TABLE history(
  kind TEXT NOT NULL,              -- 'payment' in time by amount (sheet 9), 'fulfilment' share on schedule (sheet 2)
  key TEXT NOT NULL,               -- 依据号 of the row
  period TEXT NOT NULL,            -- '2024-09' or '2024Q3', in the order of time
  rate TEXT,                       -- 'n/d', NULL = none
  PRIMARY KEY(kind, key, period)
) WITHOUT ROWID;

-- The rank that a row had in the period before (sheets whose front matter has `follow`); empty where none is known.
CREATE TEMP TABLE previous(
  kind TEXT NOT NULL,              -- as in history
  key TEXT NOT NULL,               -- 依据号
  place INTEGER NOT NULL,
  PRIMARY KEY(kind, key)
) WITHOUT ROWID;

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

CREATE TEMP TABLE asked(agreement INTEGER PRIMARY KEY); -- the agreements that the KEY stands for

-- Findings of the rules (rules/*.sql): worst first by (severity, impact).
CREATE TEMP TABLE finding(
  rule TEXT NOT NULL, severity INTEGER NOT NULL, subject TEXT NOT NULL, item TEXT NOT NULL,
  expected TEXT NOT NULL, actual TEXT NOT NULL, impact INTEGER, evidence TEXT NOT NULL
);
