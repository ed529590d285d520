A slip of the pen in the name of a hospital makes it two, one of them without a purchase. Whoever only runs the program sees that
on the screen, beside the rows that come of it, and among the data issues.

$ mkdir 县; printf '医疗机构,批次,通用名,规格,生产企业,约定采购量,单位,协议起,协议止\n青禾县白水镇卫身院,第四批,替米沙坦片,40mg,北京福元医药股份有限公司,100,片,2024-05-01,2025-04-30\n青禾县中医院,第四批,替米沙坦片,40mg,北京福元医药股份有限公司,100,片,2024-05-01,2025-04-30\n' > 县/约定.csv; printf '医疗机构,通用名,规格,生产企业,入库数量,单位,采购单价,验收日期,供应地区\n青禾县白水镇卫生院,替米沙坦片,40mg*28片,北京福元医药股份有限公司,2,盒,10,2024-06-01,浙江\n青禾县中医院,替米沙坦片,40mg*28片,北京福元医药股份有限公司,2,盒,10,2024-06-02,浙江\n' > 县/入库.csv
$ jicai run 县 --region 浙江 --errors 问题.csv -o 报告 --format csv | sed '/^货款/,/^$/d'
  另有 1 条提示
  全部问题在 问题.csv 里
● 入库.csv › 入库 › 2  青禾县白水镇卫生院：有采购明细，没有约定采购量；名称与“青禾县白水镇卫身院”相近，按两家机构计。如果是同一家，在别名表里写一行“机构”，写法和标准名称各一格（空表：jicai template 别名），导入后就按一家计。 [E851]
  文件      识别为      读入行数  入库  已更新  剔除  跳过
  入库.csv  采购明细           3     2       0     0     1
  约定.csv  约定采购量         3     2       0     0     1

  共读入 6 行 = 入库 4 + 已更新 0 + 剔除 0 + 跳过 2（标题、表头、合计、空行）

统计截止日 2024-06-02（数据里最后一个验收日；可用 --as-of 另选）

机构执行排名
  名次  医疗机构            地区  签约产品数  达序时产品数  达序时占比(%)  折算完成率(%)  进度差  严重滞后
     1  青禾县中医院        —              1             1         100.00          56.00   46.96         0
     2  青禾县白水镇卫身院  —              1             0           0.00           0.00   -9.04         1

核查发现  错误 1 条，警告 1 条，提示 6 条
  在报告的“滞后与零采购”“数据问题”等各表里；要逐条列出，加上 --db 文件 再运行，然后 jicai check --db 文件

报告已写到  ~/报告
$ grep E851 问题.csv
警告,入库.csv,入库,2,,,青禾县白水镇卫生院：有采购明细，没有约定采购量；名称与“青禾县白水镇卫身院”相近，按两家机构计,如果是同一家，在别名表里写一行“机构”，写法和标准名称各一格（空表：jicai template 别名），导入后就按一家计,E851
$ grep -c E851 报告/数据问题.csv 报告/说明.csv
报告/数据问题.csv:1
报告/说明.csv:1
$ cut -d, -f1,15,20 报告/滞后与零采购.csv
﻿医疗机构,状态,责任
青禾县白水镇卫身院,零采购,医院、先核对名称
$ jicai run 县 --region 浙江 --lang en -o english --format csv > /dev/null 2>&1; grep -o '"hospital[^"]*"' english/Behind.csv
"hospital, compare the names first"
$ jicai run 县 --region 浙江 --db 县.db -o r.html --lang en | sed -n '/^findings/,/^$/p'
  1 notes
  --errors issues.csv writes all of them into a table
● 入库.csv › 入库 › 2  青禾县白水镇卫生院: has purchase lines but no agreed volume; its name is like “青禾县白水镇卫身院”; counted as two institutions. If they are one, give a line of kind 机构 with both spellings in an alias table (jicai template alias) and load it. [E851]
findings  1 errors, 1 warnings, 6 notes
  listed one by one, with the same options: jicai check --db 县.db

$ jicai explain E851 --db 县.db --region 浙江
统计截止日 2024-06-02（数据里最后一个验收日；可用 --as-of 另选）
  计入  文件      工作表  行  日期        品名规格              数值  单位  说明
     ✔  入库.csv  入库     2  2024-06-01  替米沙坦片 40mg*28片     1  行    青禾县白水镇卫生院：有采购明细，没有约定采购量；名称与“青禾县白水镇卫身院”相近，按两家机构计

  合计  行数  数值  单位
  计入     1     1  行
