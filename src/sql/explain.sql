-- Where a 依据号 leads (src/rules/explain.c). Units are words of view `wording`, which has them in both languages; what is said
-- is said in the language of the reader. ?1 what was found, ?2 the KEY, ?3 the language.

-- @agr
SELECT id, inst FROM ind_agreement WHERE key = ?1;
-- @grp
SELECT grp, inst FROM ind_group WHERE key = ?1;
-- @pay
SELECT payer, subject FROM pay_ranking WHERE key = ?1;
-- @payers
SELECT m.inst FROM pay_ranking AS p JOIN member AS m ON m.kind = p.kind AND m.subject = p.subject WHERE p.key = ?1;
-- @subject
SELECT subject, subject FROM member WHERE key = ?1;
-- @form
-- The form names its rounds; their codes will do as well.
WITH x AS (
  SELECT a.id, a.inst, a.round, g.round_name, 'form:' || key_part(iif(i.code = '', i.name, i.code)) || ':' AS prefix
  FROM ind_agreement AS a JOIN inst AS i ON i.id = a.inst JOIN grp AS g ON g.id = a.grp WHERE a.begun)
SELECT id, inst FROM x WHERE ?1 IN (prefix || round_name, prefix || key_part(round_name), prefix || key_part(round)) ORDER BY id;
-- @product
SELECT p.id, 0 FROM product AS p JOIN grp AS g ON g.id = p.grp
WHERE 'product:' || key_part(p.round) || ':' || key_part(g.group_no) || ':' || key_part(p.generic) || ':'
  || key_part(p.strength) || ':' || key_part(p.maker) = ?1;
-- @round
SELECT id, 0 FROM grp WHERE 'round:' || key_part(round) = ?1 LIMIT 1;
-- @place
SELECT p.id, o.inst FROM purchase AS p JOIN sheet AS s ON s.id = p.sheet JOIN file AS f ON f.id = s.file
JOIN org AS o ON o.id = p.org
WHERE substr(f.sha256, 1, 12) || ':' || key_part(s.name) || ':' || p.row = substr(?1, instr(?1, ':') + 1)
ORDER BY p.live DESC, p.id;
-- @payment
SELECT p.id, 0 FROM payment AS p JOIN sheet AS s ON s.id = p.sheet JOIN file AS f ON f.id = s.file
WHERE 'payment:' || substr(f.sha256, 1, 12) || ':' || key_part(s.name) || ':' || p.row = ?1
ORDER BY p.live DESC, p.id;
-- @price
SELECT award, expected, over, iif(?3, (SELECT en FROM wording WHERE id = mode), mode) FROM ind_price WHERE purchase = ?1;
-- @watch
SELECT watch, inst FROM ind_watch WHERE key = ?1;
-- @watched
SELECT item FROM ind_watched WHERE watch = ?1;
-- @surplus
SELECT rowid, inst FROM ind_surplus WHERE key = ?1;
-- @report
SELECT id, id FROM inst WHERE 'report:' || key_part(iif(code = '', name, code)) = ?1;
-- @sup
SELECT supplier, 0 FROM ind_supplier WHERE key = ?1;
-- @net
SELECT inst, inst FROM ind_net WHERE key = ?1;
-- @age
SELECT low, high FROM age_band WHERE 'age:' || key_part(name) = ?1;
-- @file
SELECT id, 0 FROM file WHERE live AND substr(sha256, 1, 12) = substr(?1, 6);
-- @check
SELECT seq, 0 FROM check_shown
WHERE substr(?1, length('check:') + 1) IN (title_zh, title_en, key_part(title_zh), key_part(title_en));
-- @note
SELECT code, 0 FROM (SELECT code FROM standing_issue UNION SELECT code FROM ind_note) WHERE printf('E%03d', code) = ?1;
-- @notes
SELECT coalesce(group_concat(name, ' '), '—') FROM (
  SELECT printf('E%03d', code) AS name FROM (SELECT code FROM standing_issue UNION SELECT code FROM ind_note) ORDER BY code);
-- What begins with ?1: the keys that ?2 is a part of first, the shortest of them first.
-- @keys
SELECT key FROM (
  SELECT key FROM ind_agreement UNION ALL SELECT key FROM ind_group UNION ALL SELECT key FROM pay_ranking
  UNION ALL SELECT key FROM ind_price UNION ALL SELECT DISTINCT key FROM member WHERE key <> ''
  UNION ALL SELECT DISTINCT 'round:' || key_part(round) FROM grp UNION ALL SELECT key FROM ind_watch
  UNION ALL SELECT key FROM ind_surplus UNION ALL SELECT key FROM ind_supplier UNION ALL SELECT key FROM ind_net
  UNION ALL SELECT 'age:' || key_part(name) FROM age_band UNION ALL SELECT 'check:' || key_part(title_zh) FROM check_shown
  UNION ALL SELECT 'file:' || substr(sha256, 1, 12) FROM file WHERE live
  UNION ALL SELECT DISTINCT 'form:' || key_part(iif(i.code = '', i.name, i.code)) || ':' || key_part(g.round_name)
    FROM ind_agreement AS a JOIN inst AS i ON i.id = a.inst JOIN grp AS g ON g.id = a.grp WHERE a.begun
  UNION ALL SELECT 'report:' || key_part(iif(code = '', name, code)) FROM inst)
