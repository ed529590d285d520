-- Where a 依据号 leads (src/rules/explain.c).

-- @agr
SELECT id, inst FROM ind_agreement WHERE key = ?1;
-- @grp
SELECT grp, inst FROM ind_group WHERE key = ?1;
-- @pay
SELECT payer, inst FROM ind_pay WHERE key = ?1;
-- @inst
SELECT id, id FROM inst WHERE 'inst:' || key_part(iif(code = '', name, code)) = ?1;
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
-- @price
SELECT award, expected, over, mode FROM ind_price WHERE purchase = ?1;
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
-- @keys
SELECT key FROM (
  SELECT key FROM ind_agreement UNION ALL SELECT key FROM ind_group UNION ALL SELECT key FROM ind_pay
  UNION ALL SELECT key FROM ind_price UNION ALL SELECT 'inst:' || key_part(iif(code = '', name, code)) FROM inst
  UNION ALL SELECT DISTINCT 'round:' || key_part(round) FROM grp UNION ALL SELECT key FROM ind_watch
  UNION ALL SELECT key FROM ind_surplus UNION ALL SELECT key FROM ind_supplier UNION ALL SELECT key FROM ind_net
  UNION ALL SELECT 'report:' || key_part(iif(code = '', name, code)) FROM inst)
WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key LIMIT 3000;
-- @clear
DELETE FROM trace;
-- @row
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why) VALUES(?1, NULL, ?2, ?3, ?4, ?5, ?6, ?7);
-- @agreements_of_inst
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, 'agreement', a.id, a.counts, a.counted, 'volume',
  a.status || iif(a.word IN ('', a.status), '', '（' || a.word || '）') || '：约定 ' || scaled_text(a.agreed, 0, 4)
  || iif(a.due_value IS NULL, '，没有中选价，未计入折算', '，折算完成 ' || scaled_text(a.done_value, 2, 4) || ' / 约定 '
     || scaled_text(a.due_value, 2, 4) || ' 元，折算序时 ' || scaled_text(a.share_value, 2, 4) || ' 元') || '　' || a.key
FROM agreement_status AS a WHERE a.inst = ?1 ORDER BY a.round, a.product, a.day_from, a.id;
-- @agreements_of_product
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, 'agreement', a.id, a.counts, a.counted, 'volume',
  i.name || '　' || a.status || iif(a.word IN ('', a.status), '', '（' || a.word || '）') || '：约定 ' || scaled_text(a.agreed, 0, 4)
  || '　' || a.key
FROM agreement_status AS a JOIN inst_shown AS i ON i.id = a.inst WHERE a.product = ?1 ORDER BY i.code, a.inst, a.day_from, a.id;
-- @agreements_of_round
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, 'agreement', a.id, a.counts, a.counted, 'volume',
  i.name || '　' || a.status || '：约定 ' || scaled_text(a.agreed, 0, 4) || '　' || a.key
FROM agreement_status AS a JOIN inst_shown AS i ON i.id = a.inst
WHERE a.round = (SELECT round FROM grp WHERE id = ?1) ORDER BY i.code, a.inst, a.product, a.day_from, a.id;
-- @cause_of
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, 'agreement', c.agreement, 0, NULL, '',
  '责任提示：' || c.who || '（' || coalesce(c.supply, '') || iif(c.supply IS NULL OR c.other = '', '', '；') || c.other || '）'
FROM cause_shown AS c WHERE c.agreement = ?1 AND c.who <> '';
-- @older
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT o.id, NULL, 'purchase', NULL, 0, NULL, '', ?2
FROM purchase AS p JOIN org AS a ON a.id = p.org JOIN purchase AS o ON o.order_no = p.order_no AND o.id <> p.id
  AND o.line_no IS p.line_no AND o.delivery_no IS p.delivery_no AND o.nth = p.nth JOIN org AS b ON b.id = o.org AND b.inst = a.inst
