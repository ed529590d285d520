Rankings of medical communities, areas, levels and payers: figures from sums over their members.
$ jicai sample s >/dev/null 2>&1; jicai run s --by 地区 --as-of 2024-09-30 -o 地区.xlsx | sed -n '/^机构执行排名/,/^核查/p'
机构执行排名
  名次  地区    机构数  签约产品数  达序时产品数  达序时占比(%)  折算完成率(%)  进度差  严重滞后
     1  示例市       2           8             6          75.00          51.90    1.77         2
     2  示例镇       1           3             1          33.33          29.79  -20.35         2

货款支付排名
  名次  付款方    地区    机构数  到期金额  按期支付金额占比(%)  加权平均付款天数  逾期未付  评价
     1  医疗机构  示例市       2  28455.74                84.87             33.34   1663.40  滞后
     2  医疗机构  示例镇       1   4932.42                20.24             57.74   2389.12  严重滞后

核查发现  错误 8 条，警告 1 条，提示 14 条
$ jicai run s --by level --lang en --as-of 2024-09-30 -o level.xlsx | sed -n '/^Payment/,/^$/p'
Payment ranking
  Rank  Payer        Level  Institutions  Matured amount  In time, amount (%)  Weighted days  Overdue unpaid  Assessment
     1  institution  三级              1        20966.63               100.00          30.22            0.00  good
     2  institution  二级              1         7489.11                42.50          44.60         1663.40  far behind
     3  institution  基层              1         4932.42                20.24          57.74         2389.12  far behind

## What is asked for is checked before any work.
$ jicai run s --by 医供体
● 没有按“医供体”的排名；可以按：机构 医共体 地区 级别 付款方。请把 --by 后面改成其中一个，最接近的是“医共体”。 [E709]
? 2
$ jicai run s --by 科室
● 没有按“科室”的排名；可以按：机构 医共体 地区 级别 付款方。请把 --by 后面改成其中一个，最接近的是“机构”。 [E709]
? 2
$ jicai run s --by comunity --lang en
● there is no ranking by “comunity”; there are: Institution Community Area Level Payer. Give --by one of these; the nearest is “Community”. [E709]
? 2
$ jicai run s --by 付款方 --sheet 机构执行排名
● 所选的工作表没有按“付款方”的排名；有的是：货款支付排名。请用 --sheet 加上其中一张，或去掉 --by。 [E710]
? 2
$ jicai run s --by 地区 --sheet 5 --lang en
● none of the sheets asked for can be ranked by “地区”; these can: Institution ranking Payment ranking. Ask for one of them with --sheet, or leave --by out. [E710]
? 2
$ jicai import s --by 地区
● 命令 import 不用选项“--by”。用 jicai help import 查看它的选项。 [E632]
? 2
## The city: every row of a group against the institutions in it, added up here from the usual report.
$ jicai import -q $EXAMPLES/澜溪市 2>/dev/null; jicai report --as-of 2024-09-30 --format csv -o 机构 -q; for by in 医共体 地区 级别; do jicai report --as-of 2024-09-30 --by $by --format csv -o $by -q; done; sed -n 1,5p 医共体/机构执行排名.csv; sed -n '1p;$p' 医共体/货款支付排名.csv
﻿名次,医共体,机构数,签约产品数,达序时产品数,达序时占比(%),折算完成率(%),折算序时(%),进度差,零采购,低于序时,正常,超量,严重滞后,非中选占比_金额(%),责任提示,较上期名次,依据号
1,云门县人民医院医共体,5,203,157,77.34,55.86,50.14,5.73,4,42,157,0,10,0.73,企业 3、配送 7、医院 31,,community:云门县人民医院医共体
2,柳川县人民医院医共体,5,173,120,69.36,52.41,50.14,2.27,16,37,120,0,24,2.59,企业 4、医院 52,,community:柳川县人民医院医共体
3,青源县人民医院医共体,5,203,124,61.08,53.99,50.14,3.85,3,76,124,0,40,1.58,企业 3、医院 77,,community:青源县人民医院医共体
,（未写明）,19,966,676,69.98,52.95,50.14,2.81,22,268,647,29,83,2.88,企业 12、配送 10、医院 234、数据 2,,community:
﻿名次,付款方,医共体,机构数,未报机构数,到期笔数,到期金额,按期支付金额,按期支付金额占比(%),按期支付笔数占比(%),剔除正当理由后占比(%),加权平均付款天数,逾期未付,其中有正当理由,逾期已付,最长逾期天数,总回款率(%),评价,较上期名次,依据号
,医保经办,（未写明）,1,0,941,2705938.35,2624781.12,97.00,97.02,97.00,20.07,0.00,0.00,81157.23,,85.93,达标,,pay:community::1
$ for by in 医共体 地区 级别; do awk -v by=$by -v sheet=2 -f "$EXAMPLES/../tests/golden/by.awk" 机构/机构执行排名.csv $by/机构执行排名.csv; awk -v by=$by -v sheet=9 -f "$EXAMPLES/../tests/golden/by.awk" 机构/机构执行排名.csv 机构/货款支付排名.csv $by/货款支付排名.csv; done
医共体 sheet 2: 4 rows
医共体 sheet 9: 5 rows
地区 sheet 2: 5 rows
地区 sheet 9: 7 rows
级别 sheet 2: 4 rows
级别 sheet 9: 6 rows
## A sheet without such a ranking stays as it is, and says so; so do all other sheets.
$ jicai report --as-of 2024-09-30 --by 付款方 --format csv -o 付款方 -q; cat 付款方/货款支付排名.csv; cmp 机构/机构执行排名.csv 付款方/机构执行排名.csv; grep 排名对象 付款方/说明.csv; for d in 医共体 地区 级别 付款方; do diff -rq 机构 $d | cut -d' ' -f2; done | sort | uniq -c; true
﻿名次,付款方,机构数,未报机构数,到期笔数,到期金额,按期支付金额,按期支付金额占比(%),按期支付笔数占比(%),剔除正当理由后占比(%),加权平均付款天数,逾期未付,其中有正当理由,逾期已付,最长逾期天数,总回款率(%),评价,较上期名次,依据号
1,医保经办,1,0,941,2705938.35,2624781.12,97.00,97.02,97.00,20.07,0.00,0.00,81157.23,,85.93,达标,,payer:1
2,医疗机构,34,1,12984,30546381.64,27924453.51,91.42,88.82,91.42,23.05,619689.33,503.04,2002238.80,146,85.65,临近,,payer:0
报告,排名对象 · 机构执行排名,没有按付款方的排名，仍按机构,report --by
报告,排名对象 · 货款支付排名,付款方,report --by
      3 机构/机构执行排名.csv
      4 机构/说明.csv
      4 机构/货款支付排名.csv
