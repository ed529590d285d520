Every message of the interface names its cell, the value, the problem and the cure.
$ H=医疗机构编码,医疗机构名称,订单编号,订单明细编号,国家医保编码,通用名,规格,生产企业,单位,采购单价,入库数量,验收日期; L=H33078200901,示例市人民医院,DD1; P=恩格列净片,10mg*10片/盒,江苏豪森药业集团有限公司,盒; printf '%s\n' "export H='$H' L='$L' P='$P'" > v; printf 'one() { . ./v; f=$1; shift; { echo "${HEAD:-$H}"; printf "%%s\\n" "$@"; } > $f; jicai import $f --db $f.db 2>&1 >/dev/null | sed -E "/接下来/d; s/(导入日) [0-9-]+/\\\\1 TODAY/"; return ${PIPESTATUS[0]}; }\n' >> v
$ . ./v; one 代码变成科学计数.csv "$L,1,8.69012E+13,$P,18.39,5,2024-05-06"
● 代码变成科学计数.csv › 代码变成科学计数 › E2  国家医保编码 “8.69012E+13”：代码被表格软件变成科学计数或超过15位，后几位已丢失。请从平台重新导出，或先把该列设为“文本”。 [E203]
$ . ./v; one 认不出产品.csv "$L,1,8.69012E+13,,,,盒,18.39,5,2024-05-06"
● 认不出产品.csv › 认不出产品 › E2  国家医保编码 “8.69012E+13”：代码被表格软件变成科学计数或超过15位，后几位已丢失。请从平台重新导出，或先把该列设为“文本”。 [E203]
● 认不出产品.csv › 认不出产品 › 2  通用名：代码已损坏，又没有其他能认出机构或产品的信息。请从平台重新导出，或先把该列设为“文本”。 [E329]
? 3
$ . ./v; one 不是日期.csv "$L,1,,$P,18.39,5,2024-02-30" "$L,2,,$P,18.39,5,5月6日"
● 不是日期.csv › 不是日期 › L2  验收日期 “2024-02-30”：不是日期，或没有这一天。请写成 2024-03-05 这样的日期；45325 这样的五位数是日期序号，请把这一列设成日期格式再保存。 [E245]
● 不是日期.csv › 不是日期 › L3  验收日期 “5月6日”：日期没有写年份，从表上面的标题和工作表名看不出是哪一年（没有写明期间，或写明的期间里没有这一天，或不止一年有）。请在表上面的标题里写明含这一天的期间（例如“2024年5月采购明细”），或把这一列写成 2024-05-06 这样的日期，再导入一次。 [E256]
? 3
$ . ./v; one 日期在将来.csv "$L,1,,$P,18.39,5,2091-05-06" "$L,2,,$P,18.39,5,1991-05-06"
● 日期在将来.csv › 日期在将来 › L2  验收日期：日期“2091-05-06”早于 2015 年或晚于导入日 TODAY。请改正日期。 [E317]
● 日期在将来.csv › 日期在将来 › L3  验收日期：日期“1991-05-06”早于 2015 年或晚于导入日 TODAY。请改正日期。 [E317]
? 3
$ . ./v; one 数字带单位.csv "$L,1,,$P,18.39元,5盒,2024-05-06"
● 数字带单位.csv › 数字带单位 › J2  采购单价 “18.39元”：数字里带有单位“元”，已按 18.39 读入。请把单位写在表头或单位列。 [E244]
● 数字带单位.csv › 数字带单位 › K2  入库数量 “5盒”：数字里带有单位“盒”，已按 5 读入。请把单位写在表头或单位列。 [E244]
$ . ./v; one 不是数字.csv "$L,1,,$P,十八元,5,2024-05-06" "$L,2,,$P,18.39,若干,2024-05-06"
● 不是数字.csv › 不是数字 › J2  采购单价 “十八元”：不是数字。请改成数字，例如 1234.5。 [E240]
● 不是数字.csv › 不是数字 › K3  入库数量 “若干”：不是数字。请改成数字，例如 1234.5。 [E240]
? 3
$ . ./v; one 缺机构.csv ",,DD1,1,,$P,18.39,5,2024-05-06"
● 缺机构.csv › 缺机构 › 2  医疗机构名称：没有医疗机构编码，也没有名称。请补填医疗机构。 [E319]
? 3
$ . ./v; HEAD=医疗机构名称,通用名,规格,生产企业,采购单价,验收日期 one 缺列.csv "示例市人民医院,恩格列净片,10mg,豪森,18.39,2024-05-06"
● 缺列.csv › 缺列：像是采购明细（purchase），但缺少“入库数量（accepted）”列。请补上这一列（用 / 隔开的有一列就行），或用 --profile 指明哪一列是它（jicai map FILE 显示已认出的列）。 [E311]
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
$ . ./v; HEAD=姓名,身份证号,入院日期,费用 one 患者.csv "张三,330782199001011234,2024-05-06,100"
● 患者.csv › 患者：“姓名、身份证号”像是患者或个人信息，本表没有读取。请删除个人信息列后再导入；jicai 不需要也不保存个人信息。 [E313]
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
$ . ./v; HEAD=$H,患者姓名 one 患者列.csv "$L,1,,$P,18.39,5,2024-05-06,张三"
● 患者列.csv › 患者列：“患者姓名”像是患者或个人信息，本表没有读取。请删除个人信息列后再导入；jicai 不需要也不保存个人信息。 [E313]
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
$ . ./v; HEAD=班级,学生,成绩 one 不认识.csv "一班,甲,90"
● 不认识.csv › 不认识：没有找到认识的表头。前几行是：班级 | 学生 | 成绩 / 一班 | 甲 | 90。请确认这是采购明细、约定采购量、付款台账、机构名单、中选目录等表；用 jicai template 看标准表头（例如机构名单要有“医疗机构编码”“医疗机构名称”），或用 --profile 指明各列。 [E310]
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
$ . ./v; one 金额单位.csv; { echo "$H,采购金额（元）"; echo "$L,1,,$P,18.39,500,2024-05-06,0.9195"; } > 万元.csv; jicai import 万元.csv 2>&1 >/dev/null
● 万元.csv › 万元 › M2  采购金额(元)：金额与单价×数量（9195.00 元）相差一万倍，可能混用了元和万元。请核对金额的单位。 [E340]
  接下来：jicai report 写报告，jicai status 看有什么数据
