-- Which version of a record of a small kind counts: the template that src/ingest/settle.c fills for each table.
--   {table}   the table            {inst}    the institution it is about, 0 for none
--   {nth}     t.nth, or 0 where one record is all that an identity may have, whatever file repeats it
--   {order}   the version that counts comes first
-- ?1 = the first new row, 0 = settle all; the rows whose state changes are returned.
UPDATE {table} SET live = v.live FROM (
  SELECT t.id, row_number() OVER (PARTITION BY t.ident, {nth}, {inst} ORDER BY {order}) = 1 AS live
  FROM {table} AS t JOIN sheet AS s ON s.id = t.sheet JOIN file AS f ON f.id = s.file
  WHERE t.ident IN (
    SELECT ident FROM {table} WHERE ident IN (SELECT ident FROM {table} WHERE id >= ?1)
    GROUP BY ident HAVING count(*) > (?1 > 0))
) AS v WHERE v.id = {table}.id AND v.live <> {table}.live
RETURNING {table}.id, {table}.live