WHERE p.id = ?1 AND o.live = 0 AND p.order_no <> '' ORDER BY o.id;
-- @surplus_of
WITH x AS (SELECT * FROM ind_surplus WHERE rowid = ?1),
y AS (SELECT d.*, p.generic || ' ' || p.strength AS name, m.demand, m.price_before, a.price, a.price_units
  FROM x JOIN ind_year AS d ON d.inst = x.inst AND d.round = x.round AND d.year = x.year JOIN product AS p ON p.id = d.product
  JOIN main.agreement AS m ON m.id = d.id JOIN ind_agreement AS a ON a.id = d.id)
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, fact, fact_id, counted, amount, unit, why FROM (
  SELECT 1 AS part, id AS n, 'agreement' AS fact, id AS fact_id, base_value IS NOT NULL AS counted, base_value AS amount,
    '元（需求量×集采前加权价）' AS unit, name || iif(base_value IS NULL, '：没有需求量或集采前加权价',
      '：需求量 ' || scaled_text(demand, 0, 4) || ' × ' || scaled_text(price_before, 2, 4)) AS why FROM y
  UNION ALL
  SELECT 2, id, 'agreement', id, due_value IS NOT NULL, due_value, '元（约定量×中选价）',
    name || iif(due_value IS NULL, '：没有中选价', '：约定 ' || scaled_text(agreed, 0, 4) || ' × ' || scaled_text(price, 2, 4) || ' / '
      || price_units) || '，已完成 ' || scaled_text(counted, 0, 4) || iif(unfinished, '，未达约定量', '') FROM y
  UNION ALL
  SELECT 3, u.grp, '', NULL, 1, u.amount, '元（非中选）', g.variety || '　' || ifnull(c.key, '')
  FROM x JOIN ind_unselected AS u ON u.inst = x.inst AND u.year = x.year JOIN grp AS g ON g.id = u.grp AND g.round = x.round
  LEFT JOIN ind_group AS c ON c.inst = u.inst AND c.grp = u.grp
  UNION ALL
  SELECT 4, 0, 'fund', fund, 1, NULL, '', '支付比例 ' || scaled_text(pay_ratio * 100, 0, 2) || '% × 医保占比 '
    || scaled_text(insured_share * 100, 0, 2) || '%' FROM x WHERE fund IS NOT NULL
  UNION ALL
  SELECT 5, 0, 'assessment', assessment, 1, NULL, '', '考核 ' || scaled_text(score, 0, 2) || ' 分' || ifnull('，' || letter || ' 级，留用比例 '
    || scaled_text(share * 100, 0, 2) || '%', '，不留用') FROM x WHERE score IS NOT NULL
  UNION ALL
  SELECT 6, 0, '', NULL, 0, NULL, '', '预算 ' || ifnull(scaled_text(budget, 2, 2), '—') || '，支付 ' || ifnull(scaled_text(spent, 2, 2), '—')
    || '，结余 ' || ifnull(scaled_text(surplus, 2, 2), '—') || '，留用 ' || ifnull(scaled_text(retained, 2, 2), '—') || ' 元'
    || iif(lacks = '', '', '；缺' || lacks) FROM x
  UNION ALL
  SELECT 7, 0, '', NULL, 0, NULL, '', b.how || ' 不满足：' || b.name FROM x JOIN ind_breach AS b ON b.inst = x.inst
    AND b.round = x.round AND b.year = x.year)
ORDER BY part, n, why;
-- @reports_of
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT NULL, NULL, iif(s.sheet IS NULL, '', 'sheet'), s.sheet, s.sheet IS NOT NULL, s.lines * 10000, iif(s.sheet IS NULL, '', '行'),
  substr(r.month, 1, 4) || '-' || substr(r.month, 5) || '　' || ifnull(r.state, '不要求报送') || iif(r.required, '（应报）', '')
FROM ind_report AS r LEFT JOIN ind_source AS s ON s.inst = r.inst AND s.k = r.k
WHERE r.inst = ?1 ORDER BY r.k, s.sheet;
