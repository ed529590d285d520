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

-- Rows of the alias table that change nothing, since the list has the spelling as an institution of its own.
INSERT INTO ind_note(code, inst, item, purchase, payment, lines, amount, value, detail, agreement, more)
SELECT 857, NULL, NULL, NULL, NULL, 0, 0, a.spelling, a.meant, NULL, ''
FROM alias AS a JOIN institution AS i ON i.declared = 1 AND (i.name_key = a.spelling_key OR (i.code <> '' AND i.code = a.spelling))
WHERE a.live = 1 AND a.kind = '机构' AND a.meant_key <> i.name_key AND a.meant <> i.code
GROUP BY a.spelling, a.meant ORDER BY a.spelling, a.meant;

-- Institutions known by their code alone, others by their name alone, and what the ones have the others lack: some of them are
-- probably one, and nothing tells which.
INSERT INTO ind_note(code, inst, item, purchase, payment, lines, amount, value, detail, agreement, more)
WITH half AS MATERIALIZED (SELECT id, code, name FROM inst WHERE NOT declared AND (name = code OR code = '')),
fact AS MATERIALIZED (
  SELECT DISTINCT inst, 1 AS kind FROM ind_agreement WHERE inst IN (SELECT id FROM half)
  UNION ALL SELECT inst, 2 FROM ind_net WHERE inst IN (SELECT id FROM half)
  -- payments are looked through only where codes and names stand apart
  UNION ALL SELECT DISTINCT o.inst, 4
    FROM (SELECT 1 FROM half WHERE code = '' LIMIT 1) CROSS JOIN (SELECT 1 FROM half WHERE code <> '' LIMIT 1)
      CROSS JOIN payment AS p CROSS JOIN org AS o ON o.id = p.org
    WHERE p.live = 1 AND o.inst IN (SELECT id FROM half)),
known AS (SELECT h.code, h.name, sum(f.kind) AS kinds FROM half AS h JOIN fact AS f ON f.inst = h.id GROUP BY h.id),
alike AS MATERIALIZED ( -- one for all that have the same: thousands are not held against thousands
  SELECT kinds, code <> '' AS coded, min(code) AS code, min(name) AS name FROM known GROUP BY kinds, coded)
SELECT 855, NULL, NULL, NULL, NULL, 0, 0, min(c.code), min(n.name), NULL, ''
FROM alike AS c JOIN alike AS n ON c.coded AND NOT n.coded AND (c.kinds & n.kinds) = 0
HAVING count(*) > 0;
