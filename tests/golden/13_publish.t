Published issues: frozen, corrected by revisions, compared; written again byte for byte whatever is imported later.
$ jicai import -q $EXAMPLES/澜溪市/机构* $EXAMPLES/澜溪市/约定* $EXAMPLES/澜溪市/*2024-0[4567]* $EXAMPLES/澜溪市/*二季度* $EXAMPLES/澜溪市/缺货* $EXAMPLES/澜溪市/可替代* $EXAMPLES/澜溪市/付款台账_2024年4* 2>/dev/null; jicai publish
还没有发布过。发布一个月：jicai publish --month 2024-09
$ jicai publish --finalize
● 命令 publish 后面缺少 --month 2024-09。请写成 jicai publish --month 2024-09。 [E605]
? 2
$ jicai publish --month 2023-06
● 2023-06 这一期里没有一行采购明细或付款，没有发布：已导入的采购明细是 2024-04-01 至 2024-07-31 的。请核对 --month、--quarter 有没有写错；没有错的话，先导入这一期的文件再发布（已发布的不能收回）。 [E647]
? 2
$ jicai publish --month 2099-01 2>&1 | sed 's/20[0-8][0-9]-[0-9-]*/TODAY/g'
● 2099-01 这一期还没有过完（到 2099-01-31 为止，今天是 TODAY），没有发布。请核对 --month、--quarter 有没有写错；没有错的话，等这一期过完、文件都导入了再发布，要看现在的数请用 jicai report --as-of TODAY。 [E648]
? 2
$ jicai publish | head -1
还没有发布过。发布一个月：jicai publish --month 2024-09
$ jicai publish --month 2024-06
统计期 2024-06，截止日 2024-06-30
已发布 2024-06 第 1 版
  写成报告：jicai report --issue 2024-06
$ jicai publish --month 2024-07 --finalize; jicai publish --month 2024-07
统计期 2024-07，截止日 2024-07-31
已发布 2024-07 第 1 版（定稿）
  写成报告：jicai report --issue 2024-07
统计期 2024-07，截止日 2024-07-31
2024-07 第 1 版（定稿）已经发布，数字没有变化
  写成报告：jicai report --issue 2024-07
$ jicai publish | sed -E 's/20[0-9-]{8}  [0-9a-f]{12}/DAY  FINGERPRINT/'
  期       版  状态  统计截止日  发布日期    数据指纹      输入文件
  2024-07   1  定稿  2024-07-31  DAY  FINGERPRINT        19
  2024-06   1        2024-06-30  DAY  FINGERPRINT        19
## The report of the issue is that of its day, in every format and language.
$ for f in xlsx html docx csv json; do jicai report --issue 2024-07 --format $f -o 一期.$f -q; jicai report --month 2024-07 --format $f -o 当时.$f -q; diff -r 一期.$f 当时.$f && echo $f; done; jicai report --lang en --issue 2024-07 -o en.xlsx -q; jicai report --lang en --month 2024-07 -o en2.xlsx -q; cmp en.xlsx en2.xlsx
xlsx
html
docx
csv
json
## The rank before: from the published month, else worked out anew.
$ jicai report --issue 2024-07 --format csv --sheet 2 -o - | cut -d, -f1,2,20 | head -4
﻿名次,医疗机构,较上期名次
1,澜东区新塘街道社区卫生服务中心,1
2,澜溪市第一人民医院,2
3,澜溪市中医医院,0
$ jicai report --issue 2024-06 --format csv --sheet 2 -o - | cut -d, -f2 > 六月; jicai report --issue 2024-07 --format csv --sheet 2 -o - | sed 1d | while IFS=, read -r now name rest; do move=$(echo "$rest" | rev | cut -d, -f2 | rev); then=$(jicai report --issue 2024-06 --format csv --sheet 2 -o - | grep ",$name," | cut -d, -f1); [ "$((then - now))" = "$move" ] || echo "$name $then $now $move"; done
## Later months and corrections change nothing of it.
$ jicai import -q $EXAMPLES/澜溪市/*2024-0[89]* $EXAMPLES/澜溪市/*三季度* $EXAMPLES/澜溪市/付款台账_9* $EXAMPLES/澜溪市/正当* 2>/dev/null; for f in xlsx html docx csv json; do jicai report --issue 2024-07 --format $f -o 再写.$f -q; diff -r 一期.$f 再写.$f && echo $f; done
xlsx
html
docx
csv
json
$ jicai diff 2024-07 > 变化; echo $?; head -8 变化; tail -2 变化 | sed 's/共 [0-9]*/共 N/'
统计期 2024-07，截止日 2024-07-31
1

所据数据和规则的变化
  变化          名称                                  原来  现在
  输入文件新增  云门县医共体_累计至2024-09.csv        —     68fa9ecd071a
  输入文件新增  付款台账_9月下旬补报.csv              —     b3088cf46926
  输入文件新增  柳川县_药品入库明细_2024年三季度.xls  —     18339a3c4439
  输入文件新增  正当理由.xlsx                         —     fa2521198b8f
  输入文件新增  采购平台_2024-08.xlsx                 —     562d10a82946
