A platform's 23-column form against our figures: what agrees, what differs, and what may be behind it.
$ jicai sample s >/dev/null 2>&1; jicai import s -q; jicai report --sheet 3 --format csv -o - --as-of 2024-09-30 2>/dev/null > own.csv
## Our own form agrees with us, as csv and as a workbook with a title.
$ jicai reconcile own.csv --as-of 2024-09-30
统计截止日 2024-09-30

相符 114 项，差异 0 项
$ jicai report --sheet 3 -o own.xlsx --as-of 2024-09-30 -q && jicai reconcile own.xlsx --as-of 2024-09-30
统计截止日 2024-09-30

相符 114 项，差异 0 项
## Theirs: shares with three decimals (the second right, the third cut off), another cut-off day, a product in another
## state, a round under another name, a row that is missing, a hospital that nobody knows, a total.
$ sed '2s/,50.14,/,46.301,/; 3s/,50.14,/,50.137,/; 4s/,50.14,/,50.136,/; 4s/,2,0,0.00,1,50.00,1,50.00,0/,2,1,50.000,0,0.000,1,50.000,0/; 5d; 6s/第二批国家组织药品集中采购/国家第二批集采/; 7s/H33078200903/H33078200909/; 7s/示例镇中心卫生院/某卫生院/' own.csv > theirs.csv; echo '合计,,,全部,,,,11' >> theirs.csv
$ jicai reconcile theirs.csv --as-of 2024-09-30 -o out.csv
统计截止日 2024-09-30
  医疗机构          批次                        指标                    本程序    平台    差异  可能的原因
  示例市人民医院    第二批国家组织药品集中采购  序时进度                50.137  46.301  -3.836  统计截止日不同，平台像是按这一天：2024-09-16
  示例市中医院      第二批国家组织药品集中采购  序时进度                50.137  50.136  -0.001  舍入方式或位数不同
  示例市中医院      第二批国家组织药品集中采购  零采购产品数                 0       1       1  总数相同，有 1 个产品归入了另一状态：多因截止日、退货或一两笔入库
  示例市中医院      第二批国家组织药品集中采购  零采购产品数占比          0.00  50.000   50.00  随产品数的差异而来
  示例市中医院      第二批国家组织药品集中采购  低于序时进度产品数           1       0      -1  总数相同，有 1 个产品归入了另一状态：多因截止日、退货或一两笔入库
  示例市中医院      第二批国家组织药品集中采购  低于序时进度产品数占比   50.00   0.000  -50.00  随产品数的差异而来
  某卫生院          第四批国家组织药品集中采购  —                            —       —       —  数据库里没有这家机构
  示例市中医院      第四批国家组织药品集中采购  —                            —       —       —  平台表里没有这家机构的这个批次
  示例镇中心卫生院  第四批国家组织药品集中采购  —                            —       —       —  平台表里没有这家机构的这个批次

