-- name: 平台格式报表 | Platform form
-- title: 国采医疗机构带量执行报表 | Volume-based procurement by institution (platform form)
-- key: 2 1 4
-- explained: form | 2/1 4
-- column: 医疗机构 | Institution | text 34
-- column: 医疗机构编码 | Institution code | code 16
-- column: 地区 | Area | text 12
-- column: 批次名称 | Round | text 34
-- column: 批次开始时间 | Start | day
-- column: 批次结束时间 | End | day
-- column: 序时进度 | Time share | percent
-- column: 签约产品总数 | Agreements | int
-- column: 零采购产品数 | No purchase | int
-- column: 零采购产品数占比 | No purchase, share | percent
-- column: 低于序时进度产品数 | Behind | int
-- column: 低于序时进度产品数占比 | Behind, share | percent
-- column: 超量采购产品数 | Above volume | int
-- column: 超量采购产品数占比 | Above volume, share | percent
-- column: 正常采购产品数 | On track | int
-- column: 正常采购产品数占比 | On track, share | percent
-- column: 对应非中选产品总数 | Non-selected products | int
-- column: 采购非中选产品数 | Non-selected bought | int
-- column: 非中选超量产品数 | Over limit by volume | int
-- column: 非中选超额产品数 | Over limit by amount | int
-- column: 对应可替代产品总数 | Substitutes | int
-- column: 采购可替代产品数 | Substitutes bought | int
-- column: 低于序时进度且非中选超量的产品数 | Behind with non-selected excess | int
--
-- Rule book 4.10 and 15: one row per institution and round with a covered agreement.
WITH a AS (
  SELECT inst, round, min(day_from) AS day_from, max(day_to) AS day_to, count(DISTINCT rate(elapsed, days)) AS shares,
    max(rate(elapsed, days)) AS share, sum(share_value) AS share_value, sum(due_value) AS due_value,
    sum(iif(counts, n, 0)) AS n, sum(none) AS none, sum(behind) AS behind, sum(above) AS over, sum(normal) AS normal,
    sum(behind_over) AS both
  FROM ind_round GROUP BY inst, round)
SELECT i.name, nullif(i.code, ''), nullif(i.region, ''),
  (SELECT min(round_name) FROM grp WHERE grp.round = a.round), a.day_from, a.day_to,
  CASE WHEN a.shares = 1 THEN a.share
       WHEN a.due_value > 0 THEN rate(a.share_value, a.due_value)
       ELSE rate(max(0, min((SELECT as_of FROM run), a.day_to) - a.day_from + 1), a.day_to - a.day_from + 1) END,
  a.n, a.none, rate(a.none, a.n), a.behind, rate(a.behind, a.n), a.over, rate(a.over, a.n), a.normal, rate(a.normal, a.n),
  coalesce(c.n_anywhere, 0), coalesce(c.n_here, 0), coalesce(c.over_volume, 0), coalesce(c.over_amount, 0),
  coalesce(c.t_anywhere, 0), coalesce(c.t_here, 0), a.both
FROM a JOIN inst AS i ON i.id = a.inst
LEFT JOIN ind_round_class AS c ON c.inst = a.inst AND c.round = a.round
ORDER BY i.region, i.code, i.name, i.id, a.round;
