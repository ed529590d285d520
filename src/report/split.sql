-- Who gets a workbook, and the ways from an institution to its rows.
DROP TABLE IF EXISTS temp.split;
DROP INDEX IF EXISTS temp.split_agreement;
DROP INDEX IF EXISTS temp.split_receipt;
CREATE TEMP TABLE split AS
SELECT i.id, i.code, coalesce(nullif(i.name, ''), i.code) AS name FROM inst AS i
WHERE EXISTS (SELECT 1 FROM ind_agreement AS a WHERE a.inst = i.id AND a.status IN ('零采购', '低于序时'))
   OR EXISTS (SELECT 1 FROM ind_receipt AS c WHERE c.inst = i.id AND c.overdue >= -30);
