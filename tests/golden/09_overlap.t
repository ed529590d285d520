Three cumulative exports that repeat each other's lines give the same figures as the last alone, in any order of import.
$ jicai sample s >/dev/null 2>&1; mkdir a; mv s/采购明细.csv a/9月.csv; sed -n 1,22p a/9月.csv | sed '15,22s/,2024-[0-9-]*$/,/' > a/5月.csv; head -43 a/9月.csv | sed '40,43s/,2024-[0-9-]*$/,/' > a/7月.csv; wc -l a/*
   22 a/5月.csv
   43 a/7月.csv
   64 a/9月.csv
  129 total
$ for o in 9 5,7,9 9,7,5 7,5,9; do jicai import s -q --db $o.db; for m in ${o//,/ }; do jicai import a/${m}月.csv -q --db $o.db || echo exit $?; done; jicai report --db $o.db --as-of 2024-09-30 --format csv -o $o -q; done; ls -d [579]*[579]
5,7,9
7,5,9
9,7,5
$ for o in 9,7,5 7,5,9; do diff -r 5,7,9 $o && echo $o same; done
9,7,5 same
7,5,9 same
## A line whose latest state stands in two files counts in the one with the larger hash: the line's key names it, no figure differs.
$ sed -i 's/line:[^,]*//' 9/*.csv 5,7,9/*.csv; diff -r -x 来源与自检.csv -x 说明.csv 9 5,7,9 && echo same
same
$ grep -h 月.csv 9,7,5/来源与自检.csv | cut -d, -f1,4-; grep -c ✘ */来源与自检.csv | grep -v ':0'
5月.csv,采购明细,22,0,21,0,1,2024-04-03,2024-05-11
7月.csv,采购明细,43,38,4,0,1,2024-04-03,2024-08-03
9月.csv,采购明细,64,25,38,0,1,2024-04-03,2024-09-15
? 1
$ jicai import s a/7月.csv a/5月.csv a/9月.csv --db all.db
  文件            识别为      读入行数  入库  已更新  剔除  跳过
  中选目录.csv    中选目录           6     5       0     0     1
  付款台账.csv    付款台账          26    25       0     0     1
  机构.csv        机构               4     3       0     0     1
  正当理由.csv    正当理由           2     1       0     0     1
  约定采购量.csv  约定采购量        12    11       0     0     1
  7月.csv         采购明细          43    38       4     0     1
  5月.csv         采购明细          22     0      21     0     1
  9月.csv         采购明细          64    25      38     0     1

  共读入 179 行 = 入库 108 + 已更新 63 + 剔除 0 + 跳过 8（标题、表头、合计、空行）
  已更新：同一行（同一笔付款、同一份约定）别处还有一次，以那一次为准；这里的留在历史里，不重复计
  导入编号 2；撤销用 jicai undo 2 --db all.db
  接下来：jicai report --db all.db 写报告，jicai status --db all.db 看有什么数据
