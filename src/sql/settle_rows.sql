-- The rows from ?1 on, 0 = all, and the older ones that may be versions of them, by what makes rows versions of one record:
-- a template as settle_table.sql is, where {spellings} joins all of an institution and {same} takes the rows of one; {when} leaves
-- out what is of another time.
-- Hospitals share the identity of an agreement; so of the older rows only those of the same institution are read. The first
-- occurrence stands for all in its file; above its 16 bits that of a voucher holds an amount.
SELECT scan(t.id, t.ident, {nth}, {inst}, t.live, {file}, {part}) FROM {table} AS t {org} WHERE t.id >= ?1
UNION ALL
SELECT scan(t.id, t.ident, {nth}, {inst}, t.live, {file}, {part})
FROM {table} AS n NOT INDEXED {spellings} CROSS JOIN {table} AS t ON t.ident = n.ident {when} {same}
WHERE ?1 > 1 AND n.id >= ?1 AND n.nth & 65535 = 1 AND t.id < ?1
