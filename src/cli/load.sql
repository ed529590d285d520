-- What an import did. Needs sql/sheet_state.sql.

-- @superseded
SELECT coalesce(sum(s.superseded), 0)
FROM file AS f JOIN sheet_state AS s ON s.file = f.id
WHERE f.import = ?1 AND f.path = ?2;

-- What sheet 数据问题 shows and import ?1 did not tell: what the assessment found, and what earlier imports left open.
-- @others
SELECT severity, coalesce(path, ''), coalesce(tab, ''), coalesce(cell, ''), field, value,
  iif(who = '', '', who || iif(:lang, ': ', '：')) || msg_problem(code, value, arg1, arg2, :lang)
    || iif(lines > 1, iif(:lang, ' (lines: ', '（共 ') || lines || iif(:lang, ')', ' 行）'), '') AS problem,
  msg_cure(code, value, arg1, arg2, :lang), printf('E%03d', code)
FROM data_issue WHERE import IS NULL OR import <> :import
ORDER BY severity DESC, path, row, cell, code, problem, id;
