-- name: 总览 | Overview
-- title: 集采执行总览（按批次） | Fulfilment by round
-- key: 1
-- explained: round | 1
-- column: 批次编码 | Round code | code 14 | brief
-- column: 批次 | Round | text 40 | brief
-- column: 协议期起 | Agreements from | day
-- column: 协议期止 | Agreements to | day
-- column: 序时进度(%) | Time share (%) | pct | bar; brief
-- column: 机构数 | Institutions | int
-- column: 签约产品数 | Agreements | int | brief
-- column: 折算完成率(%) | Weighted completion (%) | pct | bar; brief
-- column: 零采购 | No purchase | int | brief
-- column: 低于序时 | Behind | int | brief
-- column: 正常 | On track | int | brief
-- column: 超量 | Above volume | int | brief
-- column: 低于序时且非中选超量 | Behind with non-selected excess | int
-- chart: column | 各批次折算完成率与序时进度 | Weighted completion and time share by round | 2 | 8 5 | 0
--
-- Rule book 4.7 over all institutions; time share as in the platform form (15).
WITH r AS (
  SELECT round, min(day_from) AS day_from, max(day_to) AS day_to, count(DISTINCT rate(elapsed, days)) AS shares,
    max(rate(elapsed, days)) AS share, sum(share_value) AS share_value, sum(due_value) AS due_value,
    sum(done_value) AS done_value, count(DISTINCT inst) AS insts, sum(n) AS n, sum(none) AS none, sum(behind) AS behind,
    sum(normal) AS normal, sum(above) AS above, sum(behind_over) AS behind_over
  FROM ind_round WHERE counts GROUP BY round)
SELECT r.round, g.round_name, r.day_from, r.day_to,
  CASE WHEN r.shares = 1 THEN r.share
       WHEN r.due_value > 0 THEN rate(r.share_value, r.due_value)
       ELSE rate(max(0, min((SELECT as_of FROM run), r.day_to) - r.day_from + 1), r.day_to - r.day_from + 1) END,
  r.insts, r.n, rate(r.done_value, r.due_value), r.none, r.behind, r.normal, r.above, r.behind_over
FROM r JOIN (SELECT round, min(round_name) AS round_name FROM grp GROUP BY round) AS g ON g.round = r.round
ORDER BY r.round;
