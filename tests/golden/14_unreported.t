An institution that reported nothing in the period (未报) has no rate of it, but what is overdue at its end stands in the
ranking as it stands in the list of overdue receipts.
$ jicai sample s >/dev/null 2>&1; jicai import s -q; printf '%s\n' 医疗机构,药品名称,规格,生产企业,订单号,明细号,入库日期,入库数量,单价 示例镇卫生室,甲片,1mg*7片,甲厂,D1,1,2024-12-02,1,1 > 十二月.csv; jicai import 十二月.csv -q; jicai report --month 2024-12 --sheet 货款支付排名 --format csv -o - -q | cut -d, -f1-3,7-10,14,17-19
﻿名次,付款方,医疗机构,到期笔数,到期金额,按期支付金额,按期支付金额占比(%),逾期未付,最长逾期天数,总回款率(%),评价
,医疗机构,示例镇卫生室,0,0.00,0.00,,0.00,,0.00,到期笔数不足
,医疗机构,示例市人民医院,,,,,4245.44,61,83.16,未报
,医疗机构,示例市中医院,,,,,3344.49,92,63.53,未报
,医疗机构,示例镇中心卫生院,,,,,3418.02,169,42.66,未报
$ jicai check --month 2024-12 2>&1 >/dev/null; jicai check --month 2024-09 2>&1 >/dev/null; jicai check --as-of 2023-12-31 2>&1 >/dev/null | tail -n 1
统计期 2024-12，截止日 2024-12-31
统计期 2024-09，截止日 2024-09-30
● 这一期里没有一行采购明细：已导入的是 2024-04-03 至 2024-12-02 的。请核对 --month、--quarter、--as-of 有没有写错，这一期的文件导入了没有。 [E644]
? 1
$ jicai report --month 2024-12 --sheet 逾期明细 --format csv -o - -q | awk -F, 'NR > 1 {sum[$1] += $11} END {for (who in sum) printf "%s %.2f\n", who, sum[who]}' | sort
示例市中医院 3344.49
示例市人民医院 4245.44
示例镇中心卫生院 3418.02
## A month without a line between others that have some is told with these; not one that has some, nor the quarter around it.
$ for m in 2024-10 2024-11 2024-12; do jicai check --month $m 2>&1 >/dev/null; done; jicai check --quarter 2024Q4 2>&1 >/dev/null; jicai report --month 2024-10 -o 空.xlsx --lang en 2>&1 | grep E655; rm 空.xlsx
统计期 2024-10，截止日 2024-10-31
● 2024-10 这一期里没有一行采购明细，前后都有（前面最近的是 2024-09，后面最近的是 2024-12）：这一期的文件多半没有导入，所有机构都像是没有采购。请核对这一期的文件导入了没有，--month、--quarter 有没有写错；真的没有采购的，不需要做什么。 [E655]
统计期 2024-11，截止日 2024-11-30
● 2024-11 这一期里没有一行采购明细，前后都有（前面最近的是 2024-09，后面最近的是 2024-12）：这一期的文件多半没有导入，所有机构都像是没有采购。请核对这一期的文件导入了没有，--month、--quarter 有没有写错；真的没有采购的，不需要做什么。 [E655]
统计期 2024-12，截止日 2024-12-31
统计期 2024Q4，截止日 2024-12-31
● no order line falls into 2024-10, though there are some before (the nearest in 2024-09) and behind it (in 2024-12): most likely its files were not imported, and nobody seems to have bought anything. Check whether the files of this period were imported, and --month or --quarter; where nothing was bought there is nothing to do. [E655]
## Of a month of which nothing is known no file is written that looks like its result.
$ jicai report --month 2025-03 -q; jicai report --month 2025-03 --sheet 2 --format csv -o - -q; jicai split -o 分发 --month 2025-03 -q; jicai run s --quarter 2023Q1 -q; ls
● 2025-03 这一期里没有一行采购明细，没有一笔付款，也没有一笔货款到期，没有写报告：已导入的采购明细是 2024-04-03 至 2024-12-02 的。请核对 --month、--quarter 有没有写错，这一期的文件导入了没有；要看到某一天为止累计的情况，改用 --as-of 那一天。 [E654]
● 2025-03 这一期里没有一行采购明细，没有一笔付款，也没有一笔货款到期，没有写报告：已导入的采购明细是 2024-04-03 至 2024-12-02 的。请核对 --month、--quarter 有没有写错，这一期的文件导入了没有；要看到某一天为止累计的情况，改用 --as-of 那一天。 [E654]
● 2025-03 这一期里没有一行采购明细，没有一笔付款，也没有一笔货款到期，没有写报告：已导入的采购明细是 2024-04-03 至 2024-12-02 的。请核对 --month、--quarter 有没有写错，这一期的文件导入了没有；要看到某一天为止累计的情况，改用 --as-of 那一天。 [E654]
● 2023Q1 这一期里没有一行采购明细，没有一笔付款，也没有一笔货款到期，没有写报告：已导入的采购明细是 2024-04-03 至 2024-09-15 的。请核对 --month、--quarter 有没有写错，这一期的文件导入了没有；要看到某一天为止累计的情况，改用 --as-of 那一天。 [E654]
jicai.db
jicai.db-journal
s
十二月.csv
## A receipt that falls due in it, or a payment, is something.
$ jicai report --month 2025-01 --sheet 9 --format csv -o - -q | head -n 3 | cut -d, -f1-3,7-10
﻿名次,付款方,医疗机构,到期笔数,到期金额,按期支付金额,按期支付金额占比(%)
,医疗机构,示例镇卫生室,1,1.00,0.00,0.00
,医疗机构,示例市人民医院,,,,
## Without -o a report is named after its period, so that one without data does not take the place of another.
$ jicai report -q; for p in '--month 2024年8月' '--quarter 2024Q3' '--as-of 2024/8/5' '--month 2024-12'; do jicai report $p -q; done; jicai publish --month 2024-08 -q; jicai report --issue 2024-08@1 --format html -q; jicai report --month 2024-08 --format csv --lang en -q; ls -d 集采* jicai-*
jicai-report-2024-08
集采排名-2024-08@1.html
集采核查报告-2024-08-05.xlsx
集采核查报告-2024-08.xlsx
集采核查报告-2024-12.xlsx
集采核查报告-2024Q3.xlsx
集采核查报告.xlsx
## Nor does a part of a report, or another ranking, take the place of the whole.
$ mkdir 部分; cd 部分; for p in '--sheet 4' '--by 医共体' '--by 医共体 --sheet 2 --format html' '--sheet 1 --sheet 2 --sheet 3 --sheet 4' '--lang en --sheet 9'; do jicai report $p --db ../jicai.db -q; done; ls
jicai-report-Payment-ranking.xlsx
集采排名-医共体-机构执行排名.html
集采核查报告-医共体.xlsx
集采核查报告-品种进度.xlsx
集采核查报告-节选.xlsx