$ . ./v; one 编码位数.csv "$L,1,XA0012B003,$P,18.39,5,2024-05-06"
● 编码位数.csv › 编码位数 › E2  国家医保编码 “XA0012B003”：产品代码的位数或格式不对。西药 X 加 22 位、中成药 Z 加 19 位、耗材 C 加 19 或 26 位，请核对。 [E281]
$ . ./v; { echo "$H"; for i in $(seq 1 10000); do echo "$L,$i,,$P,18.39,1,2024-05-06"; done; } > 截断.csv; jicai import 截断.csv --db 截断.db 2>&1 >/dev/null | sed -n 1,2p
● 截断.csv › 截断：正好有 10000 行，可能被导出系统截断。请确认导出是否完整，或分月、分机构导出。 [E323]
  接下来：jicai report --db 截断.db 写报告，jicai status --db 截断.db 看有什么数据
$ . ./v; { echo "$H"; echo "$L,1,,$P,18.39,500,2024-05-06"; echo "$L,2,,$P,18.39,500,2024-05-06"; } | head -c -14 > 断开.csv; jicai import 断开.csv --db 断开.db 2>&1 >/dev/null
● 断开.csv › 断开 › 3：文件在这一行中断：只有 11 列，表头有 12 列，行尾也没有换行；这一行没有读取。请重新下载或从平台重新导出，再导入一次。 [E370]
  接下来：jicai report --db 断开.db 写报告，jicai status --db 断开.db 看有什么数据
? 3
$ . ./v; one 原表.csv "$L,1,,$P,18.39,500,2024-05-06"; { echo "$H"; echo "$L,1,,$P,18.39,50,2024-05-06"; } > 更正.csv; jicai import 更正.csv --db 原表.csv.db 2>&1 >/dev/null
● 更正.csv › 更正 › 2  入库数量 “50”：这一行没有采用：同一行在“原表.csv #2 › 原表 › 2”里是“500”，日期分不出哪一行更新，按那里的计算。如果应以这里为准：撤销这次导入（jicai --db 原表.csv.db undo 编号，编号看 jicai --db 原表.csv.db log），再用 jicai --db 原表.csv.db import --correction 导入这个文件。 [E371]
  接下来：jicai report --db 原表.csv.db 写报告，jicai status --db 原表.csv.db 看有什么数据
