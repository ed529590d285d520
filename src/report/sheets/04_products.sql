-- name: 品种进度 | Product progress
-- title: 中选产品约定量完成进度 | Progress of the selected products
-- rank: 排名依据：进度差从低到高，最落后的排第 1；进度差越高越好 | Ranked by gap, low to high, the furthest behind first; a higher gap is better
-- column: 名次 | Rank | rank | brief
-- column: 批次编码 | Round code | code 12 | brief
-- column: 批次 | Round | text 20
-- column: 品种 | Group | text 20
-- column: 通用名 | Generic name | text 18 | brief
-- column: 规格 | Strength | text 13 | brief
-- column: 中选企业 | Winner | text 20 | brief
-- column: 计量单位 | Unit | word 10
-- column: 约定量 | Agreed | volume | brief
-- column: 已完成 | Counted | volume | brief
-- column: 完成率(%) | Completion (%) | pct | bar; brief
-- column: 序时进度(%) | Time share (%) | pct
-- column: 进度差 | Gap | percent | brief
-- column: 剩余 | Remaining | volume
-- column: 机构数 | Institutions | int
-- column: 零采购机构数 | No purchase | int
-- column: 滞后机构数 | Behind | int
-- column: 配送率(%) | Delivery rate (%) | pct
-- column: 预计完成率(%) | Forecast (%) | pct
-- column: 依据号 | Key | key 30
-- ranked: product: | 13
--
-- Rule book 4.8: sums over institutions; the time share of one product is weighted by Q* (3). Delivery rate: rule book 8.
WITH share AS (SELECT product, rate_sum(rate(part, days)) AS part FROM ind_product_days GROUP BY product),
r AS (
  SELECT a.*, rate(counted, agreed) AS completion, rate_div(s.part, agreed) AS share
  FROM ind_product AS a JOIN share AS s ON s.product = a.product),
q AS (SELECT r.*, rate_sub(completion, share) AS gap FROM r)
SELECT rank() OVER (ORDER BY q.gap COLLATE RATE NULLS LAST) AS place, p.round, g.round_name, g.variety, p.generic,
  p.strength, p.maker, p.min_unit, q.agreed, q.counted, q.completion, q.share, q.gap, max(0, q.agreed - q.counted),
  q.insts, q.none, q.behind, rate(d.shipped, d.ordered), rate_div(q.completion, q.share),
  'product:' || key_part(p.round) || ':' || key_part(g.group_no) || ':' || key_part(p.generic) || ':'
    || key_part(p.strength) || ':' || key_part(p.maker)
FROM q JOIN product AS p ON p.id = q.product JOIN grp AS g ON g.id = p.grp LEFT JOIN supply_rate AS d ON d.product = p.id
ORDER BY place, p.round, p.generic, p.strength, p.maker, p.grp, p.id;
