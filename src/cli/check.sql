-- What the rules found in this run (table finding), worst first.

-- @rules
SELECT severity, rule, n FROM found WHERE :rule IS NULL OR rule = :rule
ORDER BY severity DESC, impact DESC, rule;
-- @findings
-- in one order, whatever the language
SELECT words_in(subject, :lang), words_in(item, :lang), words_in(expected, :lang), words_in(actual, :lang), scaled_text(impact, 0, 2), evidence
FROM finding WHERE rule = :rule
ORDER BY impact DESC, words_in(subject, 0), words_in(item, 0), words_in(expected, 0), words_in(actual, 0), evidence LIMIT :most;

-- The days that the order lines are about.
-- @span
SELECT day_text(min(s.day_from)), day_text(max(s.day_to)), max(s.day_to) < :from OR min(s.day_from) > :as_of,
  max(s.day_to) + 31 < :as_of
FROM sheet AS s JOIN file AS f ON f.id = s.file WHERE f.live = 1 AND s.kind = 'purchase';
-- Of a period outside of @span: is anything else known of it, a payment or a receipt that falls due?
-- @known
SELECT 1 WHERE EXISTS (SELECT 1 FROM payment WHERE live = 1 AND day BETWEEN :from AND :as_of)
  OR EXISTS (SELECT 1 FROM ind_pay WHERE lines > 0);
-- Is a line of the period itself known?
-- @lines
SELECT 1 FROM ind_source AS s JOIN ind_span AS m ON m.k = s.k WHERE s.lines > 0 AND m.day_from >= :from LIMIT 1;
-- Of one that has none: the nearest months in front of it and behind it that have some. No row: it has, or one of them has none.
-- @beside
SELECT substr(day_text(before), 1, 7), substr(day_text(after), 1, 7)
FROM (SELECT max(iif(day < :from, day, NULL)) AS before, min(iif(day > :as_of, day, NULL)) AS after, sum(day BETWEEN :from AND :as_of) AS n
  FROM (SELECT coalesce(day_accept, day_order) AS day FROM purchase WHERE live = 1))
WHERE n = 0 AND before IS NOT NULL AND after IS NOT NULL;
-- Was anything accepted up to ?1? The oldest rows first, which answer at once.
-- @accepted
SELECT 1 FROM purchase WHERE live = 1 AND void = 0 AND accepted > 0 AND day_accept <= ?1 ORDER BY id LIMIT 1;
-- Acceptance days of the last 60 days before the last one, :as_of, that are very few and far behind all others: how many rows,
-- the last day before them, and where the first of them stands. No row: there are none such. Nearly always the newest rows
-- show at once that they are not few, and nobody walks through the others.
-- @tail
WITH most AS MATERIALIZED (SELECT max(20, max(id) / 1000 + 1) AS n FROM purchase),
few AS MATERIALIZED (SELECT count(*) < (SELECT n FROM most) AS yes FROM (
  SELECT 1 FROM purchase WHERE live = 1 AND void = 0 AND accepted > 0 AND day_accept >= :as_of - 60
  ORDER BY id DESC LIMIT (SELECT n FROM most))),
t AS (SELECT count(*) AS n, sum(day_accept >= :as_of - 60) AS late, min(iif(day_accept >= :as_of - 60, day_accept, NULL)) AS first,
    max(iif(day_accept < :as_of - 60, day_accept, NULL)) AS before
  FROM few CROSS JOIN purchase WHERE few.yes AND live = 1 AND void = 0 AND accepted > 0)
SELECT t.late, day_text(t.before), f.path, s.name, '' || p.row
FROM t CROSS JOIN purchase AS p CROSS JOIN sheet AS s ON s.id = p.sheet CROSS JOIN file AS f ON f.id = s.file
WHERE t.first - t.before > 60 AND ((t.late = 1 AND t.n >= 20) OR t.late * 1000 < t.n)
  AND p.live = 1 AND p.void = 0 AND p.accepted > 0 AND p.day_accept >= t.first
ORDER BY f.path, f.sha256, s.id, p.row LIMIT 1;
-- @counts
SELECT coalesce(sum(iif(severity = 2, n, 0)), 0), coalesce(sum(iif(severity = 1, n, 0)), 0),
  coalesce(sum(iif(severity = 0, n, 0)), 0) FROM found;
