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
SELECT day_text(min(s.day_from)), day_text(max(s.day_to)), max(s.day_to) < :from OR min(s.day_from) > :as_of
FROM sheet AS s JOIN file AS f ON f.id = s.file WHERE f.live = 1 AND s.kind = 'purchase';
-- @counts
SELECT coalesce(sum(iif(severity = 2, n, 0)), 0), coalesce(sum(iif(severity = 1, n, 0)), 0),
  coalesce(sum(iif(severity = 0, n, 0)), 0) FROM found;
