-- heading: - | 一、总体情况 | 1. Overview
-- sub: - | （{#}）约定采购量执行情况 | ({#}) Agreed volumes
-- say: fulfilment | 纳入统计的{insts}家医疗机构执行{rounds}个批次，签约产品共{n:int}个（一家机构的一份协议计一个）。达到序时进度{good:int}个，占{rate:pct}；其中正常{normal:int}个、超量{over:int}个。未达到序时进度的，低于序时{behind:int}个、零采购{none:int}个；严重滞后（含零采购）{severe:int}个。 | {insts} institutions have {n:int} agreements in {rounds} rounds. On schedule are {good:int}, {rate:pct}: on track {normal:int}, above volume {over:int}. Not on schedule: behind {behind:int}, nothing bought {none:int}; far behind, nothing bought included: {severe:int}.
-- else: - | 没有在协议期内的约定采购量。 | There is no agreed volume in its agreement period.
-- and: weighted | 按中选价折算，约定采购量总体完成{completion:pct}，折算序时进度{share:pct}，进度差{gap:percent}个百分点。 | Weighted with award prices, {completion:pct} of the agreed volumes were bought, against a time share of {share:pct}, a gap of {gap:percent} points.
-- say: some_rounds | 分批次看： | By round:
-- list: sheets/01_overview: | {2}序时进度{5:pct}，折算完成率{8:pct}，零采购{9:int}个，低于序时{10:int}个 | {2}: time share {5:pct}, weighted completion {8:pct}, nothing bought {9:int}, behind {10:int}
-- sub: - | （{#}）货款支付情况 | ({#}) Payment
-- say: payment | 到期应付货款{matured:money}元（{matured_n:int}笔），按期支付{in_time:money}元，按期支付金额占比{rate:pct}，按期支付笔数占比{count:pct}；剔除正当理由后占比{adjusted:pct}。按金额加权平均付款天数{days:number}天，逾期已付{late_paid:money}元。截止日前逾期未付{overdue:money}元，涉及{late}家医疗机构，其中有正当理由{reason:money}元。总回款率{returned:pct}。 | {matured:money} yuan were due ({matured_n:int} receipts), {in_time:money} yuan of it were paid in time: {rate:pct} of the amount, {count:pct} of the receipts, {adjusted:pct} without accepted reasons. Weighted days to payment: {days:number}; paid late: {late_paid:money} yuan. Overdue and unpaid: {overdue:money} yuan, owed by {late} institutions, {reason:money} yuan of it with an accepted reason. Payment rate: {returned:pct}.
-- else: no_payments | 没有付款数据（付款台账，或采购明细里的已付金额、付款日期），货款支付情况无法计算。 | There are no payments (a ledger, or paid amounts and days in the purchase lines): nothing can be said of them.
-- else: - | 统计期内没有到期的应付货款。 | Nothing was due in the period.
-- list: payers | 其中{payer}付款的，到期{matured:money}元，按期支付金额占比{rate:pct}，逾期未付{overdue:money}元 | Paid by {payer}: due {matured:money} yuan, in time {rate:pct}, overdue {overdue:money} yuan
-- say: ranked | 参与货款支付排名的医疗机构{ranked}家；不具备排名条件、只列示不排名的{listed}家；未报送数据的{silent}家。 | {ranked} institutions are ranked for payment, {listed} are listed only, {silent} did not report.
--
-- Sums over all institutions, as on the published page.

-- @fulfilment
SELECT count(DISTINCT inst) AS insts, count(DISTINCT round) AS rounds, count(*) AS n, sum(on_track) AS good,
  rate(sum(on_track), count(*)) AS rate, sum(status = '正常') AS normal, sum(status = '超量') AS over,
  sum(status = '低于序时') AS behind, sum(status = '零采购') AS none, sum(severe) AS severe
FROM agreement_status WHERE counts HAVING count(*) > 0;

-- @weighted
SELECT rate(done, due) AS completion, rate(share, due) AS share, rate_sub(rate(done, due), rate(share, due)) AS gap
FROM (SELECT sum(done_value) AS done, sum(due_value) AS due, sum(iif(due_value IS NULL, NULL, share_value)) AS share
      FROM agreement_status WHERE counts)
WHERE due > 0;

-- @some_rounds
SELECT 1 WHERE EXISTS (SELECT 1 FROM agreement_status WHERE counts);

-- @payment
SELECT sum(matured) AS matured, sum(matured_n) AS matured_n, sum(in_time) AS in_time, rate(sum(in_time), sum(matured)) AS rate,
  rate(sum(in_time_n), sum(matured_n)) AS count, rate(sum(in_time), sum(matured) - sum(matured_reason)) AS adjusted,
  rate(sum(paid_days), sum(matured_paid)) AS days, sum(late_paid) AS late_paid, sum(overdue) AS overdue,
  count(DISTINCT iif(overdue > 0, inst, NULL)) AS late, sum(overdue_reason) AS reason, rate(sum(matched), sum(net)) AS returned
FROM ind_pay HAVING (sum(matured_n) > 0 AND sum(matched) IS NOT NULL) OR sum(overdue) > 0;

-- @no_payments
SELECT 1 FROM ind_pay WHERE matched IS NULL LIMIT 1;

-- @payers
-- Only where there are several.
SELECT iif(payer, iif(:lang, 'the insurance agency', '医保经办'), iif(:lang, 'the institutions', '医疗机构')) AS payer,
  sum(matured) AS matured, rate(sum(in_time), sum(matured)) AS rate, sum(overdue) AS overdue
FROM ind_pay WHERE lines > 0 AND matched IS NOT NULL AND (SELECT count(DISTINCT payer) FROM ind_pay WHERE lines > 0) > 1
GROUP BY ind_pay.payer ORDER BY ind_pay.payer;

-- @ranked
-- Each institution once: ranked for one of its payers, else listed, else without a line.
WITH i AS (SELECT max(ranked) AS ranked, sum(lines) AS lines FROM pay_ranking WHERE kind = 'institution' GROUP BY subject)
SELECT sum(ranked) AS ranked, sum(NOT ranked AND lines > 0) AS listed, sum(lines = 0) AS silent FROM i HAVING count(*) > 0;
