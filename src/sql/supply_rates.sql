-- Rates of delivery, and who answers for an agreement that is behind (rule book 8), from the sums
-- of src/sql/supply.sql. Run once, when all of them are written.

-- What is asked again and again.
CREATE VIRTUAL TABLE temp.supply_terms USING frame(as_of INTEGER, since INTEGER, before INTEGER, good INTEGER,
  poor INTEGER);
INSERT INTO supply_terms
SELECT as_of, coalesce(day_month(day_from), 0) AS since, day_month(as_of + 1) AS before, -- full months are before this one
  (SELECT scaled FROM param WHERE name = 'supply.good') AS good,
  (SELECT scaled FROM param WHERE name = 'supply.poor') AS poor
FROM run;

-- A distributor over the report: sheet 12.
CREATE VIRTUAL TABLE temp.ind_supplier USING frame(supplier INTEGER, lines INTEGER, value INTEGER, ordered INTEGER,
  shipped INTEGER, ordered_value INTEGER, shipped_value INTEGER, sent INTEGER, accepted INTEGER, due INTEGER,
  in_time INTEGER, name TEXT, short INTEGER, low INTEGER, word TEXT, key TEXT);
INSERT INTO ind_supplier
WITH s AS (
  SELECT supplier, sum(lines) AS lines, sum(value) AS value, sum(ordered) AS ordered, sum(shipped) AS shipped,
    sum(ordered_value) AS ordered_value, sum(shipped_value) AS shipped_value, sum(sent) AS sent, sum(accepted) AS accepted,
    sum(due) AS due, sum(in_time) AS in_time
  FROM ind_supply JOIN supply_terms AS t WHERE month >= t.since GROUP BY supplier),
short AS (SELECT supplier, count(*) AS n FROM supply_short GROUP BY supplier),
low AS (SELECT supplier, count(DISTINCT product) AS n FROM supply_low WHERE product >= 0 GROUP BY supplier)
SELECT s.*, coalesce(f.name, '') AS name, coalesce(short.n, 0) AS short, coalesce(low.n, 0) AS low,
  CASE WHEN s.ordered_value = 0 THEN ''
       WHEN rate_cmp(s.shipped_value, s.ordered_value, t.good, 10000) >= 0 THEN '正常'
       WHEN rate_cmp(s.shipped_value, s.ordered_value, t.poor, 10000) >= 0 THEN '一般'
       ELSE '较差' END AS word,
  'sup:' || key_part(coalesce(f.name, '')) AS key
FROM s JOIN supply_terms AS t LEFT JOIN supplier AS f ON f.id = s.supplier
LEFT JOIN short ON short.supplier = s.supplier LEFT JOIN low ON low.supplier = s.supplier;

-- Lines of agreements lost for want of data.
CREATE VIRTUAL TABLE temp.supply_gone USING frame(agreement INTEGER PRIMARY KEY, evidence TEXT NOT NULL);
INSERT INTO supply_gone
SELECT agreement, concat_ws(words('；', '; '),
  words(nullif(sum(lines) FILTER (WHERE perhaps IS NULL), 0) || ' 行因数据问题未计入', 'lines left out for want of data: '
      || sum(lines) FILTER (WHERE perhaps IS NULL))
    || coalesce(words('（如 ' || nullif(max(evidence), '') || '）', ' (such as ' || max(evidence) || ')'), ''),
  words(sum(lines) FILTER (WHERE perhaps IS NOT NULL) || ' 行分不清是不是它的', 'lines that may be its: '
      || sum(lines) FILTER (WHERE perhaps IS NOT NULL))
    || words('（如 ' || max(place) || '）', ' (such as ' || max(place) || ')'))
FROM (SELECT l.*, f.path || iif(s.name = '', '', ' › ' || s.name) || ' › ' || p.row AS place
  FROM supply_lost AS l LEFT JOIN purchase AS p ON p.id = l.perhaps LEFT JOIN sheet AS s ON s.id = p.sheet
  LEFT JOIN file AS f ON f.id = s.file)
GROUP BY agreement;

-- Who answers (supply_cause.who) in words(zh, en).
CREATE VIRTUAL TABLE temp.cause_words USING frame(who TEXT PRIMARY KEY, said TEXT NOT NULL);
INSERT INTO cause_words
SELECT who, words(who, concat_ws(', ', iif(firm, 'maker', NULL), iif(dealer, 'distributor', NULL), iif(hospital, 'hospital', NULL),
  iif(data, 'data', NULL)))
FROM supply_cause WHERE who <> '' GROUP BY who;

-- And why, in words(zh, en): what speaks of shortage and delivery, NULL if nothing does, and the rest of the
-- evidence.
CREATE TEMP VIEW cause_shown AS
SELECT c.agreement, c.inst, c.firm, c.dealer, c.hospital, c.data, c.who, v.said AS who_words,
  nullif(concat_ws(words('；', '; '),
    iif(a.short_days > 0, words('缺货 ' || a.short_days || ' 天（' || a.short_evidence || '）',
      'days of shortage: ' || a.short_days || ' (' || a.short_evidence || ')'), NULL),
    iif(c.firm AND c.poor AND r.all_low, words('各配送企业都不足：', 'every distributor delivers too little: ') || c.names
      || words('，本品种共 ', ', the product in all ') || percent(r.shipped, r.ordered), NULL),
    iif(c.dealer, words('已按进度订购，配送率 ', 'ordered in time, delivery rate ') || c.names, NULL)), '') AS supply,
  concat_ws(words('；', '; '),
    iif(c.few, words('订购量为约定量的 ', 'ordered ') || percent(a.ordered, a.agreed)
      || words('，序时 ', ' of the agreed volume, time share ') || percent(a.elapsed, a.days), NULL),
    iif(g.over_volume, words('非中选超量：非中选占比 ', 'over the limit: not-selected share ') || percent(g.n, g.s + g.n), NULL),
    x.evidence) AS other
FROM (SELECT *, ( -- the distributors with what each delivered
    SELECT group_concat(name || ' ' || percent(shipped, ordered), words('、', ', '))
    FROM (SELECT d.ordered, d.shipped, coalesce(f.name, words('（未写明配送企业）', '(distributor not named)')) AS name
      FROM supply_share AS d LEFT JOIN supplier AS f ON f.id = d.supplier WHERE d.agreement = s.agreement ORDER BY f.name)) AS names
  FROM supply_cause AS s) AS c
LEFT JOIN cause_words AS v ON v.who = c.who
JOIN ind_agreement AS a ON a.id = c.agreement LEFT JOIN supply_rate AS r ON r.product = a.product
LEFT JOIN ind_group AS g ON g.inst = a.inst AND g.grp = a.grp LEFT JOIN supply_gone AS x ON x.agreement = a.id;
