A product whose sixty agreements all run for another number of days: their time shares have no common denominator that a
number could hold. The priced shares of the other sheets and the share of the product agree.
$ echo 机构编码,机构名称,批次编码,通用名,规格,生产企业,转换比,约定采购量,协议开始日期,协议结束日期 >约定采购量.csv; for i in $(seq 1 60); do echo H99$i,医院$i,试点批次,阿莫西林胶囊,0.25g,示例制药有限公司,24,$((10000 + i)),$(date -d "2024-01-01 +$i day" +%F),$(date -d "2025-01-31 +$((i * 3)) day" +%F); done >>约定采购量.csv
$ echo 机构编码,机构名称,订单号,订单明细号,通用名,规格,生产企业,转换比,入库数量,单价,验收日期 >采购明细.csv; for i in $(seq 1 60); do echo H99$i,医院$i,D$i,$i,阿莫西林胶囊,0.25g,示例制药有限公司,24,$((100 + i)),10.5,2024-08-01; done >>采购明细.csv
$ jicai import 约定采购量.csv 采购明细.csv -q 2>/dev/null; jicai report --sheet 品种进度 --format csv -o - | cut -d, -f1,9-17
统计截止日 2024-08-01（数据里最后一个验收日；可用 --as-of 另选）
﻿名次,约定量,已完成,完成率(%),序时进度(%),进度差,剩余,机构数,零采购机构数,滞后机构数
1,601830,187920,31.22,40.57,-9.35,413910,60,0,45