$ . ./v; one 坏.csv "$L,1,,$P,18.39,五,2024-05-06" "$L,2,,$P,18.39,5,2024-05-06"; { echo "$H"; echo "$L,1,,$P,18.39,5,2024-05-06"; } > 改好.csv; jicai report --db 坏.csv.db --sheet 数据问题 --format csv -o - 2>/dev/null | grep -o E240; jicai import 改好.csv --db 坏.csv.db -q; jicai report --db 坏.csv.db --sheet 数据问题 --format csv -o - 2>/dev/null | grep -o E240
● 坏.csv › 坏 › K2  入库数量 “五”：不是数字。请改成数字，例如 1234.5。 [E240]
E240
? 1
$ . ./v; one 一.csv "$L,1,,$P,18.39,5,2024-05-06"; cp 一.csv 二.csv; jicai import 二.csv --db 一.csv.db 2>&1 >/dev/null
● 二.csv：这个文件已经导入过（导入编号 2，一.csv），没有重复计算。不需要做什么；要换表头对照重新读，或者作为更正（--correction）导入，先用 jicai --db 一.csv.db undo 2 撤销，再把那次的文件都导入一遍。 [E316]
  接下来：jicai report --db 一.csv.db 写报告，jicai status --db 一.csv.db 看有什么数据
$ . ./v; jicai sample s >/dev/null 2>&1; { echo "$H"; echo "H33078200904,示例县人民医院,DD9,1,,$P,18.39,5,2024-05-06"; } > s/外.csv; jicai import s 2>&1 >/dev/null | sed -n 1p
● 外.csv › 外 › 2：“H33078200904 示例县人民医院”不在机构名单中。请核对名称或编码，或在机构名单、别名表中补上。 [E326]
$ . ./v; { echo "$H"; echo "3078200901,示例市人民医院,DD9,1,,$P,18.39,5,2024-05-06"; } > s/零.csv; jicai import s/零.csv 2>&1 >/dev/null | sed -n 1p
● 零.csv › 零 › A2  医疗机构编码 “3078200901”：机构代码的格式不对。应为 H 或 P 加 11 位数字，请核对。 [E283]
$ . ./v; { echo "$H"; echo "$L,1,,$P,18.39,-5,2024-05-06"; } > s/退货.csv; jicai run s -q -o r --format csv; grep -h 退货 r/数据问题.csv
提示,退货.csv,退货,2,,示例市人民医院：退货没有找到原单，按自身日期计算,可在退货行填写原订单编号和原订单明细编号，没有订单编号的填写原入库单号或原来的发票号,E417
## At most three of a kind on the screen, all of them in --errors.
$ . ./v; { echo "$H"; for i in 1 2 3 4 5; do echo "$L,$i,,$P,18.39,坏$i,2024-05-06"; done; } > 五.csv; jicai import 五.csv --db 5.db --errors 问题.csv
● 五.csv › 五 › K2  入库数量 “坏1”：不是数字。请改成数字，例如 1234.5。 [E240]
● 五.csv › 五 › K3  入库数量 “坏2”：不是数字。请改成数字，例如 1234.5。 [E240]
● 五.csv › 五 › K4  入库数量 “坏3”：不是数字。请改成数字，例如 1234.5。 [E240]
  另有 2 处同类问题 [E240]
  全部问题在 问题.csv 里
  文件    识别为    读入行数  入库  已更新  剔除  跳过
  五.csv  采购明细         6     0       0     5     1

  共读入 6 行 = 入库 0 + 已更新 0 + 剔除 5 + 跳过 1（标题、表头、合计、空行）
  导入编号 2；撤销用 jicai undo 2 --db 5.db
  剔除的行在原来的文件里改好后，这次的文件一起重新导入：jicai import --replace 2 文件… --db 5.db
  接下来：jicai report --db 5.db 写报告，jicai status --db 5.db 看有什么数据
