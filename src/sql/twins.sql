-- Who may be one institution under two names, found once when the facts are written; what that says of their rows.

-- An institution with agreements and one that bought without any and is called like it: perhaps they are one, unless the list
-- has both.
INSERT INTO inst_twin(inst, name, other, other_name, place, equals)
WITH agreed AS MATERIALIZED (
  SELECT id, name, iif(name = code, '', text_key(name)) AS key, code, declared FROM inst
  WHERE EXISTS (SELECT 1 FROM ind_agreement AS a WHERE a.inst = inst.id)),
other AS MATERIALIZED (
  SELECT id, name, iif(name = code, '', text_key(name)) AS key, code, declared FROM inst
  WHERE id IN (SELECT inst FROM ind_net) AND NOT EXISTS (SELECT 1 FROM ind_agreement AS a WHERE a.inst = inst.id)),
near AS (
  SELECT a.id AS inst, a.name, o.id AS other, o.name AS other_name, inst_apart(o.code, o.key, a.code, a.key) AS apart
  FROM other AS o JOIN agreed AS a ON NOT (o.declared AND a.declared)),
nearest AS (SELECT *, min(apart) OVER (PARTITION BY other) AS least FROM near WHERE apart IS NOT NULL)
SELECT inst, name, other, other_name, row_number() OVER (PARTITION BY other ORDER BY name, inst) AS place,
  count(*) OVER (PARTITION BY other) AS equals
FROM nearest WHERE apart = least;

-- The lines of those without agreements, and the first of them for its place. Where nobody is alike no line is looked at.
INSERT INTO ind_note(code, inst, item, purchase, payment, lines, amount, value, detail, agreement, more)
WITH line AS MATERIALIZED (
  SELECT o.inst, min(p.id) AS first, count(*) AS n
  FROM (SELECT 1 FROM inst_twin LIMIT 1) CROSS JOIN purchase AS p CROSS JOIN org AS o ON o.id = p.org
  WHERE p.live = 1 AND o.inst IN (SELECT other FROM inst_twin) GROUP BY o.inst)
SELECT 851, t.other, NULL, l.first, NULL, l.n, 0, '', t.name || coalesce('” / “' || u.name, ''), NULL, t.name
FROM inst_twin AS t JOIN line AS l ON l.inst = t.other LEFT JOIN inst_twin AS u ON u.other = t.other AND u.place = 2
WHERE t.place = 1 ORDER BY t.other_name, t.other;
