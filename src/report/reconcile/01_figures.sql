-- name: 与平台核对 | Reconciliation
-- title: 与平台报表逐项核对 | Our figures against the platform's form
-- note: 差异 = 平台减本程序；占比按平台给出的位数比较 | Difference = theirs less ours; shares compared with as many decimals as they give
-- column: 医疗机构 | Institution | text 34
-- column: 机构编码 | Institution code | code 16
-- column: 批次 | Round | text 34
-- column: 指标 | Figure | text 30
-- column: 本程序 | Ours | text 14
-- column: 平台 | Theirs | text 14
-- column: 差异 | Difference | text 12
-- column: 结果 | Result | status 8
-- column: * | * | mark
-- column: 可能的原因 | Possible reason | text 44
-- column: 平台表位置 | Place in theirs | code 20
SELECT name, nullif(code, ''), round, iif(:lang, en, zh), ours, theirs, iif(agree, NULL, difference), iif(agree, '相符', '不符'),
  iif(agree, '相符', '不符'), nullif(iif(:lang, why_en, why_zh) || iif(why = 'day', iif(:lang, ': ', '：') || detail, ''), ''),
  nullif(place, '')
FROM reconciled_shown ORDER BY seq;
