-- What an import did. Needs sql/sheet_state.sql.

-- @superseded
SELECT coalesce(sum(s.superseded), 0)
FROM file AS f JOIN sheet_state AS s ON s.file = f.id
WHERE f.import = ?1 AND f.path = ?2;
