-- What src/ingest/feedback.c asks of the facts: what a 依据号 stands for, and what was answered before.

-- @drop
DROP TABLE IF EXISTS temp.answerable
-- An agreement by its institution and first day: the other parts of its key are words of a catalogue, which may be written
-- otherwise tomorrow; they choose among several.
-- @make
CREATE TEMP TABLE IF NOT EXISTS answerable AS
SELECT key_part(iif(i.code = '', i.name, i.code)) AS inst, g.day_from, g.org, g.item, g.round, m.generic, m.spec
FROM agreement AS g JOIN org AS o ON o.id = g.org JOIN institution AS i ON i.id = o.inst JOIN item AS m ON m.id = g.item
WHERE g.live = 1
-- @index
CREATE INDEX IF NOT EXISTS temp.answerable_inst ON answerable(inst, day_from)
-- ?1 institution, ?2 first day, ?3 generic name, ?4 strength
-- @agr
SELECT org, item, round, NULL, NULL FROM temp.answerable WHERE inst = ?1 AND day_from = ?2
ORDER BY (key_part(generic) = ?3) + (key_part(spec) = ?4) DESC, item LIMIT 1
-- ?1 twelve digits of the file, ?2 sheet, ?3 row
-- @line
SELECT p.org, p.item, NULL, p.line_no, p.invoices
FROM file AS f CROSS JOIN sheet AS s ON s.file = f.id CROSS JOIN purchase AS p ON p.id BETWEEN s.id_from AND s.id_to AND +p.row = ?3
WHERE f.live = 1 AND s.kind = 'purchase' AND substr(f.sha256, 1, 12) = ?1 AND key_part(s.name) = ?2 AND +p.sheet = s.id LIMIT 1
-- @before
SELECT r.code, f.path || ' › ' || s.name || ' › ' || r.row
FROM reason AS r JOIN sheet AS s ON s.id = r.sheet JOIN file AS f ON f.id = s.file WHERE r.key = ?1 AND r.live = 1