WHERE substr(key, 1, length(?1)) = ?1 ORDER BY instr(key, ?2) = 0, length(iif(instr(key, ?2), key, '')), key LIMIT 3000;
-- @clear
DELETE FROM trace;
-- @clear_asked
DELETE FROM asked;
-- @row
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why) VALUES(?1, NULL, ?2, ?3, ?4, ?5, ?6, ?7);
-- @asked_subject
INSERT INTO asked SELECT a.id FROM ind_agreement AS a JOIN member AS m ON m.inst = a.inst WHERE m.key = ?2;
-- @asked_product
INSERT INTO asked SELECT id FROM ind_agreement WHERE product = ?1;
-- @asked_round
INSERT INTO asked SELECT id FROM ind_agreement WHERE round = (SELECT round FROM grp WHERE id = ?1);
-- @asked_form
INSERT INTO asked
SELECT a.id FROM ind_agreement AS a JOIN ind_agreement AS x ON x.id = ?1 AND x.inst = a.inst AND x.round = a.round WHERE a.begun;
-- @agreements
-- Each of them: its status, what it adds to the weighted rates, and who answers for it. Rows of one unit add up to a cell.
WITH x AS (
  SELECT a.*, i.name, i.code, c.firm, c.dealer, c.hospital, c.data, coalesce(g.over_volume, 0) AS over_volume
  FROM asked JOIN agreement_status AS a ON a.id = asked.agreement JOIN inst_shown AS i ON i.id = a.inst
  LEFT JOIN supply_cause AS c ON c.agreement = a.id LEFT JOIN ind_group AS g ON g.inst = a.inst AND g.grp = a.grp)
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, 'agreement', id, taken, amount, unit, why FROM (
  SELECT 1 AS part, *, counts AS taken, 10000 AS amount, '个（' || status || '）' AS unit,
    iif(?3,
      name || ' ' || (SELECT en FROM wording WHERE id = status)
      || iif(word IN ('', status), '', ' (' || (SELECT en FROM wording WHERE id = word) || ')') || ': agreed ' || scaled_text(agreed, 0, 4)
      || iif(begun, ', bought ' || scaled_text(counted, 0, 4), '') || ', ' || day_text(day_from) || ' – ' || day_text(day_to)
      || iif(begun, ', of which ' || elapsed || '/' || days || ' days have passed', '')
      || iif(counts AND due_value IS NULL, '; without an award price: in no weighted rate', '') || '  ' || key,
      name || '　' || status || iif(word IN ('', status), '', '（' || word || '）') || '：约定 ' || scaled_text(agreed, 0, 4)
      || iif(begun, '，已完成 ' || scaled_text(counted, 0, 4), '') || '，' || day_text(day_from) || ' – ' || day_text(day_to)
      || iif(begun, '，已过 ' || elapsed || '/' || days || ' 天', '')
      || iif(counts AND due_value IS NULL, '；没有中选价，未计入折算', '') || '　' || key) AS why FROM x
  UNION ALL SELECT 2, *, 1, due_value, '元（折算约定）', iif(?3, 'agreed volume × award price', '约定量 × 中选价') FROM x
    WHERE counts AND due_value IS NOT NULL
  UNION ALL SELECT 3, *, 1, done_value, '元（折算完成）',
    iif(?3, 'bought (at most the agreed volume) × award price', '已完成（不超过约定量）× 中选价') FROM x
    WHERE counts AND due_value IS NOT NULL
  UNION ALL SELECT 4, *, 1, share_value, '元（折算序时）', iif(?3, 'time share × agreed volume × award price', '序时 × 约定量 × 中选价')
    FROM x WHERE counts AND due_value IS NOT NULL
  UNION ALL SELECT 5, *, 1, 10000, '个（严重滞后）', iif(?3, (SELECT en FROM wording WHERE id = word), word) FROM x WHERE counts AND severe
  UNION ALL SELECT 6, *, 1, 10000, '个（低于序时且非中选超量）', iif(?3,
      (SELECT en FROM wording WHERE id = status) || ', and its group is above the limit of not-selected volume',
      status || '，所属品种非中选超量') FROM x
    WHERE status IN ('零采购', '低于序时') AND over_volume
  UNION ALL SELECT 7, *, 1, 10000, '个（责任：企业）', iif(?3, 'answerable: the maker', '责任提示：企业') FROM x WHERE firm
  UNION ALL SELECT 8, *, 1, 10000, '个（责任：配送）', iif(?3, 'answerable: the distributor', '责任提示：配送') FROM x WHERE dealer
  UNION ALL SELECT 9, *, 1, 10000, '个（责任：医院）', iif(?3, 'answerable: the hospital', '责任提示：医院') FROM x WHERE hospital
  UNION ALL SELECT 10, *, 1, 10000, '个（责任：数据）', iif(?3, 'answerable: the data', '责任提示：数据') FROM x WHERE data)