共 N 处变化
  逐条列出：jicai diff 2024-07 --all
$ jicai diff 2024-06 2024-07 -q > /dev/null
? 1
## Of many differences what matters most comes first, and nothing is left out of the count; --all and --json have every one.
$ jicai diff 2024-06 2024-07

所据数据和规则的变化
  变化        名称  原来        现在
  统计截止日        2024-06-30  2024-07-31

名次变动最大的
  工作表        对象                列    原值  新值  变动
  货款支付排名  柳川县大坪乡卫生院  名次  4     28     ↓24
  货款支付排名  青源县妇幼保健院    名次  2     21     ↓19
  货款支付排名  青源县白沙乡卫生院  名次  13    28     ↓15
  机构执行排名  澜东区人民医院      名次  29    15     ↑14
  机构执行排名  青源县妇幼保健院    名次  5     19     ↓14
  货款支付排名  澜东区人民医院      名次  29    15     ↑14
  货款支付排名  澜溪康和骨科医院    名次  30    16     ↑14
  机构执行排名  澜溪百草堂大药房    名次  21    8      ↑13
  机构执行排名  青源县中医院        名次  12    25     ↓13
  货款支付排名  澜西区中医院        名次  24    11     ↑13
  另有 51 处

比率变动最大的（百分点）
  工作表        对象                列                   原值    新值     变动
  货款支付排名  柳川县大坪乡卫生院  按期支付金额占比(%)  100.00  0.00  -100.00
  货款支付排名  青源县白沙乡卫生院  按期支付金额占比(%)  97.21   0.00   -97.21
  货款支付排名  柳川县柳河镇卫生院  按期支付金额占比(%)  96.57   0.00   -96.57
  货款支付排名  青源县城关镇卫生院  按期支付金额占比(%)  93.21   0.00   -93.21
  机构执行排名  青源县妇幼保健院    达序时占比(%)        90.70   0.00   -90.70
  机构执行排名  柳川县人民医院      达序时占比(%)        90.28   0.00   -90.28
  机构执行排名  云门县人民医院      达序时占比(%)        89.41   0.00   -89.41
  机构执行排名  青源县中医院        达序时占比(%)        84.51   0.00   -84.51
  机构执行排名  柳川县柳河镇卫生院  达序时占比(%)        82.61   0.00   -82.61
  机构执行排名  云门县竹山乡卫生院  达序时占比(%)        82.61   0.00   -82.61
  另有 44 处

新出现逾期未付的（元）
  工作表        对象                            列        原值  新值         变动
  货款支付排名  澜东区湖滨街道社区卫生服务中心  逾期未付  0.00  7082.42  +7082.42

各张表变了多少
  工作表          变了的数  新增的行  没有了的行
  总览                   8         0           0
  机构执行排名         453         0           0
  平台格式报表         280         0           0
  品种进度             932         0           0
  机构品种明细        9887         0           0
  滞后与零采购        2571       551          41
  非中选与可替代      1014         0           0
  货款支付排名         565         0           0
  逾期明细             426       738         267
  逾期账龄              14         0           0
  未来到期               0       144         242
  配送企业              57         0           0
  网采率与两票制        43         0          18
  结余留用试算          68         0           0
  报送情况              49         0           0
  合计               16367      1433         568

共 18368 处变化
  逐条列出：jicai diff 2024-06 2024-07 --all
? 1
$ jicai diff 2024-06 2024-07 --all > 全部; sed -n '/数字的变化/,$p' 全部 | sed '1,2d;/^$/,$d' | wc -l; tail -1 全部; jicai diff 2024-06 2024-07 --json | grep -c '"type":"change"'
18368
共 18368 处变化
18368
? 1
$ jicai diff 2024-06 2024-07 --lang en | sed -n '/moved most/,$p' | sed -n '1,3p;/^  and/p;/^$/d;/^[A-Z]/p' | uniq; jicai diff 2024-06 2024-07 --lang en | tail -2
Ranks that moved most
  Sheet                Subject             Column  Before  After  Move
  Payment ranking      柳川县大坪乡卫生院  Rank    4       28      ↓24
  and 51 more
Rates that moved most (points)
  and 44 more
Newly overdue (yuan)
How much differs on each sheet
18368 differences
  to list them: jicai diff 2024-06 2024-07 --all
? 1
## The key of every sheet is the one that explain takes, also where the sheet does not show it.
$ jicai diff 2024-06 2024-07 --json | sed -nE 's/.*"sheet":"([^"]*)".*"key":"([^"]*)".*/\1 \2/p' | awk '!seen[$1]++' | while read s k; do jicai explain "$k" --month 2024-07 -q > 说明.txt 2>&1 && echo "$s ${k%%:*}" || cat 说明.txt; done
总览 round
机构执行排名 inst
平台格式报表 form
品种进度 product
机构品种明细 agr
滞后与零采购 agr
非中选与可替代 grp
货款支付排名 pay
逾期明细 line
逾期账龄 age
未来到期 line
配送企业 sup
网采率与两票制 net
结余留用试算 surplus
报送情况 report
? 1
$ jicai diff 2024-07 2024-07@1
数字没有变化
## Publishing again tells what changed and keeps what was.
$ jicai publish --month 2024-07 | sed -n '1,10p;$p'; jicai publish --month 2024-07 -q; jicai publish --json | cut -d, -f1-5; cmp 一期.xlsx 再写.xlsx; jicai report --issue 2024-07 -o 定稿.xlsx -q; cmp 定稿.xlsx 一期.xlsx
统计期 2024-07，截止日 2024-07-31

