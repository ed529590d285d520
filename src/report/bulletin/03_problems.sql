-- heading: - | 二、存在问题 | 2. Problems
-- sub: - | （{#}）部分医疗机构执行进度滞后 | ({#}) Institutions behind schedule
-- say: behind | {insts}家医疗机构有未达到序时进度的签约产品，共{n:int}个，其中零采购{none:int}个，严重滞后（含零采购）{severe:int}个。达序时占比最低的是： | {insts} institutions have {n:int} agreements that are not on schedule; nothing was bought of {none:int}, far behind are {severe:int}. The lowest shares on schedule:
-- else: - | 没有未达到序时进度的签约产品。 | All agreements are on schedule.
-- list: worst_insts | {name}（签约产品{n:int}个，达序时{good:int}个，占{rate:pct}，进度差{gap:percent}，零采购{none:int}个） | {name} ({good:int} of {n:int}, {rate:pct}, gap {gap:percent}, nothing bought {none:int})
-- say: zero | 零采购的签约产品涉及{insts}家医疗机构，最多的是： | Nothing was bought of some agreements in {insts} institutions, most of all:
-- list: zero_insts | {name}（{none:int}个） | {name} ({none:int})
-- sub: - | （{#}）部分中选产品采购进度滞后 | ({#}) Products behind schedule
-- say: behind_products | {n:int}个中选产品未达到序时进度，其中{none:int}个全部签约机构均未采购。进度最落后的是： | {n:int} products are not on schedule; nobody bought {none:int} of them. The furthest behind:
-- else: - | 没有未达到序时进度的中选产品。 | All products are on schedule.
-- list: worst_products | {generic}{strength}（{maker}，{round_name}；完成率{completion:pct}，进度差{gap:percent}，零采购机构{none:int}家，滞后机构{behind:int}家） | {generic} {strength} ({maker}, {round_name}; completion {completion:pct}, gap {gap:percent}, institutions that bought nothing {none:int}, behind {behind:int})
-- sub: - | （{#}）非中选产品采购超量 | ({#}) Too much that was not selected
-- say: nonselected | {insts}家医疗机构的{n:int}个品种非中选产品采购量占比超过{limit}%，占比最高的是： | In {insts} institutions, {n:int} groups have a share of products not selected above {limit} %. The highest:
-- else: - | 没有非中选产品采购超量的情况。 | No institution is above the limit.
-- list: worst_groups | {name}采购{variety}（中选{s:volume}，非中选{n:volume}，非中选占比{share:pct}） | {name}, {variety} (selected {s:volume}, not selected {n:volume}, {share:pct})
-- sub: - | （{#}）高于中选价采购 | ({#}) Above the award price
-- say: price | {insts}家医疗机构高于中选价采购{lines:int}行，多付{over:money}元。多付较多的是： | {insts} institutions paid more than the award price in {lines:int} lines, {over:money} yuan too much. Most of all:
-- else: - | 没有高于中选价采购的情况。 | Nobody paid more than the award price.
-- list: price_insts | {name}（{lines:int}行，多付{over:money}元） | {name} ({lines:int} lines, {over:money} yuan)
-- say: price_hints | 另有{lines:int}行为其他包装，按差比价折算后偏高，只作提示，不计多付金额。 | Another {lines:int} lines are of other packs and dear by the pack ratio: a hint only.
-- sub: - | （{#}）货款逾期未付 | ({#}) Overdue payment
-- say: overdue | {insts}家医疗机构有货款逾期未付，共{overdue:money}元，扣除有正当理由的，还有{rest:money}元；{since}。逾期未付金额较大的是： | {insts} institutions owe {overdue:money} yuan that is overdue, {rest:money} yuan of it without an accepted reason, {since}. The largest amounts:
-- else: no_payments | 没有付款数据，逾期未付的货款无法计算。 | There are no payments: what is overdue cannot be said.
-- else: - | 没有逾期未付的货款。 | Nothing is overdue.
-- list: overdue_insts | {name}（{payer}付款，逾期未付{overdue:money}元，其中有正当理由{reason:money}元，{since}，按期支付金额占比{rate:pct}） | {name} (paid by {payer}; overdue {overdue:money} yuan, with a reason {reason:money} yuan, {since}; in time {rate:pct})
-- say: longest | 逾期时间最长的是： | Overdue for longest:
-- list: longest_insts | {name}（{payer}付款，最长逾期{longest:int}天，逾期未付{overdue:money}元） | {name} (paid by {payer}; {longest:int} days, {overdue:money} yuan)
-- sub: - | （{#}）配送不到位 | ({#}) Delivery
-- say: supply | {n:int}家配送企业配送率评价为较差，或者有品种连续三个月配送率不足90%： | {n:int} distributors deliver poorly, or have products below 90 % for three months in a row:
-- else: no_shipped | 采购明细没有发货数量，配送率无法计算。 | The purchase lines have no shipped quantities: there is no delivery rate.
-- else: - | 没有配送率评价为较差的配送企业。 | No distributor delivers poorly.
-- list: worst_suppliers | {name}（配送率{delivered:pct}，缺货品种{short:int}个，连续三月不足90%品种{low:int}个） | {name} (delivered {delivered:pct}, products short {short:int}, below 90 % for three months {low:int})
-- sub: - | （{#}）线下采购 | ({#}) Purchase off the platform
-- say: online | {n:int}家医疗机构药品网采率低于{goal}%，最低的是： | {n:int} institutions buy less than {goal} % of their medicines on-line. The lowest:
-- else: no_channel | 采购明细没有写明采购渠道（网上或线下），药品网采率无法计算。 | The purchase lines do not say whether they were on-line: there is no rate.
-- else: goal | 没有药品网采率低于{goal}%的医疗机构。 | No institution buys less than {goal} % of its medicines on-line.
-- list: worst_online | {name}（药品网采率{online:pct}） | {name} ({online:pct})
-- sub: - | （{#}）未按要求报送数据 | ({#}) Not reported
-- say: silent | {n:int}家应报送的医疗机构统计期内没有采购数据，按未报处理，不当作零： | {n:int} institutions that must report have no line in the period; this is not taken for zero:
-- else: - | 应报送的医疗机构均已报送。 | Everybody who must report did.
-- list: silent_insts | {name}（近12个月连续缺报{months:int}个月） | {name} (missing {months:int} months in a row, of the last 12)
--
-- What the sheets show of it, the worst first; at most five of each. Without a finding it is said that there is none.

-- @behind
SELECT count(DISTINCT inst) AS insts, count(*) AS n, sum(status = '零采购') AS none, sum(severe) AS severe
FROM agreement_status WHERE counts AND NOT on_track HAVING count(*) > 0;

-- @worst_insts
-- The last of sheet 2.
WITH a AS (
  SELECT inst, count(*) AS n, sum(on_track) AS good, sum(status = '零采购') AS none, sum(done_value) AS done, sum(due_value) AS due,
    sum(iif(due_value IS NULL, NULL, share_value)) AS share
  FROM agreement_status WHERE counts GROUP BY inst),
r AS (SELECT a.*, rate(good, n) AS rate, rate(done, due) AS completion, rate_sub(rate(done, due), rate(share, due)) AS gap FROM a)
SELECT i.name, r.n, r.good, r.rate, r.gap, r.none
FROM r JOIN inst_shown AS i ON i.id = r.inst WHERE r.good < r.n
ORDER BY r.rate COLLATE RATE, r.completion COLLATE RATE, i.code, i.name, i.id LIMIT 5;

-- @zero
SELECT count(DISTINCT inst) AS insts FROM agreement_status WHERE counts AND status = '零采购' HAVING count(*) > 0;
-- @zero_insts
SELECT i.name, count(*) AS none FROM agreement_status AS s JOIN inst_shown AS i ON i.id = s.inst
WHERE s.counts AND s.status = '零采购' GROUP BY i.id, i.name, i.code ORDER BY none DESC, i.code, i.name, i.id LIMIT 5;

-- @behind_products
WITH w AS ( -- as on sheet 4: one fraction for each length of agreement, so that few are added exactly
  SELECT product, days, sum(elapsed * agreed) AS part, sum(counted) AS counted, sum(agreed) AS agreed
  FROM agreement_status WHERE counts GROUP BY product, days),
a AS (SELECT product, sum(counted) AS counted, sum(agreed) AS agreed, rate_sum(rate(part, days)) AS part FROM w GROUP BY product)
SELECT count(*) AS n, sum(counted <= 0) AS none FROM a
WHERE rate_cmp(rate(counted, agreed), rate_div(part, agreed)) < 0 HAVING count(*) > 0;

-- @worst_products
-- The first of sheet 4.
WITH w AS (
  SELECT product, days, sum(elapsed * agreed) AS part, sum(counted) AS counted, sum(agreed) AS agreed
  FROM agreement_status WHERE counts GROUP BY product, days),
a AS (SELECT product, sum(counted) AS counted, sum(agreed) AS agreed, rate_sum(rate(part, days)) AS part FROM w GROUP BY product),
r AS (SELECT a.*, rate(counted, agreed) AS completion, rate_sub(rate(counted, agreed), rate_div(part, agreed)) AS gap FROM a),
n AS (
  SELECT product, count(DISTINCT iif(status = '零采购', inst, NULL)) AS none, count(DISTINCT iif(status = '低于序时', inst, NULL)) AS behind
  FROM agreement_status WHERE counts GROUP BY product)
SELECT p.generic, p.strength, p.maker, g.round_name, r.completion, r.gap, n.none, n.behind
FROM r JOIN n ON n.product = r.product JOIN product AS p ON p.id = r.product JOIN grp AS g ON g.id = p.grp
WHERE rate_cmp(r.gap, 0) < 0
ORDER BY r.gap COLLATE RATE, p.round, p.generic, p.strength, p.maker, p.grp, p.id LIMIT 5;

-- @nonselected
SELECT count(DISTINCT inst) AS insts, count(*) AS n,
  (SELECT scaled_text(scaled * 100, 0, 2) FROM param WHERE name = 'nonselected.limit') AS "limit"
FROM ind_group WHERE over_volume HAVING count(*) > 0;
-- @worst_groups
SELECT i.name, g.variety, c.s, c.n, rate(c.n, c.s + c.n) AS share
FROM ind_group AS c JOIN inst_shown AS i ON i.id = c.inst JOIN grp AS g ON g.id = c.grp WHERE c.over_volume
ORDER BY share COLLATE RATE DESC, i.code, i.name, c.inst, g.round, g.variety, g.id LIMIT 5;

-- @price
SELECT count(DISTINCT inst) AS insts, count(*) AS lines, sum(over) AS over FROM ind_price WHERE over IS NOT NULL HAVING count(*) > 0;
-- @price_insts
SELECT i.name, count(*) AS lines, sum(c.over) AS over FROM ind_price AS c JOIN inst_shown AS i ON i.id = c.inst
WHERE c.over IS NOT NULL GROUP BY i.id, i.name, i.code ORDER BY sum(c.over) DESC, i.code, i.name, i.id LIMIT 5;
-- @price_hints
SELECT count(*) AS lines FROM ind_price WHERE over IS NULL HAVING count(*) > 0;

-- @overdue
SELECT count(DISTINCT inst) AS insts, sum(overdue) AS overdue, sum(overdue - overdue_reason) AS rest,
  CASE WHEN max(longest) = 0 THEN iif(:lang, 'all due on the cut-off day', '都在截止日当天到期') -- nobody is late by 0 days
    ELSE iif(:lang, 'for up to ' || max(longest) || ' days', '逾期时间最长' || max(longest) || '天') END AS since
FROM ind_pay WHERE overdue > 0 HAVING count(*) > 0;
-- @no_payments
SELECT 1 FROM ind_pay WHERE matched IS NULL LIMIT 1;
-- @overdue_insts
SELECT i.name, iif(p.payer, iif(:lang, 'the insurance agency', '医保经办'), iif(:lang, 'the institution', '医疗机构')) AS payer,
  p.overdue, p.overdue_reason AS reason, CASE WHEN p.longest = 0 THEN iif(:lang, 'due on the cut-off day', '截止日当天到期')
    ELSE iif(:lang, 'up to ' || p.longest || ' days', '最长逾期' || p.longest || '天') END AS since, rate(p.in_time, p.matured) AS rate
FROM ind_pay AS p JOIN inst_shown AS i ON i.id = p.inst WHERE p.overdue > 0
ORDER BY p.overdue DESC, i.code, i.name, i.id, p.payer LIMIT 5;
-- @longest
SELECT 1 FROM ind_pay WHERE longest > 0 LIMIT 1;
-- @longest_insts
SELECT i.name, iif(p.payer, iif(:lang, 'the insurance agency', '医保经办'), iif(:lang, 'the institution', '医疗机构')) AS payer,
  p.longest, p.overdue
FROM ind_pay AS p JOIN inst_shown AS i ON i.id = p.inst WHERE p.longest > 0
ORDER BY p.longest DESC, p.overdue DESC, i.code, i.name, i.id, p.payer LIMIT 5;

-- @supply
SELECT count(*) AS n FROM ind_supplier WHERE supplier <> 0 AND (word = '较差' OR low > 0) HAVING count(*) > 0;
-- @no_shipped
SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM ind_supplier WHERE rate(shipped_value, ordered_value) IS NOT NULL);
-- @worst_suppliers
SELECT name, rate(shipped_value, ordered_value) AS delivered, short, low FROM ind_supplier
WHERE supplier <> 0 AND (word = '较差' OR low > 0) ORDER BY delivered COLLATE RATE NULLS LAST, name, supplier LIMIT 5;

-- @no_channel
SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM ind_net WHERE drug_on + drug_off > 0);
-- @goal
SELECT scaled_text(scaled * 100, 0, 2) AS goal FROM param WHERE name = 'online.goal_medicine';
-- @online
SELECT count(*) AS n, scaled_text(g.scaled * 100, 0, 2) AS goal FROM ind_net AS n JOIN param AS g ON g.name = 'online.goal_medicine'
WHERE n.drug_on + n.drug_off > 0 AND rate_cmp(n.drug_on, n.drug_on + n.drug_off, g.scaled, 10000) < 0
GROUP BY g.scaled;
-- @worst_online
SELECT i.name, rate(n.drug_on, n.drug_on + n.drug_off) AS online
FROM ind_net AS n JOIN inst_shown AS i ON i.id = n.inst JOIN param AS g ON g.name = 'online.goal_medicine'
WHERE n.drug_on + n.drug_off > 0 AND rate_cmp(n.drug_on, n.drug_on + n.drug_off, g.scaled, 10000) < 0
ORDER BY online COLLATE RATE, i.code, i.name, i.id LIMIT 5;

-- @silent
WITH s AS (SELECT inst FROM ind_pay GROUP BY inst HAVING sum(lines) = 0)
SELECT count(*) AS n FROM s WHERE inst IN (SELECT id FROM inst_expected) HAVING count(*) > 0;
-- @silent_insts
-- All of them: who is missing has to be named.
WITH s AS (SELECT inst FROM ind_pay GROUP BY inst HAVING sum(lines) = 0)
SELECT i.name, m.longest AS months FROM s JOIN inst_shown AS i ON i.id = s.inst JOIN ind_missing AS m ON m.inst = s.inst
WHERE s.inst IN (SELECT id FROM inst_expected) ORDER BY m.longest DESC, i.code, i.name, i.id;