ORDER BY code, inst, round, product, day_from, id, part;
-- @share
-- The time share of several agreements: that of all, if it is the same; else weighted by what they are worth, as they say
-- themselves; without award prices, that of the days from the first to the last. The platform form takes those with Q* = 0 in.
WITH a AS (
  SELECT a.* FROM asked JOIN agreement_status AS a ON a.id = asked.agreement WHERE a.begun AND (a.counts OR ?2 LIKE 'form:%')),
s AS (
  SELECT count(DISTINCT share) = 1 AS same, sum(due_value) > 0 AS priced, min(day_from) AS low, max(day_to) AS high,
    (SELECT as_of FROM run) AS as_of, (SELECT elapsed FROM a ORDER BY id LIMIT 1) AS elapsed, (SELECT days FROM a ORDER BY id LIMIT 1) AS days
  FROM a),
d AS (
  SELECT iif(same, elapsed, max(0, min(as_of, high) - low + 1)) AS elapsed, iif(same, days, high - low + 1) AS days,
    iif(same, iif(?3, 'the same for all of them', '各协议相同'), iif(?3, 'from the first day to the last: there are no award prices to weight by',
      '从最早的开始日到最晚的结束日：没有中选价可以加权')) AS why
  FROM s WHERE same OR NOT coalesce(priced, 0))
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, '', NULL, 1, amount * 10000, unit, why FROM (
  SELECT 1 AS part, elapsed AS amount, '天（已过）' AS unit, why FROM d WHERE elapsed IS NOT NULL
  UNION ALL SELECT 2, days, '天（协议期）', why FROM d WHERE days IS NOT NULL)
ORDER BY part;
-- @volumes
-- Of one product only, so that they may be added.
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, 'agreement', id, counts, amount, unit, name || iif(?3, '  ', '　') || why FROM (
  SELECT 1 AS part, a.*, i.name, i.code, a.agreed AS amount, '最小单位（约定）' AS unit, iif(?3, 'agreed volume', '约定量') AS why
  FROM asked JOIN agreement_status AS a ON a.id = asked.agreement JOIN inst_shown AS i ON i.id = a.inst
  UNION ALL SELECT 2, a.*, i.name, i.code, a.counted, 'volume', iif(?3, 'bought', '已完成')
  FROM asked JOIN agreement_status AS a ON a.id = asked.agreement JOIN inst_shown AS i ON i.id = a.inst
  UNION ALL SELECT 3, a.*, i.name, i.code, a.agreed * a.elapsed, '最小单位×天÷' || a.days, -- never rounded
    iif(?3, 'due by now: ', '序时应完成 ') || scaled_text(a.agreed, 0, 4) || ' × ' || a.elapsed || ' ÷ ' || a.days
  FROM asked JOIN agreement_status AS a ON a.id = asked.agreement JOIN inst_shown AS i ON i.id = a.inst)
ORDER BY code, inst, day_from, id, part;
-- @insts
-- Each institution once, and whether any of its agreements is at 零采购 or 低于序时.
WITH x AS (
  SELECT a.inst, i.name, i.code, sum(a.status = '零采购') AS none, sum(a.status = '低于序时') AS behind
  FROM asked JOIN agreement_status AS a ON a.id = asked.agreement JOIN inst_shown AS i ON i.id = a.inst
  WHERE a.counts GROUP BY a.inst, i.name, i.code)
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, '', NULL, 1, 10000, unit, name || iif(?3, '  ', '　') || 'inst:' || key_part(iif(code = '', name, code)) FROM (
  SELECT *, 1 AS part, '家（机构）' AS unit FROM x
  UNION ALL SELECT *, 2, '家（零采购机构）' FROM x WHERE none
  UNION ALL SELECT *, 3, '家（滞后机构）' FROM x WHERE behind)