所据数据和规则的变化
  变化          名称                                  原来  现在
  输入文件新增  云门县医共体_累计至2024-09.csv        —     68fa9ecd071a
  输入文件新增  付款台账_9月下旬补报.csv              —     b3088cf46926
  输入文件新增  柳川县_药品入库明细_2024年三季度.xls  —     18339a3c4439
  输入文件新增  正当理由.xlsx                         —     fa2521198b8f
  输入文件新增  采购平台_2024-08.xlsx                 —     562d10a82946
  输入文件新增  采购平台_2024-09.xlsx                 —     6714cda25623
  输入文件新增  青源县_药品入库明细_2024年三季度.xls  —     8da27cb395c6
  第 1 版已定稿，报告仍以它为准；要以第 2 版为准，请加 --finalize 再发布一次
{"schema":1,"type":"published","period":"2024-07","revision":2,"state":""
{"schema":1,"type":"published","period":"2024-07","revision":1,"state":"定稿"
{"schema":1,"type":"published","period":"2024-06","revision":1,"state":""
{"schema":1,"type":"summary","exit":0}
$ jicai report --issue 2024-07@2 --format csv --sheet 0 -o - | grep 更正说明 | head -2 | sed 's/[0-9]* 处/N 处/'; jicai diff 2024-07@1 2024-07@2 --json | tail -1 | sed 's/[0-9]*}/N}/'; jicai diff 2024-07@2 now
更正说明,第 2 版,更正第 1 版，数字有变化的有 N 处,jicai diff 2024-07@1 2024-07@2
更正说明,输入文件新增,云门县医共体_累计至2024-09.csv,— → 68fa9ecd071a
{"schema":1,"type":"summary","exit":1,"changes":N}
统计期 2024-07，截止日 2024-07-31
数字没有变化
$ jicai publish --month 2024-07 --finalize; jicai report --issue 2024-07 -o 第二版.xlsx -q; cmp -s 第二版.xlsx 一期.xlsx
统计期 2024-07，截止日 2024-07-31
2024-07 第 2 版（定稿）已经发布，数字没有变化
  写成报告：jicai report --issue 2024-07
? 1
## A parameter is a reason too.
$ jicai diff 2024-07 --set payment.rank_min=40 --set fulfil.alarm=0.7 | sed -n 1,5p
统计期 2024-07，截止日 2024-07-31

所据数据和规则的变化
  变化  名称              原来  现在
  参数  fulfil.alarm      0.8   0.7
  参数  payment.rank_min  10    40
? 1
## What does not go.
$ jicai report --issue 2024-05; jicai report --issue 2024-07@x; jicai diff 2024-07@3
● 没有发布过“2024-05”；已发布的有：2024-06@1 2024-07@1 2024-07@2。用 jicai publish 查看已发布的各期；发布用 jicai publish --month 2024-09。 [E707]
● 没有发布过“2024-07@x”；已发布的有：2024-06@1 2024-07@1 2024-07@2。用 jicai publish 查看已发布的各期；发布用 jicai publish --month 2024-09。 [E707]
● 没有发布过“2024-07@3”；已发布的有：2024-06@1 2024-07@1 2024-07@2。用 jicai publish 查看已发布的各期；发布用 jicai publish --month 2024-09。 [E707]
? 2
$ jicai report --issue 2024-07 --month 2024-07
● --issue 和 --month 不能同时使用。请只用其中一个。 [E607]
? 2
## In the first month of the data there is no rank before: with nothing accepted, all would have been first the month before.
$ jicai import -q --db 首月.db $EXAMPLES/澜溪市/机构* $EXAMPLES/澜溪市/约定* $EXAMPLES/澜溪市/*2024-0[78].xlsx 2>/dev/null; for m in 07 08; do jicai report --db 首月.db --month 2024-$m --format csv --sheet 2 -o - 2>/dev/null | cut -d, -f1,2,20 | head -4; done; for m in 07 08; do jicai explain inst:H33990200129 --db 首月.db --month 2024-$m -q | grep -c 上期; done
﻿名次,医疗机构,较上期名次
1,澜东区新塘街道社区卫生服务中心,
2,澜溪市妇幼保健院,
3,澜溪市第一人民医院,
﻿名次,医疗机构,较上期名次
1,澜东区新塘街道社区卫生服务中心,0
2,澜溪市妇幼保健院,0
3,澜溪市第一人民医院,0
0
4
