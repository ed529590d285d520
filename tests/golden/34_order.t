Whatever the order in which files were imported, every note names the same row, and all stand in the same order.
$ H=医疗机构,订单编号,订单明细编号,通用名,规格,生产企业,单位,转换比,入库数量,单价,验收日期; for f in 甲 乙; do n=$([ $f = 甲 ] && echo 1 || echo 2); { echo $H; for i in 1 2 3; do echo "甲医院,D$n,$i,甲片,10mg,甲厂,盒,10,10,5,2024-03-1$i"; echo "甲医院,E$n,$i,甲片,10mg,甲厂,盒,10,30,5,2024-04-1$i"; done; echo "甲医院,F$n,1,甲片,10mg,甲厂,片,10,30,0.5,2024-04-20"; echo "甲医院,F$n,2,甲片,10mg,甲厂,盒,10,3,5,"; echo "甲医院,F$n,3,甲片,10mg,甲厂,盒,10,-3,5,2024-04-21"; } > $f.csv; done
$ for f in 甲 乙; do jicai import $f.csv --db 甲乙.db -q; done; for f in 乙 甲; do jicai import $f.csv --db 乙甲.db -q; done
$ for d in 甲乙 乙甲; do jicai report --db $d.db --format csv -o $d -q --as-of 2024-04-30; done; diff -r 甲乙 乙甲 && grep -c '（共 2 行）' 甲乙/数据问题.csv && grep -o '.\.csv · 2024-04' 甲乙/说明.csv
4
乙.csv · 2024-04
甲.csv · 2024-04
