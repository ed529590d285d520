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
WITH m(supplier, product, month, ordered, shipped) AS (
  SELECT supplier, product, month, ordered, shipped FROM ind_supply WHERE ordered > 0
  UNION ALL SELECT -1, product, month, sum(ordered), sum(shipped) FROM ind_supply WHERE ordered > 0 GROUP BY product, month
  UNION ALL SELECT supplier, -1, month, sum(ordered_value), sum(shipped_value) FROM ind_supply
    WHERE ordered_value > 0 AND supplier > 0 GROUP BY supplier, month),
low AS ( -- most have not even three low months in all
  SELECT supplier, product FROM m JOIN supply_terms AS t
  WHERE month < t.before AND rate_cmp(shipped, ordered, t.poor, 10000) < 0
  GROUP BY supplier, product HAVING count(*) >= 3),
run3 AS (
  SELECT m.*, lag(month, 2) OVER w AS first,
    rate_cmp(shipped, ordered, t.poor, 10000) < 0 AND lag(rate_cmp(shipped, ordered, t.poor, 10000) < 0) OVER w
      AND lag(rate_cmp(shipped, ordered, t.poor, 10000) < 0, 2) OVER w AS low,
    sum(ordered) OVER (w ROWS 2 PRECEDING) AS ordered3, sum(shipped) OVER (w ROWS 2 PRECEDING) AS shipped3
  FROM m JOIN low USING (supplier, product) JOIN supply_terms AS t
  WHERE month < t.before
  WINDOW w AS (PARTITION BY supplier, product ORDER BY month))
SELECT supplier, product, first, month AS last, ordered3, shipped3 FROM run3 JOIN supply_terms AS t
WHERE low AND month >= t.since;

-- A distributor over the report: sheet 12.
CREATE TEMP TABLE ind_supplier AS
WITH s AS (
  SELECT supplier, sum(lines) AS lines, sum(value) AS value, sum(ordered) AS ordered, sum(shipped) AS shipped,
    sum(ordered_value) AS ordered_value, sum(shipped_value) AS shipped_value, sum(sent) AS sent, sum(accepted) AS accepted,
    sum(due) AS due, sum(in_time) AS in_time
  FROM ind_supply JOIN supply_terms AS t WHERE month >= t.since GROUP BY supplier),
short AS (
  SELECT supplier, count(*) AS n FROM (
    SELECT supplier, product FROM ind_supply JOIN supply_terms AS t WHERE refused AND month >= t.since
    UNION SELECT supplier, product FROM supply_short)
  GROUP BY supplier),
low AS (SELECT supplier, count(DISTINCT product) AS n FROM supply_low WHERE product >= 0 GROUP BY supplier)
SELECT s.*, coalesce(f.name, '') AS name, coalesce(short.n, 0) AS short, coalesce(low.n, 0) AS low,
  CASE WHEN s.ordered_value = 0 THEN ''
       WHEN rate_cmp(s.shipped_value, s.ordered_value, t.good, 10000) >= 0 THEN '正常'
       WHEN rate_cmp(s.shipped_value, s.ordered_value, t.poor, 10000) >= 0 THEN '一般'
       ELSE '较差' END AS word,
  'sup:' || key_part(coalesce(f.name, '')) AS key
FROM s JOIN supply_terms AS t LEFT JOIN supplier AS f ON f.id = s.supplier
LEFT JOIN short ON short.supplier = s.supplier LEFT JOIN low ON low.supplier = s.supplier;

-- Delivery rate of a product over its agreements (sheet 4), and whether no distributor of it reaches the line.
CREATE TEMP TABLE supply_rate(product INTEGER PRIMARY KEY, ordered INTEGER NOT NULL, shipped INTEGER NOT NULL, all_low INTEGER NOT NULL);
INSERT INTO supply_rate
SELECT product, sum(ordered), sum(shipped), min(rate_cmp(shipped, ordered, t.poor, 10000) < 0)
FROM (SELECT product, supplier, sum(ordered) AS ordered, sum(shipped) AS shipped FROM supply_share GROUP BY product, supplier)
JOIN supply_terms AS t WHERE ordered > 0 GROUP BY product;

