The small sample runs to a report whose figures can be followed by hand. Cut-off day 2024-09-30, agreement year 2024-04-01
to 2025-03-31: time share 183/365 = 50.14 %. 示例市中医院, 恩格列净片: 85 boxes x 10 of 2400 agreed = 35.42 %.
$ jicai sample 示例
  示例/中选目录.csv
  示例/付款台账.csv
  示例/机构.csv
  示例/正当理由.csv
  示例/约定采购量.csv
  示例/读我.txt
  示例/采购明细.csv

这些表用 WPS 或 Excel 打开就能看。现在运行：

  jicai run 示例

$ jicai sample en --lang en 2>/dev/null | grep '[.]txt'; jicai sample zh > /dev/null 2>&1; for f in zh/*.csv; do cmp $f en/${f#zh/}; done; ls en | wc -l; n=$(wc -l < zh/读我.txt); [ $n = $(wc -l < en/README.txt) ] && echo 'as many lines'; jicai run en --lang en -o en.xlsx 2>&1 | grep -c README; rm -r en zh en.xlsx
  en/README.txt
7
as many lines
0
$ jicai sample 示例
● 已经有文件“示例/中选目录.csv”，没有覆盖。请换一个空文件夹，或先移走它。 [E617]
? 8
$ jicai run 示例 --as-of 2024-09-30 -o 报告.xlsx
  文件            识别为      读入行数  入库  已更新  剔除  跳过
  中选目录.csv    中选目录           6     5       0     0     1
  付款台账.csv    付款台账          26    25       0     0     1
  机构.csv        机构               4     3       0     0     1
  正当理由.csv    正当理由           2     1       0     0     1
  约定采购量.csv  约定采购量        12    11       0     0     1
  采购明细.csv    采购明细          64    63       0     0     1

  共读入 114 行 = 入库 108 + 已更新 0 + 剔除 0 + 跳过 6（标题、表头、合计、空行）

统计截止日 2024-09-30

机构执行排名
  名次  医疗机构          地区    签约产品数  达序时产品数  达序时占比(%)  折算完成率(%)  进度差  严重滞后
     1  示例市人民医院    示例市           4             4         100.00          53.15    3.02         0
     2  示例市中医院      示例市           4             2          50.00          48.71   -1.43         2
     3  示例镇中心卫生院  示例镇           3             1          33.33          29.79  -20.35         2

货款支付排名
  名次  付款方    医疗机构          地区    到期金额  按期支付金额占比(%)  加权平均付款天数  逾期未付  评价
     1  医疗机构  示例市人民医院    示例市  20966.63               100.00             30.22      0.00  达标
     2  医疗机构  示例市中医院      示例市   7489.11                42.50             44.60   1663.40  严重滞后
     3  医疗机构  示例镇中心卫生院  示例镇   4932.42                20.24             57.74   2389.12  严重滞后

核查发现  错误 8 条，警告 1 条，提示 14 条
  在报告的“滞后与零采购”“数据问题”等各表里；要逐条列出，加上 --db 文件 再运行，然后 jicai check --db 文件

报告已写到  ~/报告.xlsx
$ jicai run 示例 --as-of 2024-09-30 -o 报告 --format csv -q; ls 报告 | sort
价格核对.csv
品种进度.csv
平台格式报表.csv
总览.csv
报送情况.csv
未来到期.csv
机构品种明细.csv
机构执行排名.csv
来源与自检.csv
滞后与零采购.csv
结余留用试算.csv
网采率与两票制.csv
说明.csv
货款支付排名.csv
逾期明细.csv
配送企业.csv
非中选与可替代.csv
$ cat 报告/总览.csv
﻿批次编码,批次,协议期起,协议期止,序时进度(%),机构数,签约产品数,折算完成率(%),零采购,低于序时,正常,超量,低于序时且非中选超量
NVBP02,第二批国家组织药品集中采购,2024-04-01,2025-03-31,50.14,3,4,53.93,0,1,2,1,0
NVBP04,第四批国家组织药品集中采购,2024-04-01,2025-03-31,50.14,3,7,48.48,1,2,4,0,1
$ cat 报告/机构执行排名.csv
﻿名次,医疗机构,机构编码,地区,医共体,级别,签约产品数,达序时产品数,达序时占比(%),折算完成率(%),折算序时(%),进度差,零采购,低于序时,正常,超量,严重滞后,非中选占比_金额(%),责任提示,较上期名次,依据号
1,示例市人民医院,H33078200901,示例市,示例市医共体,三级,4,4,100.00,53.15,50.14,3.02,0,0,4,0,0,0.00,,,inst:H33078200901
2,示例市中医院,H33078200902,示例市,示例市医共体,二级,4,2,50.00,48.71,50.14,-1.43,0,2,1,1,2,0.00,医院 2,,inst:H33078200902
3,示例镇中心卫生院,H33078200903,示例镇,示例市医共体,基层,3,1,33.33,29.79,50.14,-20.35,1,1,1,0,2,71.26,医院 2,,inst:H33078200903
$ cat 报告/平台格式报表.csv
﻿医疗机构,医疗机构编码,地区,批次名称,批次开始时间,批次结束时间,序时进度,签约产品总数,零采购产品数,零采购产品数占比,低于序时进度产品数,低于序时进度产品数占比,超量采购产品数,超量采购产品数占比,正常采购产品数,正常采购产品数占比,对应非中选产品总数,采购非中选产品数,非中选超量产品数,非中选超额产品数,对应可替代产品总数,采购可替代产品数,低于序时进度且非中选超量的产品数
示例市人民医院,H33078200901,示例市,第二批国家组织药品集中采购,2024-04-01,2025-03-31,50.14,1,0,0.00,0,0.00,0,0.00,1,100.00,0,0,0,0,0,0,0
示例市人民医院,H33078200901,示例市,第四批国家组织药品集中采购,2024-04-01,2025-03-31,50.14,3,0,0.00,0,0.00,0,0.00,3,100.00,1,0,0,0,0,0,0
示例市中医院,H33078200902,示例市,第二批国家组织药品集中采购,2024-04-01,2025-03-31,50.14,2,0,0.00,1,50.00,1,50.00,0,0.00,0,0,0,0,0,0,0
示例市中医院,H33078200902,示例市,第四批国家组织药品集中采购,2024-04-01,2025-03-31,50.14,2,0,0.00,1,50.00,0,0.00,1,50.00,1,0,0,0,0,0,0
示例镇中心卫生院,H33078200903,示例镇,第二批国家组织药品集中采购,2024-04-01,2025-03-31,50.14,1,0,0.00,0,0.00,0,0.00,1,100.00,0,0,0,0,0,0,0
示例镇中心卫生院,H33078200903,示例镇,第四批国家组织药品集中采购,2024-04-01,2025-03-31,50.14,2,1,50.00,1,50.00,0,0.00,0,0.00,1,1,1,1,0,0,1
$ cat 报告/品种进度.csv
﻿名次,批次编码,批次,品种,通用名,规格,中选企业,计量单位,约定量,已完成,完成率(%),序时进度(%),进度差,剩余,机构数,零采购机构数,滞后机构数,配送率(%),预计完成率(%),依据号
1,NVBP04,第四批国家组织药品集中采购,恩格列净片,恩格列净片,10mg,江苏豪森药业集团有限公司,片,9000,4100,45.56,50.14,-4.58,4900,3,1,1,100.00,90.86,product:NVBP04:11:恩格列净片:10mg:江苏豪森药业集团有限公司
2,NVBP02,第二批国家组织药品集中采购,阿卡波糖片、阿卡波糖胶囊,阿卡波糖胶囊,50mg,四川绿叶制药股份有限公司,粒,61200,29820,48.73,50.14,-1.41,31380,3,0,1,100.00,97.18,product:NVBP02:3:阿卡波糖胶囊:50mg:四川绿叶制药股份有限公司
3,NVBP04,第四批国家组织药品集中采购,替米沙坦片,替米沙坦片,40mg,北京福元医药股份有限公司,片,43680,21308,48.78,50.14,-1.35,22372,3,0,1,100.00,97.30,product:NVBP04:33:替米沙坦片:40mg:北京福元医药股份有限公司
4,NVBP04,第四批国家组织药品集中采购,格列齐特缓释片,格列齐特缓释片,30mg,北京福元医药股份有限公司,片,21600,11160,51.67,50.14,1.53,10440,1,0,0,100.00,103.05,product:NVBP04:13:格列齐特缓释片:30mg:北京福元医药股份有限公司
5,NVBP02,第二批国家组织药品集中采购,富马酸比索洛尔片,富马酸比索洛尔片,2.5mg,成都苑东生物制药股份有限公司,片,6480,6840,105.56,50.14,55.42,0,1,0,0,100.00,210.53,product:NVBP02:8:富马酸比索洛尔片:2.5mg:成都苑东生物制药股份有限公司
$ cat 报告/机构品种明细.csv
﻿医疗机构,机构编码,批次编码,通用名,规格,中选企业,协议起,协议止,计量单位,约定量,已完成,完成率(%),序时进度(%),进度差,状态,严重滞后,剩余,每30天需,预计完成率(%),责任,未完成原因,依据号
示例市人民医院,H33078200901,NVBP02,阿卡波糖胶囊,50mg,四川绿叶制药股份有限公司,2024-04-01,2025-03-31,粒,36000,19500,54.17,50.14,4.03,正常,,16500,2719.78,108.04,,,agr:H33078200901:NVBP02:阿卡波糖胶囊:50mg:四川绿叶制药股份有限公司:2024-04-01
示例市人民医院,H33078200901,NVBP04,恩格列净片,10mg,江苏豪森药业集团有限公司,2024-04-01,2025-03-31,片,6000,3250,54.17,50.14,4.03,正常,,2750,453.30,108.04,,,agr:H33078200901:NVBP04:恩格列净片:10mg:江苏豪森药业集团有限公司:2024-04-01
示例市人民医院,H33078200901,NVBP04,替米沙坦片,40mg,北京福元医药股份有限公司,2024-04-01,2025-03-31,片,25200,13328,52.89,50.14,2.75,正常,,11872,1956.92,105.49,,,agr:H33078200901:NVBP04:替米沙坦片:40mg:北京福元医药股份有限公司:2024-04-01
示例市人民医院,H33078200901,NVBP04,格列齐特缓释片,30mg,北京福元医药股份有限公司,2024-04-01,2025-03-31,片,21600,11160,51.67,50.14,1.53,正常,,10440,1720.88,103.05,,,agr:H33078200901:NVBP04:格列齐特缓释片:30mg:北京福元医药股份有限公司:2024-04-01
示例市中医院,H33078200902,NVBP02,富马酸比索洛尔片,2.5mg,成都苑东生物制药股份有限公司,2024-04-01,2025-03-31,片,6480,6840,105.56,50.14,55.42,超量,,0,,210.53,,,agr:H33078200902:NVBP02:富马酸比索洛尔片:2.5mg:成都苑东生物制药股份有限公司:2024-04-01
示例市中医院,H33078200902,NVBP02,阿卡波糖胶囊,50mg,四川绿叶制药股份有限公司,2024-04-01,2025-03-31,粒,18000,6600,36.67,50.14,-13.47,低于序时,是,11400,1879.12,73.13,医院,,agr:H33078200902:NVBP02:阿卡波糖胶囊:50mg:四川绿叶制药股份有限公司:2024-04-01
示例市中医院,H33078200902,NVBP04,恩格列净片,10mg,江苏豪森药业集团有限公司,2024-04-01,2025-03-31,片,2400,850,35.42,50.14,-14.72,低于序时,是,1550,255.49,70.64,医院,,agr:H33078200902:NVBP04:恩格列净片:10mg:江苏豪森药业集团有限公司:2024-04-01
示例市中医院,H33078200902,NVBP04,替米沙坦片,40mg,北京福元医药股份有限公司,2024-04-01,2025-03-31,片,13440,6860,51.04,50.14,0.90,正常,,6580,1084.62,101.80,,,agr:H33078200902:NVBP04:替米沙坦片:40mg:北京福元医药股份有限公司:2024-04-01
示例镇中心卫生院,H33078200903,NVBP02,阿卡波糖胶囊,50mg,四川绿叶制药股份有限公司,2024-04-01,2025-03-31,粒,7200,3720,51.67,50.14,1.53,正常,,3480,573.63,103.05,,,agr:H33078200903:NVBP02:阿卡波糖胶囊:50mg:四川绿叶制药股份有限公司:2024-04-01
示例镇中心卫生院,H33078200903,NVBP04,恩格列净片,10mg,江苏豪森药业集团有限公司,2024-04-01,2025-03-31,片,600,0,0.00,50.14,-50.14,零采购,是,600,98.90,0.00,医院,,agr:H33078200903:NVBP04:恩格列净片:10mg:江苏豪森药业集团有限公司:2024-04-01
示例镇中心卫生院,H33078200903,NVBP04,替米沙坦片,40mg,北京福元医药股份有限公司,2024-04-01,2025-03-31,片,5040,1120,22.22,50.14,-27.91,低于序时,是,3920,646.15,44.32,医院,,agr:H33078200903:NVBP04:替米沙坦片:40mg:北京福元医药股份有限公司:2024-04-01
$ cat 报告/滞后与零采购.csv
﻿医疗机构,机构编码,批次编码,通用名,规格,中选企业,协议起,协议止,计量单位,约定量,已完成,完成率(%),序时进度(%),进度差,状态,严重滞后,剩余,每30天需,预计完成率(%),责任,未完成原因,缺货证据,依据号
示例镇中心卫生院,H33078200903,NVBP04,恩格列净片,10mg,江苏豪森药业集团有限公司,2024-04-01,2025-03-31,片,600,0,0.00,50.14,-50.14,零采购,是,600,98.90,0.00,医院,,,agr:H33078200903:NVBP04:恩格列净片:10mg:江苏豪森药业集团有限公司:2024-04-01
示例镇中心卫生院,H33078200903,NVBP04,替米沙坦片,40mg,北京福元医药股份有限公司,2024-04-01,2025-03-31,片,5040,1120,22.22,50.14,-27.91,低于序时,是,3920,646.15,44.32,医院,,,agr:H33078200903:NVBP04:替米沙坦片:40mg:北京福元医药股份有限公司:2024-04-01
示例市中医院,H33078200902,NVBP04,恩格列净片,10mg,江苏豪森药业集团有限公司,2024-04-01,2025-03-31,片,2400,850,35.42,50.14,-14.72,低于序时,是,1550,255.49,70.64,医院,,,agr:H33078200902:NVBP04:恩格列净片:10mg:江苏豪森药业集团有限公司:2024-04-01
示例市中医院,H33078200902,NVBP02,阿卡波糖胶囊,50mg,四川绿叶制药股份有限公司,2024-04-01,2025-03-31,粒,18000,6600,36.67,50.14,-13.47,低于序时,是,11400,1879.12,73.13,医院,,,agr:H33078200902:NVBP02:阿卡波糖胶囊:50mg:四川绿叶制药股份有限公司:2024-04-01
$ cat 报告/非中选与可替代.csv
﻿医疗机构,机构编码,批次编码,品种,中选量,非中选量,可替代量,非中选占比(%),非中选占比_金额(%),非中选超量,非中选超额,转移提示,缺货豁免,依据号
示例镇中心卫生院,H33078200903,NVBP04,恩格列净片,0,1080,0,100.00,100.00,是,是,,,grp:H33078200903:NVBP04:11
示例市人民医院,H33078200901,NVBP02,阿卡波糖片、阿卡波糖胶囊,19500,0,0,0.00,0.00,,,,,grp:H33078200901:NVBP02:3
示例市人民医院,H33078200901,NVBP04,恩格列净片,3250,0,0,0.00,0.00,,,,,grp:H33078200901:NVBP04:11
示例市人民医院,H33078200901,NVBP04,替米沙坦片,13328,0,0,0.00,0.00,,,,,grp:H33078200901:NVBP04:33
示例市人民医院,H33078200901,NVBP04,格列齐特缓释片,11160,0,0,0.00,0.00,,,,,grp:H33078200901:NVBP04:13
示例市中医院,H33078200902,NVBP02,富马酸比索洛尔片,6840,0,0,0.00,0.00,,,,,grp:H33078200902:NVBP02:8
示例市中医院,H33078200902,NVBP02,阿卡波糖片、阿卡波糖胶囊,6600,0,0,0.00,0.00,,,,,grp:H33078200902:NVBP02:3
示例市中医院,H33078200902,NVBP04,恩格列净片,850,0,0,0.00,0.00,,,,,grp:H33078200902:NVBP04:11
示例市中医院,H33078200902,NVBP04,替米沙坦片,6860,0,0,0.00,0.00,,,,,grp:H33078200902:NVBP04:33
示例镇中心卫生院,H33078200903,NVBP02,阿卡波糖片、阿卡波糖胶囊,3720,0,0,0.00,0.00,,,,,grp:H33078200903:NVBP02:3
示例镇中心卫生院,H33078200903,NVBP04,替米沙坦片,1120,0,0,0.00,0.00,,,,,grp:H33078200903:NVBP04:33
$ cat 报告/价格核对.csv
﻿医疗机构,机构编码,订单明细号,验收日期,产品编码,通用名,规格,转换比,生产企业,采购单价,中选价,高出(%),数量,多付金额,比价方式,配送企业,依据号
示例镇中心卫生院,H33078200903,DD202408301-2,2024-08-09,,替米沙坦片,40mg,28,北京福元医药股份有限公司,13.50,12.89,4.73,12,7.32,同包装,浙中示例药业有限公司,price:24f90d66ab50:采购明细:51
$ cat 报告/货款支付排名.csv
﻿名次,付款方,医疗机构,机构编码,地区,级别,到期笔数,到期金额,按期支付金额,按期支付金额占比(%),按期支付笔数占比(%),剔除正当理由后占比(%),加权平均付款天数,逾期未付,其中有正当理由,逾期已付,最长逾期天数,总回款率(%),评价,较上期名次,依据号
1,医疗机构,示例市人民医院,H33078200901,示例市,三级,20,20966.63,20966.63,100.00,100.00,100.00,30.22,0.00,0.00,0.00,,83.16,达标,,pay:H33078200901:0
2,医疗机构,示例市中医院,H33078200902,示例市,二级,19,7489.11,3182.74,42.50,42.11,42.50,44.60,1663.40,0.00,2642.97,0,63.53,严重滞后,,pay:H33078200902:0
3,医疗机构,示例镇中心卫生院,H33078200903,示例镇,基层,13,4932.42,998.40,20.24,38.46,24.23,57.74,2389.12,811.12,1544.90,77,42.66,严重滞后,,pay:H33078200903:0
$ cat 报告/逾期明细.csv
﻿医疗机构,机构编码,配送企业,发票号,订单明细号,验收日期,应付日期,付款期限规则,应付金额,已付金额,未付金额,逾期天数,账龄,理由,依据号
示例镇中心卫生院,H33078200903,浙中示例药业有限公司,240631090061,DD202406301-4,2024-06-15,2024-07-15,days 30,708.00,0.00,708.00,77,61–90,发票信息有误，等待配送企业重开,line:24f90d66ab50:采购明细:32
示例镇中心卫生院,H33078200903,浙中示例药业有限公司,240631090061,DD202406301-2,2024-06-09,2024-07-31,eom-next,103.12,0.00,103.12,61,61–90,发票信息有误，等待配送企业重开,line:24f90d66ab50:采购明细:30
示例镇中心卫生院,H33078200903,浙中示例药业有限公司,240731090068,DD202407301-4,2024-07-15,2024-08-14,days 30,708.00,0.00,708.00,47,31–60,,line:24f90d66ab50:采购明细:42
示例镇中心卫生院,H33078200903,浙中示例药业有限公司,240831090075,DD202408301-4,2024-08-15,2024-09-14,days 30,708.00,0.00,708.00,16,0–30,,line:24f90d66ab50:采购明细:53
示例市中医院,H33078200902,示例医药配送有限公司,240820090074,DD202408201-1,2024-08-07,2024-09-30,eom-next,367.80,0.00,367.80,0,0–30,,line:24f90d66ab50:采购明细:47
示例市中医院,H33078200902,浙中示例药业有限公司,240821090074,DD202408201-2,2024-08-10,2024-09-30,eom-next,515.60,0.00,515.60,0,0–30,,line:24f90d66ab50:采购明细:48
示例市中医院,H33078200902,示例医药配送有限公司,240820090074,DD202408201-3,2024-08-10,2024-09-30,eom-next,288.00,0.00,288.00,0,0–30,,line:24f90d66ab50:采购明细:49
示例市中医院,H33078200902,浙中示例药业有限公司,240821090074,DD202408201-4,2024-08-13,2024-09-30,eom-next,492.00,0.00,492.00,0,0–30,,line:24f90d66ab50:采购明细:50
示例镇中心卫生院,H33078200903,浙中示例药业有限公司,240831090075,DD202408301-2,2024-08-09,2024-09-30,eom-next,162.00,0.00,162.00,0,0–30,,line:24f90d66ab50:采购明细:51
$ cat 报告/未来到期.csv
﻿医疗机构,机构编码,应付日期,配送企业,未付金额,剩余天数,依据号
示例镇中心卫生院,H33078200903,2024-10-15,浙中示例药业有限公司,708.00,15,line:24f90d66ab50:采购明细:64
$ cat 报告/来源与自检.csv
﻿文件,大小,SHA-256,类型,行数,入库,更新,剔除,跳过,数据起,数据止
中选目录.csv,1123,f5c684da352b6e714a12146fe8347eacfe00d5d5384966d9b6b3236ae20cebe9,中选目录,6,5,0,0,1,,
付款台账.csv,3234,a2fe84faa85682c286feb1d159087dab76d609bd5ad921ccf7c07931234d0001,付款台账,26,25,0,0,1,2024-05-09,2024-09-25
内置目录/nvbp01.csv,16760,59837fc3ae286de6f296b1a246dd458cad2387ba64e3b064800b3666bd38df30,中选目录,27,26,0,0,1,,
内置目录/nvbp01x.csv,41222,3999dd0375d0283f6804d654740b1a2a4a8e65c9f18ee2f0226c9654f4f97e22,中选目录,65,64,0,0,1,,
内置目录/nvbp02.csv,58916,c367b54599899af5fed0416c140db4d23ac4d957b4352354a69ac9b132f914cc,中选目录,101,100,0,0,1,,
内置目录/nvbp03.csv,107641,a84fda5dfbb9a8b872e3b9ff2718a19a5e5c533e576837046a39bc6a21ae916e,中选目录,192,191,0,0,1,,
内置目录/nvbp04.csv,87871,72d053dd65e7c492612ea1dcc569923e50af67ff4f189558fc2a7c5a743c887e,中选目录,159,158,0,0,1,,
内置目录/nvbp05.csv,116780,430d679fde36284e829cac96e2cad9a9decab0544d1c70ae629572ed1c551774,中选目录,252,251,0,0,1,,
机构.csv,490,fd1b2c82b197302a95104636a044f5a7958c8f6766f955f83f494b8b8abfe308,机构,4,3,0,0,1,,
正当理由.csv,220,0d2aaafcfdcb02ab4f8fa889e7715604d30e559b7879dcc36e58a08ee4316afc,正当理由,2,1,0,0,1,,
约定采购量.csv,1808,b0b78b3f879f5848427452dce145713c782a0bb316cc79caa6bb9153530aabe0,约定采购量,12,11,0,0,1,2024-04-01,2025-03-31
采购明细.csv,14756,24f90d66ab501ca27fd3d1f80a9c2d7333997510b9aae20055a564b621439717,采购明细,64,63,0,0,1,2024-04-03,2024-09-15
全部文件：行数 = 入库 + 更新 + 剔除 + 跳过,,,✔,910,910,,,,,
行数不符的文件数 = 0,,,✔,0,0,,,,,
签约产品数 = 零采购 + 低于序时 + 正常 + 超量,,,✔,11,11,,,,,
付款台账＋明细已付 ＝ 已匹配＋预付/多付（元）,,,✔,29335.64,29335.64,,,,,
到期金额 ＝ 按期＋逾期已付＋付款日不明＋未付（元）,,,✔,33388.16,33388.16,,,,,
应付净额 ＝ 已付＋逾期未付＋未到期未付（元）,,,✔,40343.59,40343.59,,,,,
采购明细有效行 = 计入各协议的行 + 各种原因没有计入的行,,,✔,63,63,,,,,
逐行计入的数量之和 = 各协议已完成量之和（最小单位）,,,✔,73228,73228,,,,,
## The same input gives the same bytes, under another name and from a database too.
$ jicai run 示例 --as-of 2024-09-30 -o 再来.xlsx -q && cmp 报告.xlsx 再来.xlsx
$ jicai import 示例 --db a.db -q && jicai report --db a.db --as-of 2024-09-30 -o 库.xlsx -q && cmp 报告.xlsx 库.xlsx
## The workbook read back with the program's own reader: the rows of a sheet are those of the csv.
$ jicai dump 报告.xlsx --sheets
  序号  工作表          隐藏  文件格式
     1  说明                  xlsx
     2  总览                  xlsx
     3  机构执行排名          xlsx
     4  平台格式报表          xlsx
     5  品种进度              xlsx
     6  机构品种明细          xlsx
     7  滞后与零采购          xlsx
     8  非中选与可替代        xlsx
     9  价格核对              xlsx
    10  货款支付排名          xlsx
    11  逾期明细              xlsx
    12  逾期账龄              xlsx
    13  未来到期              xlsx
    14  配送企业              xlsx
    15  网采率与两票制        xlsx
    16  结余留用试算          xlsx
    17  报送情况              xlsx
    18  来源与自检            xlsx
$ jicai dump 报告.xlsx --sheet 货款支付排名 | sed -E 's/(数据指纹) [0-9a-f]+/\1 …/'
货款支付及时性排名
"统计截止日 2024-09-30    规则版本 0.1.0    数据指纹 …    未报机构 0 家
付款方“医疗机构”参与排名 3 个：第 1 名 示例市人民医院（按期支付金额占比 100.00%）；最后，第 3 名 示例镇中心卫生院（20.24%）
排名依据：按期支付金额占比从高到低，相同的再比加权平均付款天数从少到多；占比越高越好，天数越少越好；各付款方分别排名，名次为 — 的只列示、不排名
到期笔数、到期金额至加权平均付款天数、逾期已付按已到期的验收计；逾期未付、最长逾期天数、总回款率按截止日前全部验收计"
名次,付款方,医疗机构,机构编码,地区,级别,到期笔数,到期金额,按期支付金额,按期支付金额占比(%),按期支付笔数占比(%),剔除正当理由后占比(%),加权平均付款天数,逾期未付,其中有正当理由,逾期已付,最长逾期天数,总回款率(%),评价,较上期名次,依据号
1,医疗机构,示例市人民医院,H33078200901,示例市,三级,20,20966.63,20966.63,1,1,1,30.22,0,0,0,—,0.8316,达标,—,pay:H33078200901:0
2,医疗机构,示例市中医院,H33078200902,示例市,二级,19,7489.11,3182.74,0.425,0.4211,0.425,44.6,1663.4,0,2642.97,0,0.6353,严重滞后,—,pay:H33078200902:0
3,医疗机构,示例镇中心卫生院,H33078200903,示例镇,基层,13,4932.42,998.4,0.2024,0.3846,0.2423,57.74,2389.12,811.12,1544.9,77,0.4266,严重滞后,—,pay:H33078200903:0
$ jicai run 示例 --as-of 2024-09-30 -o - --format csv --sheet 总览 -q
﻿批次编码,批次,协议期起,协议期止,序时进度(%),机构数,签约产品数,折算完成率(%),零采购,低于序时,正常,超量,低于序时且非中选超量
NVBP02,第二批国家组织药品集中采购,2024-04-01,2025-03-31,50.14,3,4,53.93,0,1,2,1,0
NVBP04,第四批国家组织药品集中采购,2024-04-01,2025-03-31,50.14,3,7,48.48,1,2,4,0,1
$ jicai run 示例 --month 2024-06 -o - --format csv --sheet 货款支付排名 -q
﻿名次,付款方,医疗机构,机构编码,地区,级别,到期笔数,到期金额,按期支付金额,按期支付金额占比(%),按期支付笔数占比(%),剔除正当理由后占比(%),加权平均付款天数,逾期未付,其中有正当理由,逾期已付,最长逾期天数,总回款率(%),评价,较上期名次,依据号
,医疗机构,示例市人民医院,H33078200901,示例市,三级,4,4236.60,4236.60,100.00,100.00,100.00,30.22,0.00,0.00,0.00,,66.49,到期笔数不足,,pay:H33078200901:0
,医疗机构,示例市中医院,H33078200902,示例市,二级,4,1563.90,1563.90,100.00,100.00,100.00,29.67,0.00,0.00,0.00,,71.60,到期笔数不足,,pay:H33078200902:0
,医疗机构,示例镇中心卫生院,H33078200903,示例镇,基层,2,900.00,192.00,21.33,50.00,21.33,44.00,708.00,0.00,0.00,16,40.99,到期笔数不足,,pay:H33078200903:0
$ jicai run 示例 --as-of 2024-09-30 -o j --format json -q && sed -n 2p j/机构执行排名.json
{"名次":1,"医疗机构":"示例市人民医院","机构编码":"H33078200901","地区":"示例市","医共体":"示例市医共体","级别":"三级","签约产品数":4,"达序时产品数":4,"达序时占比(%)":100.00,"折算完成率(%)":53.15,"折算序时(%)":50.14,"进度差":3.02,"零采购":0,"低于序时":0,"正常":4,"超量":0,"严重滞后":0,"非中选占比_金额(%)":0.00,"责任提示":null,"较上期名次":null,"依据号":"inst:H33078200901"},
## A ledger that goes on beyond the cut-off day is not called incomplete (E429); one that ends before the last acceptance is.
$ jicai sample 台账 >/dev/null 2>&1; jicai run 台账 --sheet 数据问题 --format csv -o - -q | cut -d, -f5,6,8; sed -i '/,2024-09-25,/d' 台账/付款台账.csv; jicai run 台账 --sheet 数据问题 --format csv -o - -q | cut -d, -f5,6,8; jicai run 台账 --format csv -o 报 -q; grep E429 报/说明.csv
原值,问题,编号
,统计截止日之后的付款不计,E458
原值,问题,编号
2024-09-08,付款数据止于 2024-09-08，早于验收数据的最后一日 2024-09-15,E429
提示,E429,付款数据止于 2024-09-08，早于验收数据的最后一日 2024-09-15,见数据问题
## One sheet is a file of its name; a quarter may be written as people write it.
$ jicai import 台账 -q; jicai report --sheet 机构执行排名 -o 排名.csv -q; jicai report --sheet 机构执行排名 --format csv -o - -q | cmp - 排名.csv; jicai report --sheet 逾期账龄 -o 账龄.json -q; ls -d 排名.csv 账龄.json; jicai report -o 全部.csv
排名.csv
账龄.json
● 报告不能写成“全部.csv”。文件名请以 .xlsx、.html 或 .docx 结尾；.csv 和 .json 只写一张表，用 --sheet 选定；全部的表写成一个文件夹，例如 --format csv -o 报告。 [E643]
? 2
## The screen holds one sheet; two are refused before the first is shown.
$ jicai report --sheet 2 --sheet 9 --format csv -o -; jicai report --format json -o - -q
● 输出到屏幕（-o -）时只能有一张工作表。请用 --sheet 选定一张，或用 -o 写到文件夹。 [E703]
● 输出到屏幕（-o -）时只能有一张工作表。请用 --sheet 选定一张，或用 -o 写到文件夹。 [E703]
? 2
$ jicai report --sheet 2 --sheet 机构执行排名 --format csv -o - -q | cmp - 排名.csv
$ for q in 2024Q3 2024年三季度 2024年第3季度 2024-q3; do jicai report --quarter $q --sheet 总览 -o $q.csv 2>&1 | grep 统计期; done; jicai report --quarter 20243; jicai report --quarter 2024-3
统计期 2024Q3，截止日 2024-09-30
统计期 2024Q3，截止日 2024-09-30
统计期 2024Q3，截止日 2024-09-30
统计期 2024Q3，截止日 2024-09-30
● 选项 --quarter 不能是“20243”。可以写：2024Q3（2024 年第 3 季度）。 [E604]
● 选项 --quarter 不能是“2024-3”。可以写：2024Q3（2024 年第 3 季度）。 [E604]
? 2
## Who asks for a sheet gets it, without rows its heads alone. In the folder of a report it is no file, and an older one that goes is told.
$ for f in csv json; do jicai report --sheet 重点监控 -o 监控.$f | tail -1; cat 监控.$f; done; jicai report --sheet 重点监控 -o 监控.xlsx | tail -1; jicai dump 监控.xlsx | tail -1
统计截止日 2024-09-15（数据里最后一个验收日；可用 --as-of 另选）
报告已写到  ~/监控.csv（没有数据，只有表头）
﻿目录,通用名,医疗机构,机构编码,本月金额,上月金额,环比(%),去年同月金额,同比(%),超限,依据号
统计截止日 2024-09-15（数据里最后一个验收日；可用 --as-of 另选）
报告已写到  ~/监控.json（没有数据，只有表头）
[
]
统计截止日 2024-09-15（数据里最后一个验收日；可用 --as-of 另选）
报告已写到  ~/监控.xlsx（没有数据，只有表头）
目录,通用名,医疗机构,机构编码,本月金额,上月金额,环比(%),去年同月金额,同比(%),超限,依据号
$ mkdir 夹; echo 旧 > 夹/重点监控.csv; jicai report --format csv -o 夹 | tail -1; ls 夹/重点监控.csv
统计截止日 2024-09-15（数据里最后一个验收日；可用 --as-of 另选）
● 夹/重点监控.csv：以前的报告留下的文件已删去：这次“重点监控”没有数据。不需要做什么；要留着以前的报告，请写到另一个文件夹。 [E636]
报告已写到  ~/夹
ls: cannot access '夹/重点监控.csv': No such file or directory
? 2
## In English the words of a finding are English; names are as the files have them. Every finding is at its place in both.
$ jicai import 示例 --db e.db -q > /dev/null; jicai check --db e.db --lang en
cut-off day 2024-09-15 (last acceptance day in the data; --as-of chooses another)

error  not-selected volume over the limit  nonselected_volume  1
  Subject           Item                 Expected     Actual                      Impact  Key
  示例镇中心卫生院  恩格列净片 (NVBP04)  at most 50%  not-selected share 100.00%    4248  grp:H33078200903:NVBP04:11

error  overdue and unpaid  payment_overdue  1
  Subject           Item         Expected      Actual                                        Impact  Key
  示例镇中心卫生院  institution  paid in time  overdue unpaid 1416.00 yuan, longest 62 days    1416  pay:H33078200903:0

error  far behind the time share  behind_severe  3
  Subject           Item                                                 Expected           Actual             Impact  Key
  示例镇中心卫生院  替米沙坦片 40mg 北京福元医药股份有限公司 (NVBP04)    time share 46.03%  completion 22.22%  552.33  agr:H33078200903:NVBP04:替米沙坦片:40mg:北京福元医药股份有限公司:2024-04-01
  示例市中医院      阿卡波糖胶囊 50mg 四川绿叶制药股份有限公司 (NVBP02)  time share 46.03%  completion 36.67%  539.18  agr:H33078200902:NVBP02:阿卡波糖胶囊:50mg:四川绿叶制药股份有限公司:2024-04-01
  示例市中医院      恩格列净片 10mg 江苏豪森药业集团有限公司 (NVBP04)    time share 46.03%  completion 35.42%  468.32  agr:H33078200902:NVBP04:恩格列净片:10mg:江苏豪森药业集团有限公司:2024-04-01

error  nothing bought  zero_purchase  1
  Subject           Item                                               Expected           Actual                Impact  Key
  示例镇中心卫生院  恩格列净片 10mg 江苏豪森药业集团有限公司 (NVBP04)  time share 46.03%  bought 0, agreed 600  507.87  agr:H33078200903:NVBP04:恩格列净片:10mg:江苏豪森药业集团有限公司:2024-04-01

error  above the award price  price_over  1
  Subject           Item                                      Expected           Actual                           Impact  Key
  示例镇中心卫生院  替米沙坦片 40mg 北京福元医药股份有限公司  award price 12.89  price paid 13.50, overpaid 7.32    7.32  price:24f90d66ab50:采购明细:51

warning  not-selected amount over the limit  nonselected_amount  1
  Subject           Item                 Expected     Actual                                Impact  Key
  示例镇中心卫生院  恩格列净片 (NVBP04)  at most 50%  not-selected share by amount 100.00%    4248  grp:H33078200903:NVBP04:11

note  purchases without a channel  channel_unknown  3
  Subject           Item       Expected        Actual                            Impact  Key
  示例市人民医院    medicines  channel stated  channel unknown: 25212.07 yuan  25212.07  net:H33078200901
  示例市中医院      medicines  channel stated  channel unknown: 9170.20 yuan     9170.2  net:H33078200902
  示例镇中心卫生院  medicines  channel stated  channel unknown: 5961.32 yuan    5961.32  net:H33078200903

note  budget not protected  budget_not_protected  4
  Subject           Item                Expected                                                 Actual                                        Impact  Key
  示例市中医院      NVBP02 (year 2024)  reasonable use, contract performed and volume completed  contract performed: no, on-time share 54.63%       —  surplus:H33078200902:NVBP02:2024
  示例市中医院      NVBP04 (year 2024)  reasonable use, contract performed and volume completed  contract performed: no, on-time share 54.63%       —  surplus:H33078200902:NVBP04:2024
  示例镇中心卫生院  NVBP02 (year 2024)  reasonable use, contract performed and volume completed  contract performed: no, on-time share 16.92%, above the award price: 替米沙坦片 40mg       —  surplus:H33078200903:NVBP02:2024
  示例镇中心卫生院  NVBP04 (year 2024)  reasonable use, contract performed and volume completed  reasonable use: no, not-selected volume over the limit: 恩格列净片; contract performed: no, on-time share 16.92%, above the award price: 替米沙坦片 40mg       —  surplus:H33078200903:NVBP04:2024

note  more than agreed  over_agreed  1
  Subject       Item                                                          Expected     Actual       Impact  Key
  示例市中医院  富马酸比索洛尔片 2.5mg 成都苑东生物制药股份有限公司 (NVBP02)  agreed 6480  bought 6840       —  agr:H33078200902:NVBP02:富马酸比索洛尔片:2.5mg:成都苑东生物制药股份有限公司:2024-04-01

note  different prices between institutions  price_spread  1
  Subject            Item                                                    Expected      Actual         Impact  Key
  (institutions: 3)  替米沙坦片 40mg 北京福元医药股份有限公司 ×28 (2024-08)  lowest 12.89  highest 13.50       —  —

note  a rule marks too many institutions  sanity_many  3
  Subject                    Item                         Expected  Actual                                                       Impact  Key
  rule behind_severe         far behind the time share    —         marks 2 of 3 institutions: check definitions and data first       —  —
  rule budget_not_protected  budget not protected         —         marks 2 of 3 institutions: check definitions and data first       —  —
  rule channel_unknown       purchases without a channel  —         marks 3 of 3 institutions: check definitions and data first       —  —

note  rules that mark nobody  sanity_none  1
  Subject  Item  Expected  Actual  Impact  Key
  rules    agreed volume in packs of unknown size; amount is not price × quantity; start of the award unknown; behind the time share; cancelled yet accepted; perhaps one institution; accepted late; perhaps the winner in short; probably one firm; manufacturer unknown; no acceptance day; duty to report not met; on-line share of consumables below the goal; on-line share of medicines below the goal; paid beyond every receipt; above the price ratio of packs; returns written in two places; return without its original; returned after completion; bought in a rush; volume moved to other products; who answers for an agreement that is behind, beside the hospital; distributors with a poor delivery rate; supply region unknown; delivery below the line three months in a row; surplus retention, an estimate; surplus retention lacks data; the two-invoice rule is broken; not classified; units per pack disagree; units per pack unknown; watched product over its limit  —         mark nobody; if that is odd, check that the data which they need were loaded       —  —

21 findings
? 1
$ for l in zh en; do jicai check --db e.db --lang $l --json | grep -o '"key":"[^"]*"' | md5sum; done | uniq | wc -l; jicai check --db e.db --lang en --json | grep '"rule":"behind_severe"' | head -n 1
1
{"schema":1,"type":"finding","severity":"error","rule":"behind_severe","title":"far behind the time share","subject":"示例镇中心卫生院","item":"替米沙坦片 40mg 北京福元医药股份有限公司 (NVBP04)","expected":"time share 46.03%","actual":"completion 22.22%","impact":552.33,"key":"agr:H33078200903:NVBP04:替米沙坦片:40mg:北京福元医药股份有限公司:2024-04-01"}
? 1
$ jicai report --db e.db --lang en --sheet Notes --format csv -o - -q | grep ^Remarks
Remarks,rule behind_severe · far behind the time share,marks 2 of 3 institutions: check definitions and data first,
Remarks,rule budget_not_protected · budget not protected,marks 2 of 3 institutions: check definitions and data first,
Remarks,rule channel_unknown · purchases without a channel,marks 3 of 3 institutions: check definitions and data first,
Remarks,"rules · agreed volume in packs of unknown size; amount is not price × quantity; start of the award unknown; behind the time share; cancelled yet accepted; perhaps one institution; accepted late; perhaps the winner in short; probably one firm; manufacturer unknown; no acceptance day; duty to report not met; on-line share of consumables below the goal; on-line share of medicines below the goal; paid beyond every receipt; above the price ratio of packs; returns written in two places; return without its original; returned after completion; bought in a rush; volume moved to other products; who answers for an agreement that is behind, beside the hospital; distributors with a poor delivery rate; supply region unknown; delivery below the line three months in a row; surplus retention, an estimate; surplus retention lacks data; the two-invoice rule is broken; not classified; units per pack disagree; units per pack unknown; watched product over its limit","mark nobody; if that is odd, check that the data which they need were loaded",
Remarks,E458,payments after the cut-off day are left out — lines: 1,see Data issues
$ for l in zh en; do jicai publish --db e.db --month 2024-08 --lang $l -q; jicai publish --db e.db --month 2024-08 --lang $l; done; for l in zh en; do jicai report --db e.db --issue 2024-08 --lang $l -q --format csv -o 存$l; jicai report --db e.db --month 2024-08 --lang $l -q --format csv -o 现$l; diff -r 存$l 现$l; done
统计期 2024-08，截止日 2024-08-31
2024-08 第 1 版已经发布，数字没有变化
  写成报告：jicai report --issue 2024-08 --db e.db
period 2024-08, cut-off day 2024-08-31
2024-08 revision 1 is published; no figure has changed
  as a report: jicai report --issue 2024-08 --db e.db
## What has no value is null for machines, as in the report, and — on the screen.
$ jicai run 示例 --month 2024-04 --json -o 四月.xlsx 2>/dev/null | grep -m 1 '"ranking":"货款'; jicai run 示例 --month 2024-04 -o 四月.xlsx 2>/dev/null | grep -A 2 '^货款'
{"schema":1,"type":"rank","ranking":"货款支付排名","名次":null,"付款方":"医疗机构","医疗机构":"示例市人民医院","地区":"示例市","到期金额":0.00,"按期支付金额占比(%)":null,"加权平均付款天数":null,"逾期未付":0.00,"评价":"到期笔数不足"}
货款支付排名
  名次  付款方    医疗机构          地区    到期金额  按期支付金额占比(%)  加权平均付款天数  逾期未付  评价
     —  医疗机构  示例市人民医院    示例市      0.00                    —                 —      0.00  到期笔数不足
