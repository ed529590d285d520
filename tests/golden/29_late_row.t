A slip of the year in one row moves the default cut-off day: it is told, with the place. One row of a few is no slip.
$ { echo '医疗机构,入库单号,通用名,规格,生产企业,单位,入库数量,单价,验收日期'; for i in $(seq 10 30); do echo "甲医院,R$i,甲片,10mg*10片,甲厂,盒,10,5,2024-03-$i"; done; echo '甲医院,R2,甲片,10mg*10片,甲厂,盒,10,5,2025-04-05'; } > 入库.csv; jicai import 入库.csv -q; jicai check 2>&1 >/dev/null; jicai check --as-of 2024-04-01 2>&1 >/dev/null
统计截止日 2025-04-05（数据里最后一个验收日；可用 --as-of 另选）
● 入库.csv › 入库 › 23：默认的统计截止日 2025-04-05 只来自 1 行（第一处在这里），比再前面的验收日 2024-03-30 晚 60 天以上，可能是写错了的日期。请核对这些行的验收日期，改正后用 --correction 导入；改正以前请用 --as-of 指定截止日，例如 --as-of 2024-03-30。 [E649]
统计截止日 2024-04-01
? 1
$ { head -n 3 入库.csv; tail -n 1 入库.csv; } > 少.csv; jicai import 少.csv -q --db 少.db; jicai check --db 少.db 2>&1 >/dev/null
统计截止日 2025-04-05（数据里最后一个验收日；可用 --as-of 另选）
? 1