ORDER BY part, code, name, inst;
-- @absent
-- Members of a community, an area or a level that have nothing to be counted.
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, '', NULL, 0, 10000, '家（机构）', i.name || iif(?3, ': no agreed volume in its agreement period', '：没有在协议期内的约定采购量')
FROM member AS m JOIN inst_shown AS i ON i.id = m.inst
WHERE m.key = ?2 AND m.inst NOT IN (SELECT inst FROM agreement_status WHERE counts) ORDER BY i.code, i.name, i.id;
-- @unselected
-- What 非中选占比_金额 is made of, group by group.
WITH x AS (
  SELECT c.*, i.name, i.code, g.round, g.variety FROM member AS m JOIN ind_group AS c ON c.inst = m.inst
  JOIN inst_shown AS i ON i.id = c.inst JOIN grp AS g ON g.id = c.grp WHERE m.key = ?2)
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, '', NULL, 1, amount, unit, name || iif(?3, '  ', '　') || variety || iif(?3, '  ', '　') || key FROM (
  SELECT 1 AS part, *, s_amount AS amount, '元（中选）' AS unit FROM x
  UNION ALL SELECT 2, *, n_amount, '元（非中选）' FROM x)
WHERE amount <> 0 ORDER BY part, code, inst, round, variety, grp;
-- @agency
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, '', NULL, 1, p.overdue, '元（经办逾期未付）', i.name || iif(?3, '  ', '　') || p.key
FROM member AS m JOIN ind_pay AS p ON p.inst = m.inst AND p.payer = 1 JOIN inst_shown AS i ON i.id = m.inst
WHERE m.key = ?2 AND p.overdue > 0 ORDER BY i.code, i.name, i.id;
-- @payers_of
-- Whose receipts a row of several institutions adds up, and who of them reported nothing.
WITH x AS (
  SELECT i.name, i.code, i.id, p.key, q.lines FROM pay_ranking AS p JOIN member AS m ON m.kind = p.kind AND m.subject = p.subject
  JOIN ind_pay AS q ON q.inst = m.inst AND q.payer = p.payer JOIN inst_shown AS i ON i.id = m.inst
  WHERE p.key = ?2 AND p.kind <> 'institution')
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, '', NULL, 1, 10000, unit, name FROM (
  SELECT 1 AS part, '家（机构）' AS unit, * FROM x
  UNION ALL SELECT 2, '家（未报机构）', * FROM x WHERE lines = 0)
ORDER BY part, code, name, id;
-- @delivery
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, '', NULL, 1, amount, unit, name FROM (
  SELECT 1 AS part, s.supplier, coalesce(f.name, iif(?3, '(distributor not named)', '（未写明配送企业）')) AS name, s.ordered AS amount, '最小单位（订购）' AS unit
  FROM supply_part AS s LEFT JOIN supplier AS f ON f.id = s.supplier WHERE s.product = ?1
  UNION ALL SELECT 2, s.supplier, coalesce(f.name, iif(?3, '(distributor not named)', '（未写明配送企业）')), s.shipped, '最小单位（发货）'
  FROM supply_part AS s LEFT JOIN supplier AS f ON f.id = s.supplier WHERE s.product = ?1)
ORDER BY part, name, supplier;
-- @bought
-- The platform form: products not selected and substitutes, of its groups anywhere, and bought here; groups over the limits.
WITH f AS (SELECT inst, round FROM ind_agreement WHERE id = ?1),
own AS (SELECT c.* FROM f JOIN ind_group AS c ON c.inst = f.inst JOIN grp AS g ON g.id = c.grp AND g.round = f.round),
anywhere AS (
  SELECT DISTINCT c.cls, c.product FROM own JOIN ind_class_product AS c ON c.grp = own.grp WHERE c.volume > 0),
here AS (
  SELECT c.cls, c.product, sum(c.volume) AS volume FROM f JOIN ind_class_product AS c ON c.inst = f.inst
  JOIN grp AS g ON g.id = c.grp AND g.round = f.round WHERE c.volume > 0 GROUP BY c.cls, c.product)
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, '', NULL, 1, 10000, unit, why FROM (
  SELECT 1 AS part, iif(cls = 'n', '个（对应非中选产品）', '个（对应可替代产品）') AS unit, name AS why
    FROM anywhere JOIN class_label USING (product)
  UNION ALL SELECT 2, iif(cls = 'n', '个（采购非中选产品）', '个（采购可替代产品）'), name || iif(?3, '  ', '　') || scaled_text(volume, 0, 4)
    FROM here JOIN class_label USING (product)
  UNION ALL SELECT 3, '个（非中选超量）', key FROM own WHERE over_volume
  UNION ALL SELECT 4, '个（非中选超额）', key FROM own WHERE over_amount)
ORDER BY part, unit, why;
-- @days_of
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, 'agreement', id, 1, amount, unit, why FROM (
  SELECT 1 AS part, id, elapsed * 10000 AS amount, '天（已过）' AS unit,
    iif(?3, 'of the agreement, up to the cut-off day', '协议期内，到截止日为止') AS why FROM ind_agreement
    WHERE id = ?1 AND begun
  UNION ALL SELECT 2, id, days * 10000, '天（协议期）', day_text(day_from) || ' – ' || day_text(day_to)
    || iif(begun, '', iif(?3, ', not begun', '，还没有开始')) FROM ind_agreement WHERE id = ?1)
