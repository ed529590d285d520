-- Which version of a record of a small kind counts: the template that src/ingest/settle.c fills for each table.
--   {table}   the table            {inst}    the institution it is about, 0 for none; {org} joins its spelling
--   {nth}     t.nth, or 0 where one record is all that an identity may have, whatever file repeats it
--   {live}    is it the version that counts?  {order}  that one comes first
-- Of the rows that are given, each once; those whose state changes are returned.
UPDATE {table} SET live = v.live FROM (
  SELECT t.id, {live} AS live
  FROM given AS g CROSS JOIN {table} AS t ON t.id = g.c1 {org} JOIN sheet AS s ON s.id = t.sheet JOIN file AS f ON f.id = s.file
) AS v WHERE v.id = {table}.id AND v.live <> {table}.live
RETURNING {table}.id, {table}.live
