Tables below each other, in a sheet for all hospitals, of which the same is to be said: one line of sheet 数据问题 and how
many there are. What is to be mended in a row stays a line of its own.
$ printf '%s\n' 甲医院2024年5月入库明细 药品名称,规格,生产企业,入库日期,入库数量,单价,随便,订单号 甲片,10mg*7片,甲厂,2024-05-06,10,abc,x,D1 乙医院2024年5月入库明细 随便,药品名称,规格,生产企业,入库日期,入库数量,单价,订单号 x,甲片,10mg*7片,甲厂,2024-05-06,10,abc,D2 丙医院2024年5月入库明细 药品名称,规格,生产企业,入库日期,入库数量,单价,随便,订单号 甲片,10mg*7片,甲厂,2024-05-06,10,2,x,D3 > 入库.csv; jicai import 入库.csv -q; jicai report --as-of 2024-05-31 --sheet 17 --format csv -o - -q | cut -d, -f1-6,8 | grep -v E[48]; jicai report --as-of 2024-05-31 --sheet 17 --format csv --lang en -o - -q | grep E363 | cut -d, -f6,8
● 入库.csv › 入库 › F3  单价 “abc”：不是数字。请改成数字，例如 1234.5。 [E240]
● 入库.csv › 入库 › G6  单价 “abc”：不是数字。请改成数字，例如 1234.5。 [E240]
﻿级别,文件,工作表,单元格,原值,问题,编号
错误,入库.csv,入库,F3,abc,单价：不是数字,E240
错误,入库.csv,入库,G6,abc,单价：不是数字,E240
提示,入库.csv,入库,,,没有用到的表头：随便（共 3 处）,E315
提示,入库.csv,入库,,,同一工作表里还有另一个表头，从那里起按新的列读取（共 2 处）,E363
提示,入库.csv,入库,,丙医院,没有医疗机构一列：按标题、工作表名或文件名，这些行都算“丙医院”的,E525
提示,入库.csv,入库,,乙医院,没有医疗机构一列：按标题、工作表名或文件名，这些行都算“乙医院”的,E525
提示,入库.csv,入库,,甲医院,没有医疗机构一列：按标题、工作表名或文件名，这些行都算“甲医院”的,E525
another header stands further down in the sheet; from there its columns were used (places: 2),E363
## Sheets of a file that have the same heads: what is to be noted of them is told once, and how many there are; a warning of each.
$ t() { printf '<Row>'; for c in "$@"; do printf '<Cell><Data ss:Type="String">%s</Data></Cell>' $c; done; printf '</Row>'; }; s() { printf '<Worksheet ss:Name="%s"><Table>' $1; t 医疗机构 药品名称 规格 入库日期 入库数量 随便 订单号 $3; t $2 甲片 10mg*7片 2024-05-06 10 x D$1 y; printf '</Table></Worksheet>'; }; (printf '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'; s 1 甲医院; s 2 乙医院 别的; s 3 丙医院; s 4 丁医院; printf '</Workbook>') > 分院.xml; jicai import 分院.xml --db s.db --errors 问题.csv 2>&1 | grep -E 'E315|E390'; cut -d, -f3,7,9 问题.csv | grep -c E315; jicai report --db s.db --as-of 2024-05-31 --sheet 17 --format csv -o - -q | cut -d, -f1-6,8 | grep -E 'E315|E390'
● 分院.xml › 1：没有“生产企业”列，也没有编码列：认不出是哪家的产品，这些行不计入完成量，也不算非中选。请把写生产企业的那一列的表头改成“生产企业”，或用 --profile 指明。 [E390]
● 分院.xml › 2：没有“生产企业”列，也没有编码列：认不出是哪家的产品，这些行不计入完成量，也不算非中选。请把写生产企业的那一列的表头改成“生产企业”，或用 --profile 指明。 [E390]
● 分院.xml › 3：没有“生产企业”列，也没有编码列：认不出是哪家的产品，这些行不计入完成量，也不算非中选。请把写生产企业的那一列的表头改成“生产企业”，或用 --profile 指明。 [E390]
  另有 1 处同类问题 [E390]
● 分院.xml › 1：没有用到的表头：随便。没有需要的列，不用管；有的，请把它的表头改成标准写法（空表：jicai template；单位写进括号），或用 --profile 指明，再导入一次。 [E315]
● 分院.xml › 2：没有用到的表头：随便、别的。没有需要的列，不用管；有的，请把它的表头改成标准写法（空表：jicai template；单位写进括号），或用 --profile 指明，再导入一次。 [E315]
4
警告,分院.xml,1,,,没有“生产企业”列，也没有编码列：认不出是哪家的产品，这些行不计入完成量，也不算非中选,E390
警告,分院.xml,2,,,没有“生产企业”列，也没有编码列：认不出是哪家的产品，这些行不计入完成量，也不算非中选,E390
警告,分院.xml,3,,,没有“生产企业”列，也没有编码列：认不出是哪家的产品，这些行不计入完成量，也不算非中选,E390
警告,分院.xml,4,,,没有“生产企业”列，也没有编码列：认不出是哪家的产品，这些行不计入完成量，也不算非中选,E390
提示,分院.xml,2,,,没有用到的表头：随便、别的,E315
提示,分院.xml,1,,,没有用到的表头：随便（共 3 处）,E315
## What was paid beyond all that its document owes is told with its sum.
$ printf '%s\n' 医疗机构,药品名称,规格,生产企业,配送企业,发票号,订单号,明细号,入库日期,入库数量,单价 甲医院,甲片,10mg*7片,甲厂,丙公司,1001,D9,1,2024-05-06,10,1 > 明细.csv; printf '%s\n' 医疗机构,供应商,付款日期,付款金额,发票号,流水号 甲医院,丙公司,2024-05-20,12.5,1001,F1 甲医院,丙公司,2024-05-21,30,1001,F2 > 付款.csv; jicai run 明细.csv 付款.csv --as-of 2024-05-31 -o r.xlsx 2>&1 | grep E460; jicai import 明细.csv 付款.csv -q; for l in zh en; do jicai report --as-of 2024-05-31 --sheet 17 --format csv -o - -q --lang $l | grep E460 | cut -d, -f2-6; done
● 付款.csv › 付款 › 2  甲医院（共 2 行，余 32.50 元）：预付/多付：所写单据的应付金额已付清，余额不转到其他单据。请核对：一笔付款付了几张单据的，几个号码都写在这一行里（用“、”隔开）；这张单据还有明细没有读进来的，看“数据问题”里剔除的行；都不是的，看是不是重复付款、单号写错。 [E460]
付款.csv,付款,2,,甲医院：预付/多付：所写单据的应付金额已付清，余额不转到其他单据（共 2 行，余 32.50 元）
付款.csv,付款,2,,"甲医院: left over: what it names is paid in full; the rest never runs on (lines: 2
## Hidden sheets are told one by one: of each it is the name that matters.
$ jicai import $EXAMPLES/../tests/data/files/hidden_sheets.xlsx --db h.db 2>&1 | grep -o '›.*E325.*'
› 旧价格：隐藏的工作表没有读取。需要读取时请取消隐藏。 [E325]
› 参数：隐藏的工作表没有读取。需要读取时请取消隐藏。 [E325]
? 4