ORDER BY part;
-- @price_of
-- The last three compare exactly: both prices of as many packs, or units, as the award price is for. Of an award that was
-- published by the unit the most that a pack may cost (src/rules/published.h).
WITH c AS (SELECT * FROM ind_price WHERE purchase = ?1)
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT purchase, NULL, fact, fact_id, 1, amount, unit, why FROM (
  SELECT 1 AS part, purchase, 'purchase' AS fact, NULL AS fact_id, packs AS amount, '包装（数量）' AS unit,
    iif(?3, 'less returns', '已扣退货') AS why FROM c
  UNION ALL SELECT 2, purchase, 'purchase', NULL, units * 10000, '单位（每包装）', iif(?3, 'units per pack', '转换比') FROM c
  UNION ALL SELECT 3, purchase, 'purchase', NULL, price, '元/包装（采购价）', '' FROM c
  UNION ALL SELECT 4, NULL, 'award', award, expected, '元/包装（中选价）', iif(?3, (SELECT en FROM wording WHERE id = mode), mode) FROM c
  UNION ALL SELECT 5, purchase, 'purchase', NULL, per * 10000, '包装或单位（比价）', '' FROM c
  UNION ALL SELECT 6, purchase, 'purchase', NULL, price * per, '元（采购，比价）', scaled_text(price, 2, 4) || ' × ' || per FROM c
  UNION ALL SELECT 7, NULL, 'award', award, base, '元（中选，比价）', iif(w.published IS NULL, '',
    iif(?3, 'published for units: ' || w.holds || ', ' || decimal_text(w.published, w.places)
        || ' yuan: the highest price of a pack that may be it, rounded to as many places',
      '公布的是 ' || w.holds || ' 单位 ' || decimal_text(w.published, w.places) || ' 元：舍入到 ' || w.places || ' 位小数，可能是它的最高每包装价'))
    FROM c JOIN award AS w ON w.id = c.award)
ORDER BY part;
-- @watch_of
-- Months for which the institution sent no line at all: that is not zero, and nothing is compared with it.
WITH m(k, unit) AS (VALUES (12, '元（本月）'), (11, '元（上月）'), (0, '元（去年同月）'))
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, '', NULL, 0, NULL, m.unit,
  substr(s.month, 1, 4) || '-' || substr(s.month, 5) || iif(?3, ': nothing was reported, nothing to compare', '：没有报送，不比较')
FROM ind_watch AS w, m JOIN ind_span AS s ON s.k = m.k
WHERE w.key = ?2 AND NOT EXISTS (SELECT 1 FROM ind_source AS x WHERE x.inst = w.inst AND x.k = m.k) ORDER BY m.k DESC;
-- @short_of
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, '', NULL, 1, 10000, '个（缺货品种）', coalesce(p.name, '') FROM supply_short AS s
LEFT JOIN supply_product AS p ON p.id = s.product WHERE s.supplier = ?1 ORDER BY p.name, s.product;
-- @low_of
-- Once a product, with the last three months of it that were too low.
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, '', NULL, 1, 10000, '个（连续三月不足）', coalesce(p.name, '') || iif(?3, '  ', '　') || max(s.last)
  || iif(?3, ' and the two months with orders before it', ' 及前两个有订单的月')
FROM supply_low AS s LEFT JOIN supply_product AS p ON p.id = s.product WHERE s.supplier = ?1 AND s.product >= 0
GROUP BY s.product, p.name ORDER BY p.name, s.product;
-- @receipts_of
-- Overdue receipts of one age, each institution once; what the other ages come to, for its share.
WITH x AS (
  SELECT c.*, i.name, i.code FROM age_band AS a JOIN ind_receipt AS c ON c.overdue BETWEEN a.low AND a.high
  JOIN inst_shown AS i ON i.id = c.inst WHERE 'age:' || key_part(a.name) = ?2)
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT purchase, NULL, iif(purchase IS NULL, '', 'purchase'), NULL, 1, amount, unit, why FROM (
  SELECT 1 AS part, purchase, code, name, overdue, key, unpaid AS amount, iif(reason = '', '元（无正当理由）', '元（有正当理由）') AS unit,
    iif(?3, name || ': ' || overdue || ' days overdue' || iif(reason = '', '', ', ' || reason) || '  ' || key,
      name || '：逾期 ' || overdue || ' 天' || iif(reason = '', '', '，' || reason) || '　' || key) AS why FROM x
  UNION ALL SELECT 2, NULL, code, name, 0, '', 10000, '家（机构）', name FROM x GROUP BY inst, code, name
  UNION ALL SELECT 3, NULL, '', '', -a.low, '', sum(c.unpaid), '元（其他账龄）',
    iif(?3, a.name || ' days overdue, receipts: ' || count(*), '逾期 ' || a.name || ' 天：' || count(*) || ' 笔')
    FROM age_band AS a JOIN ind_receipt AS c ON c.overdue BETWEEN a.low AND a.high
    WHERE 'age:' || key_part(a.name) <> ?2 GROUP BY a.low, a.name)
