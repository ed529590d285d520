-- The occurrences of a record in its file, counted over all spellings of its institution: a template as settle_table.sql is,
-- in the order of {by}: rows of one payment that say how much of it is for which invoice are the same ones in another order,
-- for the rows from ?1 on; {apart} tells those apart that are counted for themselves. Above the lowest 16 bits of an occurrence stands what else tells it apart.
UPDATE {table} SET nth = v.nth FROM (
  SELECT t.id, (t.nth & ~65535) | row_number() OVER (PARTITION BY s.file, t.ident, t.nth >> 16, {inst}, {apart} ORDER BY {by}t.id) AS nth
  FROM {table} AS t {org} JOIN sheet AS s ON s.id = t.sheet WHERE t.id >= ?1) AS v
WHERE v.id = {table}.id AND v.nth <> {table}.nth
