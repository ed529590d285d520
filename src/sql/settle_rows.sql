-- The rows from ?1 on, 0 = all, and the older ones that may be versions of them, by what makes rows versions of one record;
-- a template as settle_table.sql is.
SELECT scan(t.id, t.ident, {nth}, {inst}) FROM {table} AS t {org} WHERE t.id >= ?1
UNION ALL
SELECT scan(t.id, t.ident, {nth}, {inst}) FROM {table} AS t {org}
WHERE ?1 > 1 AND t.id < ?1 AND t.ident IN (SELECT ident FROM {table} WHERE id >= ?1)