? 3
$ cat 问题.csv
﻿级别,文件,工作表,单元格,字段,原值,问题,怎么改,编号
错误,五.csv,五,K2,入库数量,坏1,不是数字,请改成数字，例如 1234.5,E240
错误,五.csv,五,K3,入库数量,坏2,不是数字,请改成数字，例如 1234.5,E240
错误,五.csv,五,K4,入库数量,坏3,不是数字,请改成数字，例如 1234.5,E240
错误,五.csv,五,K5,入库数量,坏4,不是数字,请改成数字，例如 1234.5,E240
错误,五.csv,五,K6,入库数量,坏5,不是数字,请改成数字，例如 1234.5,E240
$ jicai import 五.csv --db 6.db --errors 没有/问题.csv
● 不能写入“没有/问题.csv”（没有这个文件或文件夹）。请检查文件夹是否存在、能否写入，关闭正打开它的程序，或换一个位置。 [E612]
? 8
$ jicai import 五.csv --db 7.db --lang en --errors - -q
﻿Severity,File,Sheet,Cell,Field,Value,Problem,Cure,Number
error,五.csv,五,K2,入库数量,坏1,not a number,"Write a number, for example 1234.5",E240
error,五.csv,五,K3,入库数量,坏2,not a number,"Write a number, for example 1234.5",E240
error,五.csv,五,K4,入库数量,坏3,not a number,"Write a number, for example 1234.5",E240
error,五.csv,五,K5,入库数量,坏4,not a number,"Write a number, for example 1234.5",E240
error,五.csv,五,K6,入库数量,坏5,not a number,"Write a number, for example 1234.5",E240
● 五.csv › 五 › K2  入库数量 “坏1”: not a number. Write a number, for example 1234.5. [E240]
● 五.csv › 五 › K3  入库数量 “坏2”: not a number. Write a number, for example 1234.5. [E240]
● 五.csv › 五 › K4  入库数量 “坏3”: not a number. Write a number, for example 1234.5. [E240]
  2 more of this kind [E240]
? 3
$ jicai import 五.csv --db 8.db --json | cut -c1-220
{"schema":1,"type":"issue","severity":"error","code":"E240","file":"五.csv","sheet":"五","cell":"K2","field":"入库数量","value":"坏1","problem":"不是数字","cure":"请改成数字，例如 1234.5"}
{"schema":1,"type":"issue","severity":"error","code":"E240","file":"五.csv","sheet":"五","cell":"K3","field":"入库数量","value":"坏2","problem":"不是数字","cure":"请改成数字，例如 1234.5"}
{"schema":1,"type":"issue","severity":"error","code":"E240","file":"五.csv","sheet":"五","cell":"K4","field":"入库数量","value":"坏3","problem":"不是数字","cure":"请改成数字，例如 1234.5"}
{"schema":1,"type":"issue","severity":"error","code":"E240","file":"五.csv","sheet":"五","cell":"K5","field":"入库数量","value":"坏4","problem":"不是数字","cure":"请改成数字，例如 1234.5"}
{"schema":1,"type":"issue","severity":"error","code":"E240","file":"五.csv","sheet":"五","cell":"K6","field":"入库数量","value":"坏5","problem":"不是数字","cure":"请改成数字，例如 1234.5"}
{"schema":1,"type":"file","file":"五.csv","kinds":"purchase","rows":6,"kept":0,"superseded":0,"rejected":5,"skipped":1,"state":"loaded"}
{"schema":1,"type":"summary","exit":3,"rows":6,"kept":0,"superseded":0,"rejected":5,"skipped":1,"import":2,"files":1,"loaded":1}
? 3
$ jicai import 五.csv --db 9.db --strict
● 五.csv › 五 › K2  入库数量 “坏1”：不是数字。请改成数字，例如 1234.5。 [E240]
● 五.csv › 五 › K3  入库数量 “坏2”：不是数字。请改成数字，例如 1234.5。 [E240]
● 五.csv › 五 › K4  入库数量 “坏3”：不是数字。请改成数字，例如 1234.5。 [E240]
  另有 2 处同类问题 [E240]