$ jicai report --as-of 2024-09-30 --by 机构 --format csv -o 同样 -q; diff -r 机构 同样 && echo same
same
## Where the rates of a group come from.
$ jicai explain community:云门县人民医院医共体 --as-of 2024-09-30 2>&1 | sed -n '/合计/,$p'
  合计  行数          数值  单位
  计入    10            10  个（严重滞后）
  计入    42            42  个（低于序时）
  计入   157           157  个（正常）
  计入     3             3  个（责任：企业）
  计入    31            31  个（责任：医院）
  计入     7             7  个（责任：配送）
  计入     4             4  个（零采购）
  计入   199    3384383.36  元（中选）
  计入   203    3384383.36  元（折算完成）
  计入   203  3037421.6513  元（折算序时）
  计入   203    6058245.37  元（折算约定）
  计入    22      24805.51  元（非中选）
  计入     1             1  名次
  计入     5             5  家（机构）
  计入     5             5  家（滞后机构）
  计入     4             4  家（零采购机构）
  计入     1             3  行（参与排名）
  计入     1             0  行（名次在前）
  计入     1             0  行（名次并列）
$ jicai explain pay:community:云门县人民医院医共体:0 --as-of 2024-09-30 2>&1 | sed -n '/合计/,$p'
  合计      行数         数值  单位
  计入      1556   2865573.86  元
  计入      1519  62769814.74  元×天（付款）
  计入      1425   2722946.57  元（按期付款）
  计入        37     27266.48  元（未付）
  计入        83    134496.02  元（未到期或不在本期的付款）
  计入       305    568051.71  元（未到期或不在本期）
  计入       222    433555.69  元（未到期未付）
  计入        94    115360.81  元（逾期付款）
  计入         1            1  名次
  计入         5            5  家（机构）
  计入      1425         1425  笔（按期付清）
  计入         1            3  行（参与排名）
  计入         1            0  行（名次在前）
  计入         1            0  行（名次并列）
  没有计入    54            0  元
