-- Surplus retention and protected budget (rule book 11, 12): institution × round × agreement year. The year is that in which
-- the agreement began; assessment and fund parameters name it by its number. All terms are rounded once to 1/10 000 yuan and
-- then added up; what comes of the sums is rounded once again, from the sums.
--   base_value  Σ base × weighted price before      due_value  Σ Q* × award price      unselected  not-selected amount
--   lacks       names of what is missing, words(zh, en), '' if nothing is; the figures that need it are NULL
CREATE TEMP VIEW ind_year AS
SELECT a.id, a.inst, a.round, a.product, day_month(a.day_from) / 100 AS year, a.day_to, a.agreed, a.counted, a.due_value,
  a.base_value, a.agreed > 0 AND a.no_demand AS no_demand, a.agreed > 0 AND a.no_before AS no_before,
  a.agreed > 0 AND a.due_value IS NULL AS no_price, a.agreed > 0 AND a.counted < a.agreed AS unfinished
FROM ind_agreement AS a WHERE a.begun;

-- (Their sums are ind_yearly, made with the agreements.)

CREATE VIRTUAL TABLE temp.ind_surplus USING frame(inst INTEGER, round TEXT, year INTEGER, products INTEGER,
  base_value INTEGER, due_value INTEGER, no_demand INTEGER, no_before INTEGER, no_price INTEGER, unfinished INTEGER,
  finished INTEGER, unselected INTEGER, fund INTEGER, pay_ratio INTEGER, insured_share INTEGER, assessment INTEGER,
  score INTEGER, graded INTEGER, letter TEXT, share INTEGER, budget INTEGER, spent INTEGER, rest INTEGER, on_time TEXT,
  reasonable INTEGER, performed INTEGER, completed INTEGER, surplus INTEGER, retained INTEGER, protected INTEGER,
  lacks TEXT, key TEXT);
INSERT INTO ind_surplus
WITH grade(name, score, share, rank) AS (
  SELECT upper(substr(s.name, 15)), s.scaled, h.scaled, row_number() OVER (ORDER BY s.name)
  FROM param AS s JOIN param AS h ON h.name = 'surplus.share_' || substr(s.name, 15) WHERE s.name LIKE 'surplus.score_%'),
sums AS (
  SELECT inst, round, year, products, base_value, due_value, no_demand, no_before, no_price, unfinished,
    day_to <= (SELECT as_of FROM run) AS finished
  FROM ind_yearly),
others AS (
  SELECT u.inst, g.round, u.year, sum(u.amount) AS amount FROM ind_unselected AS u JOIN grp AS g ON g.id = u.grp
  GROUP BY u.inst, g.round, u.year),
known AS (
  SELECT s.*, ifnull(o.amount, 0) AS unselected,
    f.id AS fund, f.pay_ratio, f.insured_share, c.assessment, c.score, c.grade IS NOT NULL AS graded,
    (SELECT name FROM grade WHERE iif(c.grade IS NULL, c.score >= grade.score, c.grade = rank) ORDER BY rank LIMIT 1) AS letter,
    (SELECT share FROM grade WHERE iif(c.grade IS NULL, c.score >= grade.score, c.grade = rank) ORDER BY rank LIMIT 1) AS share
  FROM sums AS s LEFT JOIN others AS o ON o.inst = s.inst AND o.round = s.round AND o.year = s.year
  LEFT JOIN ind_fund AS f ON f.inst = s.inst AND f.year = s.year
  LEFT JOIN ind_score AS c ON c.inst = s.inst AND c.round = s.round AND c.year = s.year),
figures AS (
  SELECT k.*,
    iif(no_demand + no_before = 0, muldiv(base_value, pay_ratio * insured_share, 100000000), NULL) AS budget,
    iif(no_price = 0, muldiv(due_value + unselected, pay_ratio * insured_share, 100000000), NULL) AS spent,
    iif(no_demand + no_before + no_price = 0 AND fund IS NOT NULL, max(0, base_value - due_value - unselected), NULL) AS rest
  FROM known AS k),
pay AS (SELECT inst, sum(in_time) AS in_time, sum(matured) AS matured FROM ind_pay GROUP BY inst),
overpaid AS (SELECT DISTINCT inst FROM ind_price WHERE over > 0),
unreasonable AS (SELECT inst, round FROM ind_round_class WHERE over_volume > 0),
judged AS (
  SELECT x.*, rate(p.in_time, p.matured) AS on_time,
    u.inst IS NULL AS reasonable,
    iif(o.inst IS NOT NULL, 0, rate_cmp(rate(p.in_time, p.matured), rate((SELECT scaled FROM param WHERE name = 'budget.on_time'), 10000)) >= 0) AS performed,
    iif(x.finished, x.unfinished = 0, NULL) AS completed
  FROM figures AS x LEFT JOIN pay AS p ON p.inst = x.inst LEFT JOIN overpaid AS o ON o.inst = x.inst
  LEFT JOIN unreasonable AS u ON u.inst = x.inst AND u.round = x.round)
SELECT j.*,
  muldiv(rest, pay_ratio * insured_share, 100000000) AS surplus,
  CASE WHEN rest IS NULL OR score IS NULL THEN NULL WHEN unfinished > 0 OR share IS NULL THEN 0
       ELSE muldiv(rest, pay_ratio * insured_share * share, 1000000000000) END AS retained,
  CASE WHEN 0 IN (reasonable, performed, completed) THEN 0 WHEN performed + completed IS NULL THEN NULL ELSE 1 END AS protected,
  concat_ws(words('、', ', '),
    iif(no_demand, words('需求量（' || no_demand || ' 个产品）', 'reported demand (products: ' || no_demand || ')'), NULL),
    iif(no_before, words('集采前加权价（' || no_before || ' 个产品）', 'price before the round (products: ' || no_before || ')'), NULL),
    iif(no_price, words('中选价（' || no_price || ' 个产品）', 'award price (products: ' || no_price || ')'), NULL),
    iif(fund IS NULL, words('基金参数', 'fund parameters'), NULL), iif(score IS NULL, words('考核', 'assessment'), NULL)) AS lacks,
  'surplus:' || key_part(coalesce(nullif(i.code, ''), i.name)) || ':' || key_part(j.round) || ':' || j.year AS key
FROM judged AS j JOIN inst AS i ON i.id = j.inst;

-- What breaks each condition, by name; how = 合理使用 履行合同, and with all of them 完成用量.
CREATE TEMP VIEW ind_misuse AS
SELECT DISTINCT x.inst, x.round, x.year, '合理使用' AS how, g.variety AS name
FROM ind_surplus AS x JOIN ind_group AS c ON c.inst = x.inst AND c.over_volume JOIN grp AS g ON g.id = c.grp AND g.round = x.round
UNION ALL
SELECT DISTINCT x.inst, x.round, x.year, '履行合同', p.generic || ' ' || p.strength
FROM ind_surplus AS x JOIN ind_price AS c ON c.inst = x.inst AND c.over > 0 JOIN product AS p ON p.id = c.product;
CREATE TEMP VIEW ind_breach AS
SELECT * FROM ind_misuse
UNION ALL
SELECT DISTINCT y.inst, y.round, y.year, '完成用量', p.generic || ' ' || p.strength
FROM ind_surplus AS x JOIN ind_year AS y ON y.inst = x.inst AND y.round = x.round AND y.year = x.year AND y.unfinished
JOIN product AS p ON p.id = y.product
WHERE x.completed = 0;
