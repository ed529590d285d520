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
-- @keys
SELECT key FROM (
  SELECT key FROM ind_agreement UNION ALL SELECT key FROM ind_group UNION ALL SELECT key FROM ind_pay
  UNION ALL SELECT key FROM ind_price UNION ALL SELECT 'inst:' || key_part(iif(code = '', name, code)) FROM inst
  UNION ALL SELECT DISTINCT 'round:' || key_part(round) FROM grp)
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
-- @older
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
SELECT o.id, NULL, 'purchase', NULL, 0, NULL, '', ?2
FROM purchase AS p JOIN org AS a ON a.id = p.org JOIN purchase AS o ON o.order_no = p.order_no AND o.id <> p.id
  AND o.line_no IS p.line_no AND o.delivery_no IS p.delivery_no AND o.nth = p.nth JOIN org AS b ON b.id = o.org AND b.inst = a.inst
WHERE p.id = ?1 AND o.live = 0 AND p.order_no <> '' ORDER BY o.id;
