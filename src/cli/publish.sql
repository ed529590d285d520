-- What was published, the last first.

-- @issues
SELECT i.period AS "period|期|Period", i.revision AS "revision|版|Rev.|r", iif(i.final, iif(:lang, 'final', '定稿'), '') AS "state|状态|State",
  day_text(i.as_of) AS "as_of|统计截止日|Cut-off", day_text(i.day) AS "published|发布日期|Published",
  i.fingerprint AS "fingerprint|数据指纹|Fingerprint",
  (SELECT count(*) FROM issued_file AS f WHERE f.issued = i.id) AS "files|输入文件|Inputs|r"
FROM issued AS i ORDER BY i.as_of DESC, i.period DESC, i.revision DESC;
