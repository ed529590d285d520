-- What every sheet and rule reads instead of working it out again. Made together with the indicator tables.

-- Every row of ind_agreement (all its columns) with its figures of rule book 4.4-4.6. Rates are 'n/d' texts or NULL (—).
--   completion  q / Q*                    share     time share, elapsed / days
--   gap         completion - share        status    未开始 无约定量 零采购 低于序时 正常 超量
--   word        达标 临近 滞后 严重滞后, '' without a status that counts
--   counts      1 = covered, begun and Q* > 0: one of the four states that add up to 签约产品总数
--   on_track    1 = 正常 or 超量           severe    1 = 严重滞后
--   remaining   max(0, Q* - q)            need30    rate, volume per 30 days
--   forecast    completion / share        forecast_day   the real day once reached
-- Volumes are 1/10 000 of the smallest unit, need30 too. A row that has not begun has NULL in all of them.
CREATE TEMP VIEW agreement_status AS
SELECT a.*,
  CASE WHEN a.begun THEN rate(a.counted, a.agreed) END AS completion,
  CASE WHEN a.begun THEN rate(a.elapsed, a.days) END AS share,
  CASE WHEN a.begun THEN rate_sub(rate(a.counted, a.agreed), rate(a.elapsed, a.days)) END AS gap,
  CASE WHEN NOT a.begun THEN '未开始'
       WHEN a.agreed = 0 THEN '无约定量'
       WHEN a.counted <= 0 THEN '零采购'
       WHEN a.counted > a.agreed THEN '超量'
       WHEN rate_cmp(a.counted, a.agreed, a.elapsed, a.days) < 0 THEN '低于序时'
       ELSE '正常' END AS status,
  CASE WHEN NOT a.begun OR a.agreed = 0 THEN ''
       WHEN a.counted > 0 AND rate_cmp(a.counted, a.agreed, a.elapsed, a.days) >= 0 THEN '达标'
       WHEN a.counted <= 0 THEN '严重滞后'
       WHEN rate_cmp(a.counted, a.agreed, a.elapsed * p.near, a.days * 10000) >= 0 THEN '临近'
       WHEN rate_cmp(a.counted, a.agreed, a.elapsed * p.alarm, a.days * 10000) < 0 THEN '严重滞后'
       ELSE '滞后' END AS word,
  (a.begun AND a.agreed > 0) AS counts,
  (a.begun AND a.agreed > 0 AND a.counted > 0 AND rate_cmp(a.counted, a.agreed, a.elapsed, a.days) >= 0) AS on_track,
  (a.begun AND a.agreed > 0
    AND (a.counted <= 0 OR rate_cmp(a.counted, a.agreed, a.elapsed * p.alarm, a.days * 10000) < 0)) AS severe,
  CASE WHEN a.begun THEN max(0, a.agreed - a.counted) END AS remaining,
  CASE WHEN a.begun AND a.day_to > p.as_of AND a.agreed > a.counted
       THEN rate((a.agreed - a.counted) * 30, a.day_to - p.as_of) END AS need30,
  CASE WHEN a.begun THEN rate_div(rate(a.counted, a.agreed), rate(a.elapsed, a.days)) END AS forecast,
  CASE WHEN NOT a.begun OR a.agreed = 0 OR a.counted <= 0 THEN NULL
       WHEN a.counted >= a.agreed THEN a.reached
       WHEN rate_cmp(a.elapsed, 1000000, a.counted, a.agreed) > 0 THEN NULL -- some thousand years ahead
       ELSE a.day_from - 1 + muldiv(a.elapsed, a.agreed, a.counted)
            + (rate_cmp(muldiv(a.elapsed, a.agreed, a.counted), a.elapsed, a.agreed, a.counted) < 0) END AS forecast_day
FROM ind_agreement AS a
JOIN (SELECT (SELECT as_of FROM run) AS as_of,
             (SELECT scaled FROM param WHERE name = 'fulfil.near') AS near,
             (SELECT scaled FROM param WHERE name = 'fulfil.alarm') AS alarm) AS p;
