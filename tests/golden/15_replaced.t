A file that takes the place of another: what both had reported is 已更正, what only the first had reported is missing now.
$ jicai sample s >/dev/null 2>&1; mkdir a; mv s/采购明细.csv a/旧.csv; grep -v ',2024-05-' a/旧.csv > a/新.csv; wc -l a/*; jicai import s -q; jicai import a/旧.csv -q
   54 a/新.csv
   64 a/旧.csv
  118 total
$ jicai report --format csv -o 前 -q; cut -d, -f1,11-17 前/报送情况.csv
﻿医疗机构,2024-04,2024-05,2024-06,2024-07,2024-08,2024-09,连续缺报
示例市人民医院,已报,已报,已报,已报,已报,已报,0
示例市中医院,已报,已报,已报,已报,已报,已报,0
示例镇中心卫生院,已报,已报,已报,已报,已报,已报,0
$ jicai import --replace 3 a/新.csv -q; jicai report --format csv -o 后 -q; cut -d, -f1,11-17 后/报送情况.csv; grep -a '[旧新].csv' 后/来源与自检.csv | cut -d, -f1,4-8; grep -c ✘ 后/来源与自检.csv
﻿医疗机构,2024-04,2024-05,2024-06,2024-07,2024-08,2024-09,连续缺报
示例市人民医院,已更正,未报,已更正,已更正,已更正,已更正,1
示例市中医院,已更正,未报,已更正,已更正,已更正,已更正,1
示例镇中心卫生院,已更正,未报,已更正,已更正,已更正,已更正,1
新.csv,采购明细,54,53,0,0
0
? 1
## Taken back: the first file is there again, nothing was corrected.
$ jicai undo 4 -q; jicai report --format csv -o 再 -q; diff 前/报送情况.csv 再/报送情况.csv && diff 前/机构执行排名.csv 再/机构执行排名.csv && diff 前/货款支付排名.csv 再/货款支付排名.csv && echo same
已撤销编号 4 的导入（新.csv，共 54 行）；它更新过的记录恢复为原来的内容。
它代替的编号 3 的导入恢复为原来的样子。
same
