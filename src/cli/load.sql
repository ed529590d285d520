-- What an import did. Needs sql/sheet_state.sql.

-- @superseded
SELECT coalesce(sum(superseded), 0) FROM sheet_state WHERE file = ?1;

-- What sheet 数据问题 shows and import ?1 did not tell: what the assessment found, and what earlier imports left open.
-- @others
SELECT severity, coalesce(path, ''), coalesce(tab, ''), coalesce(cell, ''), field, value,
  iif(who = '', '', who || iif(:lang, ': ', '：')) || msg_problem(code, value, arg1, arg2, :lang)
    || iif(extent = '', '', iif(:lang, ' (', '（') || words_in(extent, :lang) || iif(:lang, ')', '）')) AS problem,
  msg_cure(code, value, arg1, arg2, :lang), printf('E%03d', code)
FROM data_issue WHERE import IS NULL OR import <> :import
ORDER BY severity DESC, path, row, cell, code, problem, id;

-- Of these, the errors and warnings that the assessment itself found, for a screen: the first :most of each number, and how many
-- there are. In place of a field stands who it is about, and of how many lines.
-- @found
SELECT severity, code, n, coalesce(path, ''), coalesce(tab, ''), coalesce(cell, ''),
  who || CASE WHEN extent = '' THEN '' WHEN who = '' THEN words_in(extent, :lang)
    ELSE iif(:lang, ' (', '（') || words_in(extent, :lang) || iif(:lang, ')', '）') END, value, arg1, arg2
FROM (SELECT *, count(*) OVER (PARTITION BY code) AS n, row_number() OVER (PARTITION BY code ORDER BY path, row, cell, who, id) AS nth
  FROM data_issue WHERE import IS NULL AND severity > 0)
WHERE nth <= :most ORDER BY severity DESC, code, nth;
