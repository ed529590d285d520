-- What the rules found in this run (table finding).

-- @findings
SELECT CASE f.severity WHEN 2 THEN iif(:lang, 'error', '错误') WHEN 1 THEN iif(:lang, 'warning', '警告')
    ELSE iif(:lang, 'note', '提示') END AS "severity|级别|Severity",
  f.rule AS "rule|规则|Rule", f.subject AS "subject|对象|Subject", f.item AS "item|事项|Item",
  f.expected AS "expected|应为|Expected", f.actual AS "actual|实际|Actual",
  scaled_text(f.impact, 0, 2) AS "impact|影响|Impact|r", f.evidence AS "key|依据号|Key"
FROM finding AS f
WHERE :rule IS NULL OR f.rule = :rule
ORDER BY f.severity DESC, f.impact DESC, f.rule, f.subject, f.item, f.evidence;

-- @counts
SELECT coalesce(sum(severity = 2), 0), coalesce(sum(severity = 1), 0), coalesce(sum(severity = 0), 0) FROM finding;