ORDER BY part, overdue DESC, code, name, key;
-- @rows_of
-- The rows of a file counted anew: its records where they stand, each row that was refused, and what is neither. Rows of a
-- sheet that was refused as a whole, and several cells of one row of a wide table, have no line of their own.
WITH t AS (SELECT * FROM sheet WHERE file = ?1),
k AS MATERIALIZED ( -- by their numbers; added up in one, all records would be read
  SELECT s.id, k.live, k.row FROM sheet AS s JOIN stored AS k ON k.kind = s.kind AND k.id BETWEEN s.id_from AND s.id_to
  WHERE s.file = ?1),
r AS (SELECT id, count(*) AS n, sum(live = 0) AS dead, min(row) AS low, max(row) AS high FROM k GROUP BY id),
x AS (
  SELECT t.id, s.row, min(s.id) AS issue FROM t JOIN issue AS s ON s.sheet = t.id
  WHERE s.rejected = 1 GROUP BY t.id, s.row),
n AS (
  SELECT t.*, coalesce(r.n, 0) AS records, coalesce(r.dead, 0) AS dead, r.low, r.high,
    (SELECT count(*) FROM x WHERE x.id = t.id) AS refused,
    (SELECT msg_problem(s.code, s.value, s.arg1, s.arg2, ?3) FROM issue AS s
     WHERE s.sheet = t.id AND s.row = 0 AND s.severity = 2 ORDER BY s.id LIMIT 1) AS whole
  FROM t LEFT JOIN r ON r.id = t.id)
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, fact, fact_id, 1, n * 10000, unit, why FROM (
  SELECT 0 AS id, 0 AS part, 0 AS row, 'file' AS fact, id AS fact_id, bytes AS n, '字节' AS unit, 'SHA-256 ' || sha256 AS why
    FROM file WHERE id = ?1
  UNION ALL SELECT id, 1, 0, 'sheet', id, rows, '行（读到）',
    iif(header_row = 0, '', iif(?3, 'heads in row ' || header_row, '表头在第 ' || header_row || ' 行')) FROM n
  UNION ALL SELECT id, 2, 0, 'sheet', id, records - dead, '行（入库）', iif(records = 0, '', iif(?3,
      'records of rows ' || low || '–' || high, '第 ' || low || '–' || high || ' 行的记录')
      || iif(day_from IS NULL, '', iif(?3, ', ', '，') || day_text(day_from) || ' – ' || day_text(day_to))) FROM n
  UNION ALL SELECT id, 3, 0, 'sheet', id, dead, '行（更新）',
    iif(dead = 0, '', iif(?3, 'records of which a newer state stands elsewhere', '较新的状态在别处的记录')) FROM n
  UNION ALL SELECT x.id, 4, x.row, 'issue', x.issue, 1, '行（剔除）',
    iif(s.cell = '', '', s.cell || ' ') || iif(s.value = '', '', '“' || s.value || '” ') || msg_problem(s.code, s.value, s.arg1, s.arg2, ?3)
    FROM x JOIN issue AS s ON s.id = x.issue
  UNION ALL SELECT id, 5, 0, 'sheet', id, rejected - refused, '行（剔除）', coalesce(whole,
      iif(?3, 'more than one of a row of a wide table', '宽表同一行里的其余各格')) FROM n WHERE rejected > refused
  UNION ALL SELECT id, 6, 0, 'sheet', id, rows - records - max(rejected, refused), '行（跳过）',
    iif(?3, 'title, heads, blank rows, totals', '标题、表头、空行、合计') FROM n)
ORDER BY id, part, row;
-- @sides_of
-- The parts of both sides of an identity, as they were added up.
WITH c AS (
  SELECT 1 AS side, '左边' AS unit, lhs_parts AS parts, iif(?3, title_en, title_zh) AS title FROM check_shown WHERE seq = ?1
  UNION ALL SELECT 2, '右边', rhs_parts, iif(?3, title_en, title_zh) FROM check_shown WHERE seq = ?1),
