Who sent which month: rows that were refused, a file that was replaced; notes on sanity on 说明; periods.
$ mkdir d; printf '医疗机构编码,医疗机构名称,地区,供应地区,报送性质\nH33078200001,甲院,甲县,浙江,必报\nH33078200002,乙院,甲县,浙江,必报\n' > d/机构.csv; H='医疗机构编码,订单编号,订单明细编号,通用名,剂型,规格,转换比,生产企业,采购单价(元),采购数量,入库数量,配送企业,下单日期,验收日期'; L=丑维素片,片剂,5mg,10,海陵制药有限公司,10.00; printf "$H\nH33078200001,A1,1,$L,5,5,甲公司,2024-02-01,2024-02-03\nH33078200001,A2,1,$L,5,五,甲公司,2024-02-02,2024-02-04\nH33078200002,B1,1,$L,5,5,甲公司,2024-02-01,2024-02-03\n" > d/二月.csv; printf "$H\nH33078200002,B2,1,$L,5,5,甲公司,2024-03-01,2024-03-03\n" > d/三月.csv; jicai import d/机构.csv d/三月.csv -q; jicai import d/二月.csv -q
● 二月.csv › 二月 › K3  入库数量 “五”：不是数字。请改成数字，例如 1234.5。 [E240]
? 3
$ jicai report --as-of 2024-03-31 --sheet 报送情况 --format csv -o - -q | cut -d, -f1,3,4,14-
﻿医疗机构,性质,应报,2024-01,2024-02,2024-03,连续缺报
甲院,必报,2,,部分,未报,1
乙院,必报,2,,已报,已报,0
## The file put right takes the place of the other as a whole.
$ sed -i 's/五/6/; s/B1,1,\(.*\),5,5,/B1,1,\1,7,7,/' d/二月.csv; jicai import d/二月.csv --replace 3 | tail -2; jicai report --as-of 2024-03-31 --sheet 报送情况 --format csv -o - -q | cut -d, -f1,3,4,14-
  接下来：jicai report 写报告，jicai status 看有什么数据
  共读入 4 行 = 入库 3 + 已更新 0 + 剔除 0 + 跳过 1（标题、表头、合计、空行）
  导入编号 4；撤销用 jicai undo 4
﻿医疗机构,性质,应报,2024-01,2024-02,2024-03,连续缺报
甲院,必报,2,,已更正,未报,1
乙院,必报,2,,已更正,已报,0
## Who did not report, as a finding; a month or a quarter is the same as its last day where nothing else is asked.
$ jicai check --month 2024-03 --rule not_reported; for p in '--month 2024-03' '--quarter 2024Q1' '--as-of 2024-03-31'; do jicai report $p --sheet 报送情况 --format csv -o - -q | md5sum | cut -c1-8; done | uniq -c | sed 's/ [0-9a-f]*$//'
统计期 2024-03，截止日 2024-03-31

警告  应报未报  not_reported  1 条
  对象  事项     应为         实际                          影响  依据号
  甲院  2024-03  应报 2 个月  未报 1 个月，最长连续 1 个月     —  report:H33078200001

共 1 条
      3
$ jicai report --month 2024-13; jicai report --quarter 2024Q5; jicai report --quarter 2024-Q1 --sheet 报送情况 --format csv -o - | head -1
● 选项 --month 不能是“2024-13”。可以写：2024-09。 [E604]
● 选项 --quarter 不能是“2024Q5”。可以写：2024Q3（2024 年第 3 季度）。 [E604]
统计期 2024Q1，截止日 2024-03-31
﻿医疗机构,机构编码,性质,应报,2023-04,2023-05,2023-06,2023-07,2023-08,2023-09,2023-10,2023-11,2023-12,2024-01,2024-02,2024-03,连续缺报
## What looks odd stands on 说明.
$ jicai report --as-of 2024-03-31 --sheet 说明 --format csv -o - -q | grep ^提示, | cut -d, -f1,2
提示,规则 channel_unknown · 采购渠道不明
提示,规则 · 约定量单位不明、金额不等、中选起止不明、低于序时、严重滞后、不符合总额不降低、作废却有验收、像是同一家机构、验收拖延、像是中选企业的简称、疑似同一企业、生产企业不明、无验收日、非中选超额、非中选超量、耗材网采率未达目标、药品网采率未达目标、超量采购、预付或多付、逾期未付、高于中选价、差比价提示、同品种价差、退货写了两处、退货无原单、完成后退货、突击采购、转移提示、滞后责任提示（企业、配送、数据）、配送率较差的配送企业、供应地区不明、连续三月配送率不足、结余留用试算、结余留用缺数据、两票制问题、待归类、转换比不一致、转换比不明、重点监控超限、零采购
提示,E428
提示,E805
