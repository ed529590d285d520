-- What the assessment reads; every fact that counts, resolved nowhere yet. Lists are ordered so that the order of import
-- never shows: by (path, hash, sheet, row).

-- @sheets
SELECT s.id, s.file FROM sheet AS s JOIN file AS f ON f.id = s.file ORDER BY f.path, f.sha256, s.id;
-- @institutions
SELECT id, code, name, region, supply, declared FROM institution ORDER BY id;
-- @orgs
SELECT id, inst FROM org ORDER BY id;
-- @firms
-- Those first that are called by their own name; one of the alias table is called as that calls it.
SELECT f.id, f.key, f.name, a.meant, a.meant_key FROM firm AS f
LEFT JOIN (SELECT spelling_key, min(meant) AS meant, meant_key FROM alias WHERE live = 1 AND kind = '企业' AND meant_key <> spelling_key
  GROUP BY spelling_key) AS a ON a.spelling_key = f.key
WHERE f.used = 1
ORDER BY a.meant IS NOT NULL, replace(f.name, ' ', ''), length(f.name), f.name, f.id;
-- @aliases
SELECT kind, spelling_key, meant_key FROM alias WHERE live = 1 AND kind IN ('产品', '企业') ORDER BY id;
-- @holders
-- Who the makers are that aliases mean: 甲（乙受托生产） is 甲, and B. Braun is matched without its point.
WITH said(key, holder) AS MATERIALIZED (
  SELECT text_key(maker), min(substr(maker_keys, 1, instr(maker_keys || char(10), char(10)) - 1)) FROM item
  WHERE used = 1 AND maker_keys <> '' AND EXISTS (SELECT 1 FROM alias WHERE live = 1 AND kind = '企业')
  GROUP BY maker)
SELECT a.meant_key, min(said.holder) FROM said JOIN alias AS a ON a.meant_key = said.key
WHERE a.live = 1 AND a.kind = '企业' GROUP BY a.meant_key;
-- @items
SELECT id, code, platform, generic, spec, pack, maker, generic_key, form_key, strength_key, upp_column, upp_spec,
       min_unit, in_units, maker_keys, maker_core, code_key, iif(in_units, unit, '')
FROM item WHERE used = 1 ORDER BY id;
-- @awards
SELECT id, sheet, row, item, round, round_name, group_no, variety, price, unit_price, regions, role, day_from, day_to,
       nominal, builtin, published, places, holds
FROM award WHERE live = 1 ORDER BY id;
-- @agreements
SELECT id, sheet, row, org, item, round, volume, unit, day_from, day_to, demand, term, price_before, demand_unit
FROM agreement WHERE live = 1 ORDER BY id;
-- @shortages
SELECT x.id, x.sheet, x.row, x.item, x.day_from, x.day_to, x.org, x.region, x.supplier,
       coalesce(f.path || CASE WHEN s.name = '' THEN '' ELSE ' › ' || s.name END || ' › ' || x.row, '')
FROM shortage AS x LEFT JOIN sheet AS s ON s.id = x.sheet LEFT JOIN file AS f ON f.id = s.file
WHERE x.live = 1 ORDER BY x.id;
-- @substitutes
SELECT x.id, x.round, x.group_no, x.variety, x.generic_key, x.form,
       coalesce(f.path || CASE WHEN s.name = '' THEN '' ELSE ' › ' || s.name END || ' › ' || x.row, '')
FROM substitute AS x LEFT JOIN sheet AS s ON s.id = x.sheet LEFT JOIN file AS f ON f.id = s.file
WHERE x.live = 1 ORDER BY x.id;
-- @reasons
SELECT r.org, r.item, r.round, r.code,
       coalesce(f.path || CASE WHEN s.name = '' THEN '' ELSE ' › ' || s.name END || ' › ' || r.row, '')
FROM reason AS r LEFT JOIN sheet AS s ON s.id = r.sheet LEFT JOIN file AS f ON f.id = s.file
WHERE r.live = 1 AND ifnull(r.invoices, '') = '' AND ifnull(r.line_no, '') = '' AND ifnull(r.order_no, '') = ''
  AND (r.item IS NOT NULL OR ifnull(r.round, '') <> '')
  AND ifnull(r.accepted_by, '') <> '' AND (r.day IS NULL OR r.day <= ?1)
ORDER BY f.path, f.sha256, r.sheet, r.row;
-- @last_day
SELECT max(day_accept) FROM purchase WHERE live = 1 AND void = 0 AND accepted > 0;
-- @lines
SELECT scan(id, sheet, row, org, item, ordered, shipped, accepted, returned, price, amount, supplier, day_order, day_ship,
            day_accept, paid, day_paid, channel, payer, void, term, order_no, line_no, original, invoices, delivery_no,
            of_accepted)
FROM purchase WHERE live = 1;
-- @lines_of
SELECT scan(id, sheet, row, org, item, ordered, shipped, accepted, returned, price, amount, supplier, day_order, day_ship,
            day_accept, paid, day_paid, channel, payer, void, term, order_no, line_no, original, invoices, delivery_no,
            of_accepted)
FROM purchase WHERE live = 1 AND org IN (SELECT id FROM org WHERE inst = ?1);
-- @returns
SELECT scan(p.id, sheet, row, org, item, ordered, shipped, accepted, returned, price, amount, supplier, day_order, day_ship,
            day_accept, paid, day_paid, channel, payer, void, term, order_no, line_no, original, invoices, delivery_no,
            of_accepted, of_order)
FROM purchase_back AS b CROSS JOIN purchase AS p ON p.id = b.id WHERE live = 1; -- in this order: few are looked up
-- @line_place
SELECT f.path, s.name, '' || x.row FROM purchase AS x JOIN sheet AS s ON s.id = x.sheet JOIN file AS f ON f.id = s.file WHERE x.id = ?1;
-- @agreement_place
SELECT f.path, s.name, '' || x.row FROM agreement AS x JOIN sheet AS s ON s.id = x.sheet JOIN file AS f ON f.id = s.file WHERE x.id = ?1;
