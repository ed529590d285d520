-- What the assessment writes into the indicator tables (src/rules/emit.c, classify.c, price.c, assess.c).

-- A scan reads each page once: what it would keep is better used for the results.
-- @cache_small
PRAGMA main.cache_size = -4096;
-- The sheets look rows up wherever they are.
-- @cache_usual
PRAGMA main.cache_size = -32768;
-- @begin
SAVEPOINT assess;
-- @undo
ROLLBACK TO assess;
-- @end
RELEASE assess;
-- What institutions answered stands beside the accepted reasons, and is marked.
-- @answers
UPDATE ind_agreement SET reason = iif(reason = '', '', reason || words('；', '; ')) || words('机构填报：', 'reported: ') || a.said
FROM answer AS a WHERE a.key = ind_agreement.key;
-- @run
INSERT INTO run(as_of, day_from, period, version, fingerprint, notes) VALUES(?1, ?2, ?3, ?4, ?5, '');
-- @param
INSERT INTO param(name, value, fallback, origin, title, source, scaled)
VALUES(?1, ?2, ?3, ?4, words(?5, ?6), words(?7, ?8), ?9);
-- @sheet_name
SELECT f.path || iif(s.name = '', '', ' › ' || s.name) FROM sheet AS s JOIN file AS f ON f.id = s.file WHERE s.id = ?1;
-- @hashes
SELECT DISTINCT sha256 FROM file WHERE live = 1 ORDER BY sha256;
-- @inst
INSERT INTO inst(id, code, name, region, supply, community, lead, level, ownership, type, duty, declared)
SELECT id, code, name, region, ?2, community, lead, level, ownership, type, duty, declared FROM institution WHERE id = ?1;
-- @grp
INSERT INTO grp(id, round, round_name, group_no, variety) VALUES(?1, ?2, ?3, ?4, ?5);
-- @product
INSERT INTO product(id, grp, round, generic, strength, maker, min_unit) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7);
-- @class_label
INSERT OR IGNORE INTO class_label(product, name) VALUES(?1, ?2);
-- @price
INSERT INTO ind_price(purchase, inst, award, units, price, expected, per, base, packs, over, product, mode, key)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?12, CASE WHEN ?11 THEN '按差比价折算' ELSE '同包装' END,
       'price:' || substr(f.sha256, 1, 12) || ':' || key_part(s.name) || ':' || p.row
FROM purchase AS p JOIN sheet AS s ON s.id = p.sheet JOIN file AS f ON f.id = s.file WHERE p.id = ?1;
-- @note
INSERT INTO ind_note(code, inst, item, purchase, payment, lines, amount, value, detail, agreement, more)
VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11);
-- @check
INSERT INTO ind_check(title_zh, title_en, lhs, rhs, lhs_parts, rhs_parts) VALUES(?1, ?2, ?3, ?4, ?5, ?6);
-- @payments_end
INSERT INTO ind_note(code, inst, item, purchase, payment, lines, amount, value, detail, agreement, more)
SELECT 429, NULL, NULL, NULL, NULL, 0, 0, day_text(paid), day_text(?1), NULL, ''
FROM (SELECT max(day) AS paid FROM payment WHERE live = 1) WHERE paid < ?1;
-- @rule
INSERT INTO rule(id, title_zh, title_en, severity, direction, source, formula)
VALUES(?1, ?2, ?3, ?4, words(?5, ?6), words(?7, ?8), words(?9, ?10));
-- @bad_impact
SELECT impact FROM finding WHERE rule = ?1 AND typeof(impact) NOT IN ('integer', 'null') LIMIT 1;
-- @inst_names
SELECT name FROM inst_shown;
-- @finding
INSERT INTO finding(rule, severity, subject, item, expected, actual, evidence, impact) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);
-- @found
INSERT INTO found(rule, severity, n, impact, insts)
SELECT ?1, ?2, count(*), max(iif(typeof(impact) = 'integer', impact, NULL)),
  count(DISTINCT iif(subject IN (SELECT name FROM inst_shown), subject, NULL))
FROM finding WHERE rule = ?1 HAVING count(*) > 0;
-- @found_briefly
INSERT INTO found(rule, severity, n, impact, insts) VALUES(?1, ?2, ?3, ?4, ?5);
-- A platform's form that was read to be compared (sql/claim.sql) is no result.
-- @temporary
SELECT 'DROP ' || type || ' temp."' || replace(name, '"', '""') || '"' FROM sqlite_temp_schema
WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' AND name NOT IN ('claim', 'claim_figure') ORDER BY type DESC, name;