$ jicai explain payer:1 --as-of 2024-09-30 2>&1 | sed -n '/合计/,$p'
  合计      行数         数值  单位
  计入       941   2705938.35  元
  计入       941  54295845.12  元×天（付款）
  计入       913   2624781.12  元（按期付款）
  计入        25     75069.73  元（未到期或不在本期的付款）
  计入       185    530426.49  元（未到期或不在本期）
  计入       160    455356.76  元（未到期未付）
  计入        28     81157.23  元（逾期付款）
  计入         1            1  名次
  计入         1            1  家（机构）
  计入       913          913  笔（按期付清）
  计入         1            2  行（参与排名）
  计入         1            0  行（名次在前）
  计入         1            0  行（名次并列）
  没有计入    30            0  元
$ jicai explain community:云门县 --as-of 2024-09-30
统计截止日 2024-09-30
● 没有依据号“community:云门县”。请从报表的“依据号”一列原样复制；最接近的是“community:云门县人民医院医共体”。 [E403]
? 2
## Every key of these rankings answers.
$ for by in 医共体 地区 级别 付款方; do sed -s '1d; s/.*,//' $by/机构执行排名.csv $by/货款支付排名.csv; done | sort -u | while read -r k; do jicai explain "$k" --as-of 2024-09-30 > out 2>/dev/null && [ $(wc -l < out) -gt 2 ] || echo "$k"; done
## The rank before is that of the same ranking, worked out anew or published; an issue keeps all of them.
$ jicai report --month 2024-09 --by 地区 --format csv -o 九月 -q; cut -d, -f1-3,17 九月/机构执行排名.csv; cut -d, -f1-3,19 九月/货款支付排名.csv
﻿名次,地区,机构数,较上期名次
1,云门县,5,0
2,柳川县,6,0
3,澜东区,10,1
4,青源县,7,-1
5,澜西区,6,0
﻿名次,付款方,地区,较上期名次
1,医疗机构,云门县,0
2,医疗机构,澜东区,1
3,医疗机构,澜西区,1
4,医疗机构,青源县,1
5,医疗机构,柳川县,-3
1,医保经办,澜西区,0
,医疗机构,（未写明）,
$ jicai report --month 2024-08 --by 地区 --format csv -o 八月 -q; cut -d, -f1-3 八月/机构执行排名.csv
﻿名次,地区,机构数
1,云门县,5
2,柳川县,6
3,青源县,7
4,澜东区,10
5,澜西区,6
$ jicai publish --month 2024-08 -q; jicai report --month 2024-09 --by 地区 --format csv -o 又九月 -q; diff -r 九月 又九月 && echo same
same
$ jicai report --issue 2024-08 --by 地区 --format csv -o 八月存档 -q; for s in 机构执行排名 货款支付排名 总览 逾期明细; do cmp 八月/$s.csv 八月存档/$s.csv && echo $s; done
机构执行排名
货款支付排名
总览
逾期明细
$ jicai report --issue 2024-08 --by 医供体
● 没有按“医供体”的排名；可以按：机构 医共体 地区 级别 付款方。请把 --by 后面改成其中一个，最接近的是“医共体”。 [E709]
? 2
$ jicai report --month 2024-09 --by 地区 --format html -o 地区.html -q; grep -c 'class="past"' 地区.html; grep -o '<h2[^<]*' 地区.html | sed 's/<[^>]*>//'
16
各地区货款支付及时性排名
各地区集采执行进度排名
怎样计算
## The area is what the list says, districts or townships.
$ jicai sample 镇 >/dev/null 2>&1; sed -i '1s/,地区,/,所在乡镇,/' 镇/机构.csv; sed -i '1s/下单日期/订购日期/' 镇/采购明细.csv; jicai run 镇 --by 地区 --sheet 机构执行排名 --format csv -o - -q | cut -d, -f1-5
﻿名次,地区,机构数,签约产品数,达序时产品数
1,示例市,2,8,6
2,示例镇,1,3,1
