-- name: 机构执行排名 | Institution ranking
-- title: 医疗机构集采执行进度排名 | Institutions ranked by fulfilment
-- rank: 排名依据：达序时占比从高到低，相同的再比折算完成率从高到低；越高越好 | Ranked by share of agreements on schedule, then weighted completion, high to low; higher is better
-- page: 2 fulfilment | 执行进度 | Fulfilment
-- column: 名次 | Rank | rank | brief; page
-- column: 医疗机构 | Institution | text 34 | brief; page
-- column: 机构编码 | Institution code | code 16
-- column: 地区 | Area | text 12 | brief; page under
-- column: 医共体 | Community | text 20
-- column: 级别 | Level | text 8 | page under
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
-- chart: bar | 达序时占比（前 30 名） | Share of agreements on schedule (first 30) | 2 | 9 | 30
--
-- Rule book 4.7: one row per institution with a covered agreement with Q* > 0.
WITH a AS (
  SELECT inst, count(*) AS n, sum(on_track) AS good, sum(done_value) AS done, sum(due_value) AS due,
    sum(iif(due_value IS NULL, NULL, share_value)) AS share, sum(status = '零采购') AS none,
    sum(status = '低于序时') AS behind, sum(status = '正常') AS normal, sum(status = '超量') AS over, sum(severe) AS severe
  FROM agreement_status WHERE counts GROUP BY inst),
c AS (SELECT inst, sum(s_amount) AS s, sum(n_amount) AS n FROM ind_group GROUP BY inst),
b AS ( -- who answers for how many of its agreements that are behind, and whether the agency owes for it
  SELECT c.inst, substr(iif(c.firm, '、企业 ' || c.firm, '') || iif(c.dealer, '、配送 ' || c.dealer, '')
    || iif(c.hospital, '、医院 ' || c.hospital, '') || iif(c.data, '、数据 ' || c.data, '') || iif(p.overdue > 0, '、经办（货款）', ''), 2) AS who
  FROM (SELECT inst, sum(firm) AS firm, sum(dealer) AS dealer, sum(hospital) AS hospital, sum(data) AS data
        FROM (SELECT inst, firm, dealer, hospital, data FROM supply_cause
              UNION ALL SELECT inst, 0, 0, 0, 0 FROM ind_pay WHERE payer = 1) GROUP BY inst) AS c
  LEFT JOIN ind_pay AS p ON p.inst = c.inst AND p.payer = 1),
r AS (
  SELECT a.*, b.who, rate(good, a.n) AS on_schedule, rate(done, due) AS completion, rate(share, due) AS time_share,
    rate(c.n, c.s + c.n) AS non_selected
  FROM a LEFT JOIN c ON c.inst = a.inst LEFT JOIN b ON b.inst = a.inst),
ranked AS (
  SELECT r.*, rank() OVER (ORDER BY on_schedule COLLATE RATE DESC, completion COLLATE RATE DESC) AS place,
    'inst:' || key_part(iif(i.code = '', i.name, i.code)) AS key
  FROM r JOIN inst AS i ON i.id = r.inst)
SELECT r.place, i.name, nullif(i.code, ''), nullif(i.region, ''), nullif(i.community, ''), nullif(i.level, ''), r.n, r.good,
  r.on_schedule, r.completion, r.time_share, rate_sub(r.completion, r.time_share), r.none, r.behind, r.normal, r.over,
  r.severe, r.non_selected, nullif(r.who, ''), p.place - r.place, r.key
FROM ranked AS r JOIN inst AS i ON i.id = r.inst LEFT JOIN previous AS p ON p.kind = 'fulfilment' AND p.key = r.key
ORDER BY r.place, i.code, i.name, i.id;
