U+FFFE and U+FFFF, which no XML may hold: gone from names, shown as _xFFFF_ where a cell is quoted, and the workbook can be read.
$ jicai sample s >/dev/null 2>&1; sed -i "s/示例市中医院/示例市$(printf '\357\277\276')中医院/; /DD202407201-1,/s/,2024-07-[0-9]*$/,2024-07-3$(printf '\357\277\277')2/" s/采购明细.csv; grep -c "$(printf '\357\277\276')" s/采购明细.csv; jicai run s --db j.db -q --as-of 2024-09-30 -o r.xlsx; unzip -p r.xlsx 'xl/worksheets/*.xml' | grep -c "$(printf '\357\277[\276\277]')"; unzip -p r.xlsx 'xl/worksheets/*.xml' | grep -o '<v>2024-07-3[^<]*' | sort -u; jicai report --db j.db --as-of 2024-09-30 --sheet 货款支付排名 --format csv -o - -q | cut -d, -f1-3,5
23
● 采购明细.csv › 采购明细 › U37  验收日期 “2024-07-3￿2”：不是日期，或没有这一天。请写成 2024-03-05 这样的日期；45325 这样的五位数是日期序号，请把这一列设成日期格式再保存。 [E245]
0
<v>2024-07-3_xFFFF_2
﻿名次,付款方,医疗机构,地区
1,医疗机构,示例市人民医院,示例市
2,医疗机构,示例镇中心卫生院,示例镇
,医疗机构,示例市中医院,示例市
