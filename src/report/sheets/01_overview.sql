-- name: 总览 | Overview
-- title: 集采执行总览（按批次） | Fulfilment by round
-- key: 1
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
SELECT s.round, g.round_name, min(s.day_from), max(s.day_to),
  CASE WHEN count(DISTINCT s.share) = 1 THEN max(s.share)
       WHEN sum(s.due_value) > 0 THEN rate(sum(s.share_value), sum(s.due_value))
       ELSE rate(max(0, min((SELECT as_of FROM run), max(s.day_to)) - min(s.day_from) + 1),
                 max(s.day_to) - min(s.day_from) + 1) END,
  count(DISTINCT s.inst), count(*), rate(sum(s.done_value), sum(s.due_value)),
  sum(s.status = '零采购'), sum(s.status = '低于序时'), sum(s.status = '正常'), sum(s.status = '超量'),
  sum(s.status IN ('零采购', '低于序时') AND coalesce(i.over_volume, 0))
FROM agreement_status AS s
JOIN (SELECT round, min(round_name) AS round_name FROM grp GROUP BY round) AS g ON g.round = s.round
LEFT JOIN ind_group AS i ON i.inst = s.inst AND i.grp = s.grp
WHERE s.counts
GROUP BY s.round, g.round_name
ORDER BY s.round;