p AS (SELECT *, parts LIKE '(%)/10000' AS exact, replace(replace(replace(parts, ')/10000', ''), '(', ''), '+-', '-') AS sum FROM c)
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, '', NULL, 1, j.value * iif(exact, 1, 10000), unit, title
FROM p, json_each('[' || replace(sum, '+', ',') || ']') AS j ORDER BY side, j.key;
-- @notes_of
-- What stands behind a message number on sheets 数据问题 and 说明: cells of the files, and lines that were not counted.
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT purchase, payment, fact, fact_id, 1, n * 10000, unit, why FROM (
  SELECT 1 AS part, s.id, NULL AS purchase, NULL AS payment, 'issue' AS fact, s.id AS fact_id, 1 AS n, '条（导入时）' AS unit,
    iif(s.cell = '', '', s.cell || ' ') || iif(s.value = '', '', '“' || s.value || '” ') || msg_problem(s.code, s.value, s.arg1, s.arg2, ?3) AS why
  FROM standing_issue AS s JOIN import AS m ON m.id = s.import AND m.undone = 0 WHERE s.code = ?1
  UNION ALL
  SELECT 2, n.rowid, n.purchase, n.payment,
    CASE WHEN n.agreement IS NOT NULL THEN 'agreement' WHEN n.payment IS NULL THEN 'purchase' ELSE 'payment' END, n.agreement,
    n.lines, '行', iif(i.name IS NULL, '', i.name || iif(?3, ': ', '：')) || msg_problem(n.code, n.value, n.detail, n.more, ?3)
  FROM ind_note AS n LEFT JOIN inst_shown AS i ON i.id = n.inst WHERE n.code = ?1)
ORDER BY part, id;
-- @cause_of
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, 'agreement', c.agreement, 0, NULL, '',
  words_in(words('责任提示：', 'answerable: ') || c.who_words || words('（', ' (')
    || concat_ws(words('；', '; '), c.supply, nullif(c.other, '')) || words('）', ')'), ?3)
FROM cause_shown AS c WHERE c.agreement = ?1 AND c.who <> '';
-- @older
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT o.id, NULL, 'purchase', NULL, 0, NULL, '', iif(?3, 'an older state of the line', '较早的状态，已由较新的状态代替')
FROM purchase AS p JOIN org AS a ON a.id = p.org JOIN purchase AS o ON o.order_no = p.order_no AND o.id <> p.id
  AND o.line_no IS p.line_no AND o.delivery_no IS p.delivery_no AND o.nth = p.nth JOIN org AS b ON b.id = o.org AND b.inst = a.inst
WHERE p.id = ?1 AND o.live = 0 AND p.order_no <> '' ORDER BY o.id;
-- @surplus_of
-- The terms first; a figure is made of them as the last rows say: each of these shows the numbers that it comes of.
WITH x AS (SELECT * FROM ind_surplus WHERE rowid = ?1),
y AS (SELECT d.*, p.generic || ' ' || p.strength AS name, m.demand, m.price_before, a.price, a.price_units
  FROM x JOIN ind_year AS d ON d.inst = x.inst AND d.round = x.round AND d.year = x.year JOIN product AS p ON p.id = d.product
  JOIN main.agreement AS m ON m.id = d.id JOIN ind_agreement AS a ON a.id = d.id),
