-- What was published, the last first.

-- Does anything fall into a period, and what days do the order lines span?
-- @falls
SELECT EXISTS (SELECT 1 FROM purchase WHERE live = 1 AND (day_accept BETWEEN ?1 AND ?2 OR day_order BETWEEN ?1 AND ?2
               OR day_ship BETWEEN ?1 AND ?2))
  OR EXISTS (SELECT 1 FROM payment WHERE live = 1 AND day BETWEEN ?1 AND ?2),
  coalesce(day_text(min(s.day_from)), '—'), coalesce(day_text(max(s.day_to)), '—')
FROM sheet AS s JOIN file AS f ON f.id = s.file WHERE f.live = 1 AND s.kind = 'purchase';
-- @issues
SELECT i.period AS "period|期|Period", i.revision AS "revision|版|Rev.|r", iif(i.final, iif(:lang, 'final', '定稿'), '') AS "state|状态|State",
  day_text(i.as_of) AS "as_of|统计截止日|Cut-off", day_text(i.day) AS "published|发布日期|Published",
  i.fingerprint AS "fingerprint|数据指纹|Fingerprint",
  (SELECT count(*) FROM issued_file AS f WHERE f.issued = i.id) AS "files|输入文件|Inputs|r"
FROM issued AS i ORDER BY i.as_of DESC, i.period DESC, i.revision DESC;
