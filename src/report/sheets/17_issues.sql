-- name: 数据问题 | Data issues
-- title: 数据问题清单 | What was found in the data
-- note: 文件名后面的 # 是导入编号（见 jicai log），几次导入的文件同名时才写 | # behind the name of a file is the number of its import (jicai log), where files of several imports have one name
-- doubts: 读入和核查时有 {n} 处错误和警告，逐条列在“数据问题”一页 | {n} errors and warnings were found in the data, each of them on sheet Data issues
-- column: 级别 | Severity | word 8 | brief
-- column: * | * | mark
-- column: 文件 | File | text 34 | brief
-- column: 工作表 | Sheet | text 16
-- column: 单元格 | Cell | code 10 | brief
-- column: 原值 | Value | text 24 | brief
-- column: 问题 | Problem | text 52 | brief
-- column: 怎么改 | Cure | text 40
-- column: 编号 | Number | code 8
SELECT CASE severity WHEN 2 THEN '错误' WHEN 1 THEN '警告' ELSE '提示' END,
  CASE severity WHEN 2 THEN '错误' WHEN 1 THEN '警告' END,
  path, tab, cell, value,
  iif(field || who = '', '', field || who || iif(:lang, ': ', '：')) || msg_problem(code, value, arg1, arg2, :lang)
    || iif(extent = '', '', iif(:lang, ' (', '（') || words_in(extent, :lang) || iif(:lang, ')', '）')) AS problem,
  msg_cure(code, value, arg1, arg2, :lang), printf('E%03d', code)
FROM data_issue
ORDER BY severity DESC, path, row, cell, code, problem, id;
