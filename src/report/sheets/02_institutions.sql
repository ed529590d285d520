-- name: 机构执行排名 | Institution ranking
-- title: 医疗机构集采执行进度排名 | Institutions ranked by fulfilment
-- rank: 排名依据：达序时占比从高到低，相同的再比折算完成率从高到低；越高越好 | Ranked by share of agreements on schedule, then weighted completion, high to low; higher is better
-- by: institution | 机构 | Institution
-- by: community | 医共体 | Community | 医共体集采执行进度排名 | Medical communities ranked by fulfilment
-- by: region | 地区 | Area | 各地区集采执行进度排名 | Areas ranked by fulfilment
-- by: level | 级别 | Level | 各级别医疗机构集采执行进度排名 | Levels of institutions ranked by fulfilment
-- by note: 每个数由成员机构的合计重新计算，不是各机构比率的平均；机构数 = 有签约产品的成员机构数；没有写明的合为一行，不排名；较上期名次与上期同样的排名比 | Every figure is worked out anew from the sums over the members, not a mean of their rates; institutions = members with an agreement; those that do not say are one row, the last, without a rank; the rank before is that of the same ranking
-- page: 2 fulfilment | 执行进度 | Fulfilment
-- column: 名次 | Rank | rank | brief; page
-- column: 医疗机构 | Institution | text 34 | brief; page; subject
-- column: 机构编码 | Institution code | code 16 | by institution
-- column: 地区 | Area | text 12 | brief; page under; by institution
-- column: 医共体 | Community | text 20 | by institution
-- column: 级别 | Level | text 8 | page under; by institution
-- column: 机构数 | Institutions | int | brief; page; by community region level
-- column: 签约产品数 | Agreements | int | brief; page
-- column: 达序时产品数 | On schedule | int | brief; page
-- column: 达序时占比(%) | On schedule (%) | pct | bar; brief; page
-- column: 折算完成率(%) | Weighted completion (%) | pct | bar; brief; page
-- column: 折算序时(%) | Weighted time share (%) | pct
-- column: 进度差 | Gap | percent | brief; page
-- column: 零采购 | No purchase | int | page
-- column: 低于序时 | Behind | int
-- column: 正常 | On track | int
-- column: 超量 | Above volume | int
-- column: 严重滞后 | Far behind | int | brief; page
-- column: 非中选占比_金额(%) | Non-selected, amount (%) | pct | bar
-- column: 责任提示 | Responsibility | text 24
-- column: 较上期名次 | Rank change | move
-- column: 依据号 | Key | key 30
-- follow: fulfilment | 1 | 9
-- ranked: inst: community: region: level: | 9 10
-- chart: bar | 达序时占比（前 30 名） | Share of agreements on schedule (first 30) | 2 | 9 | 30
--
-- Rule book 4.7: one row per institution with a covered agreement with Q* > 0; 4.9: the same figures from sums over members.
WITH m AS MATERIALIZED (SELECT inst, subject, name, key FROM member WHERE kind = :by),
e AS (
  SELECT inst, sum(n) AS n, sum(normal + above) AS good, sum(done_value) AS done, sum(due_value) AS due,
    sum(share_value) AS share, sum(none) AS none, sum(behind) AS behind, sum(normal) AS normal, sum(above) AS over,
    sum(severe) AS severe
  FROM ind_round WHERE counts GROUP BY inst),
a AS (
  SELECT m.subject, count(*) AS insts, sum(n) AS n, sum(good) AS good, sum(done) AS done, sum(due) AS due, sum(share) AS share,
    sum(none) AS none, sum(behind) AS behind, sum(normal) AS normal, sum(over) AS over, sum(severe) AS severe
  FROM e JOIN m ON m.inst = e.inst GROUP BY m.subject),
c AS (
  SELECT m.subject, sum(g.s) AS s, sum(g.n) AS n
  FROM (SELECT inst, sum(s_amount) AS s, sum(n_amount) AS n FROM ind_group GROUP BY inst) AS g JOIN m ON m.inst = g.inst
  GROUP BY m.subject),
b AS ( -- who answers for how many of the agreements that are behind, and whether the agency owes
  SELECT m.subject, concat_ws(iif(:lang, ', ', '、'), iif(sum(firm), iif(:lang, 'maker ', '企业 ') || sum(firm), NULL),
      iif(sum(dealer), iif(:lang, 'distributor ', '配送 ') || sum(dealer), NULL),
      iif(sum(hospital), iif(:lang, 'hospital ', '医院 ') || sum(hospital), NULL),
      iif(sum(data), iif(:lang, 'data ', '数据 ') || sum(data), NULL),
      iif(sum(agency), iif(:lang, 'fund agency (payment)', '经办（货款）'), NULL)) AS who
  FROM (SELECT inst, firm, dealer, hospital, data, 0 AS agency FROM supply_cause
        UNION ALL SELECT inst, 0, 0, 0, 0, overdue > 0 FROM ind_pay WHERE payer = 1) AS x JOIN m ON m.inst = x.inst
  GROUP BY m.subject),
r AS (
  SELECT a.*, m.key, m.name, :by = 'institution' OR m.name <> '' AS named, b.who, rate(good, a.n) AS on_schedule,
    rate(done, due) AS completion, rate(share, due) AS time_share, rate(c.n, c.s + c.n) AS non_selected
  FROM a JOIN m ON m.inst = a.subject LEFT JOIN c ON c.subject = a.subject LEFT JOIN b ON b.subject = a.subject),
ranked AS (
  SELECT r.*, iif(named, rank() OVER (PARTITION BY named
    ORDER BY on_schedule COLLATE RATE DESC, completion COLLATE RATE DESC), NULL) AS place
  FROM r)
SELECT r.place, iif(r.named, r.name, iif(:lang, '(not said)', '（未写明）')), nullif(i.code, ''), nullif(i.region, ''),
  nullif(i.community, ''), nullif(i.level, ''), r.insts, r.n, r.good, r.on_schedule, r.completion, r.time_share,
  rate_sub(r.completion, r.time_share), r.none, r.behind, r.normal, r.over, r.severe, r.non_selected, nullif(r.who, ''),
  p.place - r.place, r.key
FROM ranked AS r JOIN inst AS i ON i.id = r.subject LEFT JOIN previous AS p ON p.kind = 'fulfilment' AND p.key = r.key
ORDER BY r.place IS NULL, r.place, iif(:by = 'institution', i.code, ''), r.name, r.subject;
