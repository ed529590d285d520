-- name: 数据问题 | Data issues
-- title: 数据问题清单 | What was found in the data
-- column: 级别 | Severity | word 8 | brief
-- column: * | * | mark
-- column: 文件 | File | text 34 | brief
-- column: 工作表 | Sheet | text 16
-- column: 单元格 | Cell | code 10 | brief
-- column: 原值 | Value | text 24 | brief
-- column: 问题 | Problem | text 52 | brief
-- column: 怎么改 | Cure | text 40
-- column: 编号 | Number | code 8
--
-- What the import met (issue) and what the assessment could not count, or counted with a doubt (ind_note).
WITH noted AS (
  SELECT n.*, coalesce(l.sheet, y.sheet) AS sheet, coalesce(l.row, y.row, 0) AS row
  FROM ind_note AS n LEFT JOIN purchase AS l ON l.id = n.purchase LEFT JOIN payment AS y ON y.id = n.payment),
found(severity, path, tab, row, cell, value, problem, cure, code, id) AS (
  SELECT s.severity, f.path, t.name, s.row, iif(s.cell <> '', s.cell, nullif(s.row, 0)), s.value,
    iif(s.field = '', '', s.field || iif(:lang, ': ', '：')) || msg_problem(s.code, s.value, s.arg1, s.arg2, :lang),
    msg_cure(s.code, s.value, s.arg1, s.arg2, :lang), s.code, s.id
  FROM open_issue AS s JOIN import AS m ON m.id = s.import AND m.undone = 0
  LEFT JOIN sheet AS t ON t.id = s.sheet LEFT JOIN file AS f ON f.id = coalesce(s.file, t.file)
  -- remarks on the program's own catalogues are not for the reader to mend: `catalog lint` tells them
  WHERE s.severity > 0 OR coalesce(f.path, '') NOT LIKE '内置目录/%'
  UNION ALL
  SELECT msg_severity(n.code), f.path, t.name, n.row, nullif(n.row, 0),
    n.value, iif(i.name IS NULL, '', i.name || iif(:lang, ': ', '：')) || msg_problem(n.code, n.value, n.detail, '', :lang)
      || iif(n.lines > 1, iif(:lang, ' (lines: ', '（共 ') || n.lines || iif(:lang, ')', ' 行）'), ''),
    msg_cure(n.code, n.value, n.detail, '', :lang), n.code, n.inst
  FROM noted AS n LEFT JOIN sheet AS t ON t.id = n.sheet LEFT JOIN file AS f ON f.id = t.file
  LEFT JOIN inst AS i ON i.id = n.inst)
SELECT CASE severity WHEN 2 THEN '错误' WHEN 1 THEN '警告' ELSE '提示' END,
  CASE severity WHEN 2 THEN '错误' WHEN 1 THEN '警告' END,
  path, tab, cell, value, problem, cure, printf('E%03d', code)
FROM found
ORDER BY severity DESC, path, row, cell, code, problem, id;