z AS (SELECT *, ' × ' || scaled_text(pay_ratio * 100, 0, 2) || '% × ' || scaled_text(insured_share * 100, 0, 2) || '%' AS shares,
    scaled_text(base_value, 2, 4) AS base, scaled_text(due_value, 2, 4) AS due, scaled_text(unselected, 2, 4) AS others FROM x)
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, fact, fact_id, counted, amount, unit, why FROM (
  SELECT 1 AS part, id AS n, 'agreement' AS fact, id AS fact_id, base_value IS NOT NULL AS counted, base_value AS amount,
    '元（需求量×集采前加权价）' AS unit, name || CASE
      WHEN base_value IS NULL THEN iif(?3, ': without a base or a weighted price before', '：没有需求量或集采前加权价')
      WHEN base_value IS NOT muldiv(demand, price_before, 10000) THEN iif(?3, ': bases of its packs, each × its price before', '：各包装的需求量×集采前加权价之和')
      ELSE iif(?3, ': base ', '：需求量 ') || scaled_text(demand, 0, 4) || ' × ' || scaled_text(price_before, 2, 4) END AS why FROM y
  UNION ALL
  SELECT 2, id, 'agreement', id, due_value IS NOT NULL, due_value, '元（约定量×中选价）', name || CASE
      WHEN due_value IS NULL THEN iif(?3, ': without an award price', '：没有中选价')
      ELSE iif(?3, ': agreed ', '：约定 ') || scaled_text(agreed, 0, 4) || ' × ' || scaled_text(price, 2, 4) || ' / ' || price_units END
    || iif(?3, ', bought ', '，已完成 ') || scaled_text(counted, 0, 4)
    || iif(unfinished, iif(?3, ', not completed', '，未达约定量'), '') FROM y
  UNION ALL
  SELECT 3, u.grp, '', NULL, 1, u.amount, '元（非中选）', g.variety || iif(?3, '  ', '　') || ifnull(c.key, '')
  FROM x JOIN ind_unselected AS u ON u.inst = x.inst AND u.year = x.year JOIN grp AS g ON g.id = u.grp AND g.round = x.round
  LEFT JOIN ind_group AS c ON c.inst = u.inst AND c.grp = u.grp
  UNION ALL
  SELECT 4, 1, 'fund', fund, 1, pay_ratio, '支付比例', scaled_text(pay_ratio * 100, 0, 2) || '%' FROM x WHERE fund IS NOT NULL
  UNION ALL
  SELECT 4, 2, 'fund', fund, 1, insured_share, '医保占比', scaled_text(insured_share * 100, 0, 2) || '%' FROM x WHERE fund IS NOT NULL
  UNION ALL
  SELECT 5, 1, 'assessment', assessment, 1, iif(graded, NULL, score), iif(graded, '', '分（考核）'), CASE WHEN letter IS NULL THEN iif(?3, 'nothing is retained', '不留用')
      ELSE iif(?3, 'grade ' || letter, letter || ' 级') END FROM x WHERE score IS NOT NULL
  UNION ALL
  SELECT 5, 2, 'assessment', assessment, 1, share, '留用比例', scaled_text(share * 100, 0, 2) || '%' FROM x
    WHERE score IS NOT NULL AND letter IS NOT NULL
  UNION ALL
  SELECT 5, 4 + p.payer, '', NULL, 1, p.matured, '元（到期货款）', p.key FROM x JOIN ind_pay AS p ON p.inst = x.inst WHERE p.matured > 0
  UNION ALL
  SELECT 5, 6 + p.payer, '', NULL, 1, p.in_time, '元（按期付款）', p.key FROM x JOIN ind_pay AS p ON p.inst = x.inst
    WHERE p.matured > 0 AND p.in_time IS NOT NULL
  UNION ALL
  SELECT 6, 1, '', NULL, 1, budget, '元（预算）', base || shares FROM z WHERE budget IS NOT NULL
  UNION ALL
  SELECT 6, 2, '', NULL, 1, spent, '元（支付）', '(' || due || ' + ' || others || ')' || shares FROM z WHERE spent IS NOT NULL
  UNION ALL
  SELECT 6, 3, '', NULL, 1, surplus, '元（结余）', '(' || base || ' − ' || due || ' − ' || others || iif(rest = 0, ' ≤ 0', '') || ')' || shares
    FROM z WHERE surplus IS NOT NULL
  UNION ALL
  SELECT 6, 4, '', NULL, 1, retained, '元（留用）', CASE
      WHEN unfinished THEN iif(?3, 'nothing: products were not completed', '有产品未达约定量，不留用')
      WHEN share IS NULL THEN iif(?3, 'nothing at this score', '考核不达标，不留用')
      ELSE '(' || base || ' − ' || due || ' − ' || others || iif(rest = 0, ' ≤ 0', '') || ')' || shares || ' × ' || scaled_text(share * 100, 0, 2) || '%' END
    FROM z WHERE retained IS NOT NULL
  UNION ALL
  SELECT 6, 5, '', NULL, 0, NULL, '', iif(?3, 'missing: ', '缺') || words_in(lacks, ?3) FROM x WHERE lacks <> ''
  UNION ALL
  SELECT 2, id, 'agreement', id, 1, 10000, '个（未达约定量）', name FROM y WHERE unfinished
  UNION ALL
  SELECT 7, 0, '', NULL, 0, NULL, '', iif(?3, (SELECT en FROM wording WHERE id = b.how) || ': no: ', b.how || ' 不满足：') || b.name
    FROM x JOIN ind_breach AS b ON b.inst = x.inst AND b.round = x.round AND b.year = x.year)
ORDER BY part, n, why;
-- @reports_of
-- Each month, with the rows that it was reported in; then the months of the longest run without any, the last one if several
-- are as long.
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, iif(s.sheet IS NULL, '', 'sheet'), s.sheet, s.sheet IS NOT NULL, s.lines * 10000, iif(s.sheet IS NULL, '', '行'),
  substr(r.month, 1, 4) || '-' || substr(r.month, 5) || iif(?3, '  ', '　')
  || iif(?3, coalesce((SELECT en FROM wording WHERE id = r.state), 'need not be reported') || iif(r.required, ' (due)', ''),
    ifnull(r.state, '不要求报送') || iif(r.required, '（应报）', ''))
FROM ind_report AS r LEFT JOIN ind_source AS s ON s.inst = r.inst AND s.k = r.k
WHERE r.inst = ?1 ORDER BY r.k, s.sheet;
-- @missing_of
WITH longest AS (SELECT run FROM missing_month WHERE inst = ?1 GROUP BY run ORDER BY count(*) DESC, run DESC LIMIT 1)
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, '', NULL, 1, 10000, '个月（' || what || '）', substr(month, 1, 4) || '-' || substr(month, 5) FROM (
  SELECT 1 AS part, '应报' AS what, k, month FROM ind_report WHERE inst = ?1 AND required
  UNION ALL SELECT 2, '连续缺报', k, month FROM missing_month JOIN longest USING (run) WHERE inst = ?1)
ORDER BY part, k;