-- Who answers for an agreement at 零采购 or 低于序时, with the evidence; several may hold.
CREATE TEMP TABLE supply_cause(agreement INTEGER NOT NULL, seq INTEGER NOT NULL, who TEXT NOT NULL, evidence TEXT NOT NULL);
INSERT INTO supply_cause
WITH a AS MATERIALIZED (
  SELECT a.*, t.poor FROM ind_agreement AS a JOIN supply_terms AS t
  WHERE a.begun AND a.agreed > 0 AND (a.counted <= 0 OR rate_cmp(a.counted, a.agreed, a.elapsed, a.days) < 0)),
d AS MATERIALIZED ( -- what was delivered to it, where that is below the line
  SELECT s.agreement, sum(s.ordered) AS ordered, sum(s.shipped) AS shipped,
    group_concat(coalesce(f.name, '（未写明配送企业）') || ' '
      || scaled_text(rate_round(rate(s.shipped, s.ordered), 4) * 100, 2, 2) || '%', '、') AS names
  FROM (SELECT * FROM supply_share WHERE ordered > 0 AND agreement IN (SELECT id FROM a) 
        ORDER BY agreement, rate(shipped, ordered) COLLATE RATE, supplier) AS s
  LEFT JOIN supplier AS f ON f.id = s.supplier
  GROUP BY s.agreement
  HAVING rate_cmp(sum(s.shipped), sum(s.ordered), (SELECT poor FROM supply_terms), 10000) < 0)
SELECT id, 1, '企业', '缺货 ' || short_days || ' 天（' || short_evidence || '）' FROM a WHERE short_days > 0
UNION ALL
SELECT d.agreement, 1, '企业', '各配送企业的配送率都不足：' || d.names || '，本品种共 '
  || scaled_text(rate_round(rate(r.shipped, r.ordered), 4) * 100, 2, 2) || '%'
FROM d JOIN a ON a.id = d.agreement JOIN supply_rate AS r ON r.product = a.product WHERE r.all_low
UNION ALL
SELECT d.agreement, 2, '配送', '已按进度订购，配送率 ' || d.names
FROM d JOIN a ON a.id = d.agreement WHERE a.short_days = 0 AND rate_cmp(a.ordered, a.agreed, a.elapsed, a.days) >= 0
UNION ALL
SELECT id, 3, '医院', '订购量为约定量的 ' || scaled_text(rate_round(rate(ordered, agreed), 4) * 100, 2, 2) || '%，序时 '
  || scaled_text(rate_round(rate(elapsed, days), 4) * 100, 2, 2) || '%'
FROM a WHERE rate_cmp(ordered, agreed, elapsed, days) < 0
UNION ALL
SELECT a.id, 3, '医院', '非中选超量：非中选占比 ' || scaled_text(rate_round(rate(g.n, g.s + g.n), 4) * 100, 2, 2) || '%'
FROM a JOIN ind_group AS g ON g.inst = a.inst AND g.grp = a.grp WHERE g.over_volume
UNION ALL
SELECT a.id, 4, '数据', sum(x.lines) || ' 行因数据问题未计入' || iif(max(x.evidence) = '', '', '（如 ' || max(x.evidence) || '）')
FROM supply_lost AS x JOIN a ON a.id = x.agreement GROUP BY a.id;

-- Of each agreement: who, why in words, and of it what speaks of delivery and shortage.
CREATE TEMP TABLE ind_cause(agreement INTEGER PRIMARY KEY, who TEXT NOT NULL, evidence TEXT NOT NULL, supply TEXT);
INSERT INTO ind_cause
SELECT agreement, group_concat(who, '、'), group_concat(who || '：' || evidence, '；'),
  group_concat(iif(seq <= 2, evidence, NULL), '；')
FROM (SELECT agreement, seq, who, group_concat(evidence, '，') AS evidence
      FROM (SELECT * FROM supply_cause ORDER BY agreement, seq, evidence) GROUP BY agreement, seq, who ORDER BY agreement, seq)
GROUP BY agreement;
