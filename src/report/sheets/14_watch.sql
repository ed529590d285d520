-- name: 重点监控 | Watch lists
-- title: 重点监控药品采购金额 | Products under watch: amounts by month
-- note: 按环比从高到低；本月 = 截止日所在月（到截止日为止）；金额为验收金额减退货；— 表示机构当月没有报送，或没有可比的金额 | By growth month on month, high to low; this month = that of the cut-off day, up to it; accepted less returned; — = nothing reported for that month, or nothing to compare with
-- column: 目录 | List | text 24 | brief
-- column: 通用名 | Generic name | text 26 | brief
-- column: 医疗机构 | Institution | text 34 | brief
-- column: 机构编码 | Institution code | code 16
-- column: 本月金额 | This month | money | brief
-- column: 上月金额 | Month before | money | brief
-- column: 环比(%) | Month on month (%) | pct | brief
-- column: 去年同月金额 | Same month last year | money
-- column: 同比(%) | Year on year (%) | pct | brief
-- column: 超限 | Over the limit | yes | brief
-- column: 依据号 | Key | key 30
--
-- Rule book 13. Both limits are those of the list; growth above one of them is over the limit.
SELECT w.list, w.name, i.name, nullif(i.code, ''), w.now, w.before, w.mom, w.year_ago, w.yoy, w.over_mom OR w.over_yoy, w.key
FROM ind_watch AS w JOIN inst AS i ON i.id = w.inst
ORDER BY w.mom COLLATE RATE DESC NULLS LAST, w.list, w.name, i.code, i.name, w.inst, w.watch;