● 五.csv：有 5 行被拒收，按 --strict 整个文件不入库。请改正后重新导入，或去掉 --strict。 [E347]
  加上 --errors 问题.csv 可得到全部问题的清单
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
## --errors of run holds what the checks found as well: nothing stands on sheet 数据问题 alone, with a database of its own or one that knows the file.
$ . ./v; { echo "$H"; echo "$L,1,,恩格列净片,10mg,江苏豪森药业集团有限公司,盒,18.39,5,2024-05-06"; echo "$L,2,,$P,18.39,-5,2024-05-06"; echo "$L,3,,$P,18.39,五,2024-05-06"; } > 核查.csv; jicai run 核查.csv -q -o k --format csv --errors k.csv; cut -d, -f2- k.csv; tail -n +2 k/数据问题.csv | grep -oE 'E[0-9]{3}$' | sort > a; tail -n +2 k.csv | grep -oE 'E[0-9]{3}$' | sort | comm -13 - a
● 核查.csv › 核查 › K4  入库数量 “五”：不是数字。请改成数字，例如 1234.5。 [E240]
文件,工作表,单元格,字段,原值,问题,怎么改,编号
核查.csv,核查,K4,入库数量,五,不是数字,请改成数字，例如 1234.5,E240
核查.csv,核查,2,,,中选起止不明（目录只有名义开始日期或没有日期），不核对价格，不计非中选,请在目录里填写本地实际执行的开始日期和结束日期；已经填了的，请核对那些行的“供应地区”是否包含本地（省份名称，用“、”隔开）,E414
核查.csv,核查,3,,,中选起止不明（目录只有名义开始日期或没有日期），不核对价格，不计非中选,请在目录里填写本地实际执行的开始日期和结束日期；已经填了的，请核对那些行的“供应地区”是否包含本地（省份名称，用“、”隔开）,E414
核查.csv,核查,3,,,示例市人民医院：退货没有找到原单，按自身日期计算,可在退货行填写原订单编号和原订单明细编号，没有订单编号的填写原入库单号或原来的发票号,E417
$ jicai import 核查.csv --db k.db --errors i.csv -q; jicai run 核查.csv --db k.db -q -o k2 --format csv --errors k2.csv; wc -l < i.csv; tail -n +2 k.csv | sort > a; grep -v E316 k2.csv | tail -n +2 | sort | diff a - && grep -c E316 k2.csv
● 核查.csv › 核查 › K4  入库数量 “五”：不是数字。请改成数字，例如 1234.5。 [E240]
2
1
## What is told of a cell shows what stands in it: the unit is 片, though nothing says what the smallest unit of 10mg is called.
$ . ./v; { echo "$H,转换比"; echo "$L,1,,恩格列净片,10mg,江苏豪森药业集团有限公司,片,1.839,500,2024-05-06,10"; } > 片.csv; jicai run 片.csv -q -o p --format csv --errors - | grep E425
提示,片.csv,片,2,,片,单位写的是“片”，不是盒：数量按片、粒、支这样的最小单位计（要折算的，按规格“10mg”折算）,如果数量其实是盒数，请把单位改成“盒”；不是的，不需要做什么,E425
## A quarter is not taken for a month; a place that cannot be written is told before anything is read.
$ jicai sample 样 -q > /dev/null; jicai report --quarter 2024-3; jicai run 样 --quarter 2024年3 -q; jicai run 样 -o 没有/报告.xlsx; jicai run 样 --format csv -o 样/机构.csv/报告; jicai help log | sed -n 1p | cat -A
● 选项 --quarter 不能是“2024-3”。可以写：2024Q3（2024 年第 3 季度）。 [E604]
● 选项 --quarter 不能是“2024年3”。可以写：2024Q3（2024 年第 3 季度）。 [E604]
● 结果不能写入“没有/报告.xlsx”（没有这个文件或文件夹）。请关闭正打开它的程序，检查文件夹是否存在、能否写入、磁盘是否已满，或用 -o 换一个位置。 [E702]
● 结果不能写入“样/机构.csv/报告”（路径里有一处不是文件夹）。请关闭正打开它的程序，检查文件夹是否存在、能否写入、磁盘是否已满，或用 -o 换一个位置。 [E702]
jicai log$
## What is advised leads on: no profile without columns, none with a line that has no effect, and a parameter found by what it is called.
$ jicai map 不认识.csv --save 空.tsv; ls 空.tsv; printf 'purchase\t-\t入库数量\npurchase\taccepted\t入库 数量\n' > 表头.tsv; jicai map 样/采购明细.csv --profile 表头.tsv; echo '严重滞后 = 0.7' > 错.ini; jicai config --config 错.ini
● “不认识.csv”里没有认出哪一种表，没有可以存的表头对照。先用 jicai map 不认识.csv 看差哪些列；表头对照也可以自己写，每行：类型<制表符>字段<制表符>表头，例如 purchase<制表符>accepted<制表符>实收。 [E690]
ls: cannot access '空.tsv': No such file or directory
● 样/采购明细.csv  “表头.tsv”：表头配置文件第 2 行的表头，前面已经有一行写成“-”（不读取），这一行不起作用。只留下一行：要读取的，删去前面写“-”的那一行。 [E561]
● 错.ini › 第 1 行：没有参数“严重滞后”，最接近的是“fulfil.alarm”。用 jicai config 查看全部参数。 [E401]
? 7