相符 70 项，差异 9 项
? 1
$ grep -c ',相符,' out.csv; grep ',差异,' out.csv | head -2
70
﻿医疗机构,机构编码,批次,指标,本程序,平台,差异,结果,可能的原因,平台表位置
示例市人民医院,H33078200901,第二批国家组织药品集中采购,序时进度,50.137,46.301,-3.836,差异,统计截止日不同，平台像是按这一天：2024-09-16,theirs › 2
$ jicai reconcile theirs.csv --as-of 2024-09-30 -o out.xlsx -q >/dev/null; jicai dump out.xlsx | sed -n '4,5p'
医疗机构,机构编码,批次,指标,本程序,平台,差异,结果,可能的原因,平台表位置
示例市人民医院,H33078200901,第二批国家组织药品集中采购,批次开始时间,2024-04-01,2024-04-01,—,相符,—,theirs › 2
$ jicai reconcile theirs.csv --as-of 2024-09-30 --json | tail -2
{"schema":1,"type":"difference","institution":"示例镇中心卫生院","round":"第四批国家组织药品集中采购","figure":null,"ours":null,"theirs":null,"difference":null,"reason":"平台表里没有这家机构的这个批次"}
{"schema":1,"type":"summary","exit":1,"as_of":"2024-09-30","agree":70,"differ":9}
? 1
## Decimals count as they are written: 50.00 and 50.10 are not our 50.137, 50.1 is. A cell of a number has as many as the
## longest of its column, so that 50 among 50.14 is 50.00; one in per cent is what it shows.
$ for v in 50.00 50.10 50.1 50 50.14%; do sed "2,\$s/,50.14,/,$v,/" own.csv > t.csv; echo $v $(jicai reconcile t.csv --as-of 2024-09-30 -q | tail -1); done
50.00 相符 108 项，差异 6 项
50.10 相符 108 项，差异 6 项
50.1 相符 114 项，差异 0 项
50 相符 114 项，差异 0 项
50.14% 相符 114 项，差异 0 项
$ echo 'BEGIN { X = "urn:schemas-microsoft-com:office:spreadsheet"; print "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Workbook xmlns=\"" X "\" xmlns:ss=\"" X "\"><Styles><Style ss:ID=\"p\"><NumberFormat ss:Format=\"Percent\"/></Style></Styles><Worksheet ss:Name=\"a\"><Table>" } { printf "<Row>"; for (i = 1; i <= NF; i++) { p = per && (i == 7 || i > 9 && i < 17 && i % 2 == 0); if (NR > 1 && i >= 7) printf "<Cell%s><Data ss:Type=\"Number\">%.15g</Data></Cell>", p ? " ss:StyleID=\"p\"" : "", p ? $i / 100 : $i; else printf "<Cell><Data ss:Type=\"String\">%s</Data></Cell>", $i } print "</Row>" } END { print "</Table></Worksheet></Workbook>" }' > xml.awk
$ awk -F, -v per=1 -f xml.awk own.csv > 百分比.xml; jicai reconcile 百分比.xml --as-of 2024-09-30 -q | tail -1; sed 's/>0.5014</>0.501369863013699</' 百分比.xml > 公式.xml; jicai reconcile 公式.xml --as-of 2024-09-30 -q | tail -1
相符 114 项，差异 0 项
相符 114 项，差异 0 项
$ for per in 0 1; do sed '2s/,50.14,/,50.00,/' own.csv | awk -F, -v per=$per -f xml.awk > 数字.xml; jicai reconcile 数字.xml --as-of 2024-09-30 -q; done
  医疗机构        批次                        指标      本程序  平台   差异  可能的原因
  示例市人民医院  第二批国家组织药品集中采购  序时进度   50.14    50  -0.14  序时进度的算法不同（截止日、协议期或各协议的权重）

相符 113 项，差异 1 项
  医疗机构        批次                        指标      本程序  平台   差异  可能的原因
  示例市人民医院  第二批国家组织药品集中采购  序时进度   50.14    50  -0.14  序时进度的算法不同（截止日、协议期或各协议的权重）

相符 113 项，差异 1 项
? 1
## The day is chosen from the form where its rounds have ended before the last acceptance.
$ sed 's/2025-03-31/2024-06-30/' own.csv > ended.csv; jicai reconcile ended.csv | head -3
统计截止日 2024-06-30
  医疗机构          批次                        指标                        本程序        平台    差异  可能的原因
  示例市人民医院    第二批国家组织药品集中采购  批次结束时间            2025-03-31  2024-06-30    -274  协议期不同：各协议最早开始、最晚结束的日期不一样
  示例市人民医院    第二批国家组织药品集中采购  序时进度                     24.93       50.14   25.21  统计截止日不同，平台像是按这一天：2024-09-30
? 1
## Columns that are not there are told; what is no such form is refused.
$ cut -d, -f 1-9 own.csv > some.csv; jicai reconcile some.csv --as-of 2024-09-30
● some.csv：平台报表缺少 14 列，没有核对：零采购产品数占比、低于序时进度产品数、低于序时进度产品数占比、超量采购产品数、超量采购产品数占比、正常采购产品数、正常采购产品数占比、对应非中选产品总数、采购非中选产品数。需要时请平台重新导出全部 23 列。 [E641]
统计截止日 2024-09-30

相符 30 项，差异 0 项
$ jicai reconcile s/机构.csv
● s/机构.csv：不是平台的带量执行报表：没有“医疗机构（编码）”“批次名称”和指标列。请用平台导出的 23 列“国采医疗机构带量执行报表”，保留原来的表头；列名见 jicai report 的“平台格式报表”。 [E385]
? 4
$ jicai reconcile own.csv -o out.pdf
● -o 后面要写 .csv 或 .xlsx 文件，不能是“out.pdf”。例如 -o 核对结果.xlsx。 [E642]
? 2
$ jicai reconcile
● 命令 reconcile 后面缺少 FILE。请写成 jicai reconcile FILE。 [E605]
? 2
