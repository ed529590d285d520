-- The published page, fulfilment: what stands around sheet 2 (rule book 4.4-4.7).

-- @boxes
-- label, value, unit, remark
WITH t AS (
  SELECT count(*) AS n, sum(on_track) AS good, sum(done_value) AS done, sum(due_value) AS due,
    sum(iif(due_value IS NULL, NULL, share_value)) AS share, sum(status = '零采购') AS none, sum(severe) AS severe
  FROM agreement_status WHERE counts),
ranked AS (SELECT DISTINCT inst FROM agreement_status WHERE counts),
n AS (
  SELECT (SELECT count(*) FROM inst_expected) AS expected,
    (SELECT count(*) FROM ranked WHERE inst IN (SELECT id FROM inst_expected)) AS ranked,
    (SELECT count(*) FROM ranked WHERE inst NOT IN (SELECT id FROM inst_expected)) AS besides)
SELECT iif(:lang, 'Agreements on schedule', '达序时占比'), nullif(scaled_text(rate_round(rate(good, t.n), 4) * 100, 2, 2), ''), '%',
  iif(:lang, format('%,d of %,d agreements', ifnull(good, 0), t.n), format('%,d 个签约产品中 %,d 个', t.n, ifnull(good, 0))) FROM t
UNION ALL SELECT iif(:lang, 'Weighted completion', '折算完成率'), nullif(scaled_text(rate_round(rate(done, due), 4) * 100, 2, 2), ''), '%',
  ifnull(iif(:lang, 'time share ', '折算序时 ') || nullif(scaled_text(rate_round(rate(share, due), 4) * 100, 2, 2), '')
    || iif(:lang, ' %', '%'), '') FROM t
UNION ALL SELECT iif(:lang, 'Nothing bought', '零采购'), ifnull(none, 0), iif(:lang, 'agreements', '个签约产品'),
  iif(:lang, format('far behind, these included: %,d', ifnull(severe, 0)), format('严重滞后（含零采购）%,d 个', ifnull(severe, 0))) FROM t
UNION ALL SELECT iif(:by = 'institution', iif(:lang, 'Ranked of those expected', '参与排名／应报'),
    iif(:lang, 'In the sums, of those expected', '计入合计／应报')), ranked,
  iif(:lang, '/ ' || expected, '/ ' || expected || ' 家'),
  CASE WHEN besides = 0 THEN iif(:lang, 'institutions', '医疗机构')
       ELSE iif(:by = 'institution', iif(:lang, besides || ' more ranked voluntarily', '另有 ' || besides || ' 家不在应报之列，也参与排名'),
         iif(:lang, besides || ' more voluntarily', '另有 ' || besides || ' 家不在应报之列，也计入')) END FROM n;

-- @trend
-- key of the row, period, rate: the latest seven earlier issues, oldest first
WITH h AS (
  SELECT key, period, rate, row_number() OVER (PARTITION BY key ORDER BY period DESC) AS back
  FROM history WHERE kind = 'fulfilment' AND rate IS NOT NULL)
SELECT key, period, rate FROM h WHERE back <= 7 ORDER BY key, period;

-- @listed
-- name, area, reason: institutions that sheet 2 has no row for
SELECT i.name, i.region, iif(:lang, 'no agreed volume in its agreement period', '没有在协议期内的约定采购量')
FROM inst_shown AS s JOIN inst AS i ON i.id = s.id
WHERE i.id NOT IN (SELECT inst FROM agreement_status WHERE counts)
ORDER BY i.code, i.name, i.id;

-- @method
WITH p AS (
  SELECT max(iif(name = 'volume.basis', value, '')) AS basis, max(iif(name = 'fulfil.alarm', value, '')) AS alarm FROM param)
SELECT iif(:lang, 'Agreements', '签约产品数'),
  iif(:lang, 'Agreements that have begun, are covered by the report and have an agreed volume above 0; each counts once.',
    '报告期内已开始执行、约定采购量大于 0 的协议，一份协议计一个产品。')
UNION ALL SELECT iif(:lang, 'Completion', '完成率'),
  CASE basis WHEN 'shipped' THEN iif(:lang, 'Shipped volume', '配送数量') WHEN 'ordered' THEN iif(:lang, 'Ordered volume', '采购数量')
       ELSE iif(:lang, 'Accepted volume', '验收入库数量') END
  || iif(:lang, ' less returns, divided by the agreed volume, in smallest units.', '（已扣退货）÷ 约定采购量，按最小制剂单位（片、粒、支……）计。') FROM p
UNION ALL SELECT iif(:lang, 'Time share', '序时进度'),
  iif(:lang, 'Days of the agreement that have passed, divided by all its days.', '协议已过天数 ÷ 协议总天数。')
UNION ALL SELECT iif(:lang, 'On schedule', '达序时占比'),
  iif(:lang, 'Agreements whose completion is not below their time share, divided by all agreements.',
    '完成率不低于序时进度的签约产品数 ÷ 签约产品数。')
UNION ALL SELECT iif(:lang, 'Weighted completion', '折算完成率'),
  iif(:lang, 'Σ completed volume (at most the agreed one) × award price ÷ Σ agreed volume × award price. The time share is weighted alike. Agreements without a price are left out of both.',
    'Σ 已完成量（不超过约定量）× 中选价 ÷ Σ 约定采购量 × 中选价；折算序时按同样的权数计算。没有中选价的协议两边都不计。')
UNION ALL SELECT iif(:lang, 'Gap', '进度差'),
  iif(:lang, 'Weighted completion less weighted time share, in percentage points.', '折算完成率 − 折算序时，单位为百分点。')
UNION ALL SELECT iif(:lang, 'Far behind', '严重滞后'),
  iif(:lang, 'Completion below ' || alarm || ' × time share, no purchase included.', '完成率低于序时进度的 ' || alarm || ' 倍，含零采购。') FROM p
UNION ALL SELECT iif(:lang, 'Groups', '怎样合计'),
  iif(:lang, 'Every figure of a row is worked out anew from the sums over the institutions in it, ranked or not; it is not a mean of their rates. Institutions of which the list does not say where they belong are one row, without a rank.',
    '每行的数由所属机构（含单独时不排名的）的合计重新计算，不是各机构比率的平均。名单没有写明归属的机构合为一行，不排名。')
  WHERE :by <> 'institution';

-- @params
SELECT name, value, words_in(title, :lang) FROM param
WHERE name LIKE 'fulfil.%' OR name LIKE 'volume.%' OR name = 'agreement.unit' ORDER BY name;
