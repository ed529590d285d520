-- name: 报送情况 | Reporting
-- title: 数据报送情况 | Who reported which month
-- note: 截止日所在月及此前十一个月；已报 = 当月有采购行，部分 = 当月文件里有行被剔除，至今没有文件把它补上，已更正 = 含有当月行的文件被替换过，未报 = 应报而没有一行，— = 不要求报送；应报 = 应报月数，以报送义务表为准，没有的按“必报”、自有数据的第一个月起；连续缺报 = 最长连续未报月数 | The month of the cut-off day and eleven before; partly = rows of its files were refused and no file has given them since, corrected = a file with lines of it was replaced, — = need not report; due = months to be reported, by the duty table, else where the institution must report, from the first month with data on; missing in a row = the longest run
-- key: 2 1
-- explained: report | 2/1
-- column: 医疗机构 | Institution | text 34 | brief
-- column: 机构编码 | Institution code | code 16
-- column: 性质 | Duty | word 8 | brief
-- column: 应报 | Due | int | brief
-- column: {month-11} | {month-11} | status 8 | brief
-- column: * | * | mark
-- column: {month-10} | {month-10} | status 8 | brief
-- column: * | * | mark
-- column: {month-09} | {month-09} | status 8 | brief
-- column: * | * | mark
-- column: {month-08} | {month-08} | status 8 | brief
-- column: * | * | mark
-- column: {month-07} | {month-07} | status 8 | brief
-- column: * | * | mark
-- column: {month-06} | {month-06} | status 8 | brief
-- column: * | * | mark
-- column: {month-05} | {month-05} | status 8 | brief
-- column: * | * | mark
-- column: {month-04} | {month-04} | status 8 | brief
-- column: * | * | mark
-- column: {month-03} | {month-03} | status 8 | brief
-- column: * | * | mark
-- column: {month-02} | {month-02} | status 8 | brief
-- column: * | * | mark
-- column: {month-01} | {month-01} | status 8 | brief
-- column: * | * | mark
-- column: {month-00} | {month-00} | status 8 | brief
-- column: * | * | mark
-- column: 连续缺报 | Missing in a row | int | brief
--
-- Rule book 13. A head {month-NN} is the month that lies NN months before that of the cut-off day, as yyyy-mm.
SELECT i.name, nullif(i.code, ''), nullif(i.duty, ''), m.required,
  max(iif(r.k = 1, r.state, NULL)), max(iif(r.k = 1, mark, NULL)),
  max(iif(r.k = 2, r.state, NULL)), max(iif(r.k = 2, mark, NULL)),
  max(iif(r.k = 3, r.state, NULL)), max(iif(r.k = 3, mark, NULL)),
  max(iif(r.k = 4, r.state, NULL)), max(iif(r.k = 4, mark, NULL)),
  max(iif(r.k = 5, r.state, NULL)), max(iif(r.k = 5, mark, NULL)),
  max(iif(r.k = 6, r.state, NULL)), max(iif(r.k = 6, mark, NULL)),
  max(iif(r.k = 7, r.state, NULL)), max(iif(r.k = 7, mark, NULL)),
  max(iif(r.k = 8, r.state, NULL)), max(iif(r.k = 8, mark, NULL)),
  max(iif(r.k = 9, r.state, NULL)), max(iif(r.k = 9, mark, NULL)),
  max(iif(r.k = 10, r.state, NULL)), max(iif(r.k = 10, mark, NULL)),
  max(iif(r.k = 11, r.state, NULL)), max(iif(r.k = 11, mark, NULL)),
  max(iif(r.k = 12, r.state, NULL)), max(iif(r.k = 12, mark, NULL)),
  m.longest
FROM inst AS i JOIN ind_missing AS m ON m.inst = i.id
JOIN (SELECT *, CASE state WHEN '已报' THEN '相符' WHEN '已更正' THEN '相符' WHEN '部分' THEN '警告' ELSE state END AS mark
  FROM ind_report) AS r ON r.inst = i.id
GROUP BY i.id
ORDER BY m.longest DESC, i.code, i.name, i.id;
