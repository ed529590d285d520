-- Rates of delivery, three months in a row, and who answers for an agreement that is behind (rule book 8), from the sums
-- of src/sql/supply.sql. Run once, when all of them are written.

-- What is asked again and again.
CREATE TEMP TABLE supply_terms AS
SELECT as_of, coalesce(day_month(day_from), 0) AS since, day_month(as_of + 1) AS before, -- full months are before this one
  (SELECT scaled FROM param WHERE name = 'supply.good') AS good,
  (SELECT scaled FROM param WHERE name = 'supply.poor') AS poor
FROM run;

-- Months with orders, each against the one and the two before it (a month without orders is skipped): a product by volume
-- with one distributor and with all (supplier -1), a distributor by amount (product -1). low = the third month in a row.
CREATE TEMP TABLE supply_low AS
WITH m AS (
  SELECT m.*, rate_cmp(m.shipped, m.ordered, t.poor, 10000) < 0 AS bad
  FROM (SELECT supplier, product, month, ordered, shipped FROM supply_month
        UNION ALL SELECT supplier, -1, month, ordered_value, shipped_value FROM ind_supply WHERE ordered_value > 0 AND supplier > 0) AS m
  JOIN supply_terms AS t WHERE m.month < t.before),
run3 AS (
  SELECT supplier, product, month, bad AND lag(bad) OVER w AND lag(bad, 2) OVER w AS low, lag(month, 2) OVER w AS first,
    sum(ordered) OVER (w ROWS 2 PRECEDING) AS ordered3, sum(shipped) OVER (w ROWS 2 PRECEDING) AS shipped3
  FROM m WINDOW w AS (PARTITION BY supplier, product ORDER BY month))
SELECT supplier, product, first, month AS last, ordered3, shipped3 FROM run3 JOIN supply_terms AS t
WHERE low AND month >= t.since;

-- A distributor over the report: sheet 12.
CREATE TEMP TABLE ind_supplier AS
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

-- Delivery rate of a product over its agreements (sheet 4), and whether none of its distributors reaches the line.
CREATE TEMP TABLE supply_rate(product INTEGER PRIMARY KEY, ordered INTEGER NOT NULL, shipped INTEGER NOT NULL, all_low INTEGER NOT NULL);
INSERT INTO supply_rate
SELECT product, sum(ordered), sum(shipped), min(rate_cmp(shipped, ordered, t.poor, 10000) < 0)
FROM supply_part JOIN supply_terms AS t GROUP BY product;

-- Agreements that are behind and were delivered less than the line, with the rates of their distributors.
CREATE TEMP TABLE supply_poor(agreement INTEGER PRIMARY KEY, names TEXT NOT NULL);
INSERT INTO supply_poor
SELECT agreement, group_concat(name || ' ' || scaled_text(rate_round(rate(shipped, ordered), 4) * 100, 2, 2) || '%', '、')
FROM (SELECT s.*, coalesce(f.name, '（未写明配送企业）') AS name FROM supply_share AS s LEFT JOIN supplier AS f ON f.id = s.supplier
      ORDER BY s.agreement, f.name)
GROUP BY agreement;

-- Lines of agreements lost for want of data.
CREATE TEMP TABLE supply_gone(agreement INTEGER PRIMARY KEY, evidence TEXT NOT NULL);
INSERT INTO supply_gone
SELECT agreement, sum(lines) || ' 行因数据问题未计入' || iif(max(evidence) = '', '', '（如 ' || max(evidence) || '）')
FROM supply_lost GROUP BY agreement;

-- Who answers for an agreement at 零采购 or 低于序时; several may hold.
--   firm     企业: shortage on record, or every distributor of the product is below the line, and so was this agreement
--   dealer   配送: ordered in time, delivered less than the line, no shortage by the maker
--   hospital 医院: ordered less than the time share, or 非中选超量
--   data     数据: lines of it were refused, or could not be counted
CREATE TEMP TABLE supply_cause(
  agreement INTEGER PRIMARY KEY, inst INTEGER NOT NULL, firm INTEGER NOT NULL, dealer INTEGER NOT NULL,
  hospital INTEGER NOT NULL, data INTEGER NOT NULL
);
INSERT INTO supply_cause
SELECT a.id, a.inst,
  CASE WHEN a.short_days > 0 THEN 1 WHEN d.agreement IS NULL THEN 0
       ELSE (SELECT all_low FROM supply_rate AS r WHERE r.product = a.product) END,
  CASE WHEN d.agreement IS NULL OR a.short_days > 0 THEN 0 ELSE rate_cmp(a.ordered, a.agreed, a.elapsed, a.days) >= 0 END,
  CASE WHEN rate_cmp(a.ordered, a.agreed, a.elapsed, a.days) < 0 THEN 1
       ELSE coalesce((SELECT over_volume FROM ind_group AS g WHERE g.inst = a.inst AND g.grp = a.grp), 0) END,
  a.id IN (SELECT agreement FROM supply_gone)
FROM ind_agreement AS a LEFT JOIN supply_poor AS d ON d.agreement = a.id
WHERE a.begun AND a.agreed > 0 AND (a.counted <= 0 OR rate_cmp(a.counted, a.agreed, a.elapsed, a.days) < 0);

-- The same in words: who, what speaks of shortage and delivery, and the rest of the evidence.
CREATE TEMP VIEW cause_shown AS
SELECT c.*,
  substr(iif(c.firm, '、企业', '') || iif(c.dealer, '、配送', '') || iif(c.hospital, '、医院', '') || iif(c.data, '、数据', ''), 2) AS who,
  nullif(substr(iif(a.short_days > 0, '；缺货 ' || a.short_days || ' 天（' || a.short_evidence || '）', '')
    || iif(c.firm AND d.agreement IS NOT NULL AND r.all_low, '；各配送企业都不足：' || d.names || '，本品种共 '
      || scaled_text(rate_round(rate(r.shipped, r.ordered), 4) * 100, 2, 2) || '%', '')
    || iif(c.dealer, '；已按进度订购，配送率 ' || d.names, ''), 2), '') AS supply,
  substr(iif(rate_cmp(a.ordered, a.agreed, a.elapsed, a.days) < 0, '；订购量为约定量的 '
      || scaled_text(rate_round(rate(a.ordered, a.agreed), 4) * 100, 2, 2) || '%，序时 '
      || scaled_text(rate_round(rate(a.elapsed, a.days), 4) * 100, 2, 2) || '%', '')
    || iif(g.over_volume, '；非中选超量：非中选占比 ' || scaled_text(rate_round(rate(g.n, g.s + g.n), 4) * 100, 2, 2) || '%', '')
    || coalesce('；' || x.evidence, ''), 2) AS other
FROM supply_cause AS c JOIN ind_agreement AS a ON a.id = c.agreement
LEFT JOIN supply_poor AS d ON d.agreement = a.id LEFT JOIN supply_rate AS r ON r.product = a.product
LEFT JOIN ind_group AS g ON g.inst = a.inst AND g.grp = a.grp LEFT JOIN supply_gone AS x ON x.agreement = a.id;
