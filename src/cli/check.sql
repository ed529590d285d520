-- What the rules found in this run (table finding).

-- @findings
SELECT severity, rule, subject, item, expected, actual, scaled_text(impact, 0, 2), evidence,
  count(*) OVER (PARTITION BY severity, rule)
FROM finding
WHERE :rule IS NULL OR rule = :rule
ORDER BY severity DESC, max(impact) OVER (PARTITION BY severity, rule) DESC, rule, impact DESC, subject, item, expected,
  actual, evidence;

-- @counts
SELECT coalesce(sum(severity = 2), 0), coalesce(sum(severity = 1), 0), coalesce(sum(severity = 0), 0) FROM finding;
