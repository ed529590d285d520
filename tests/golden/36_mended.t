A row without order number, or a payment without serial number, that was refused: its file comes once more, mended in place, under
whatever name, and nobody says --replace. It is no longer to be mended, nor twice where it came unmended once more; undo opens it again.
$ rows() { printf '%s\n' 医疗机构,药品名称,规格,生产企业,入库日期,入库数量,单价 甲医院,乙片,10mg*7片,甲厂,2024-05-06,10,1 甲医院,丙片,10mg*7片,甲厂,2024-05-07,$2,1 甲医院,丁片,10mg*7片,甲厂,$3,4,1 甲医院,庚片,10mg*7片,甲厂,2024-05-06,3,1 > $1.csv; }; pays() { printf '%s\n' 医疗机构,供应商,付款日期,付款金额 甲医院,丙公司,2024-05-06,10 甲医院,丁公司,2024-05-07,$2 甲医院,丙公司,2024-05-08,30 > $1.csv; }; load() { jicai import $* -q 2>/dev/null; jicai report --as-of 2024-05-31 --sheet 17 --format csv -o - -q | grep -E 'E24[0-5]' | cut -d, -f2-6,8; echo -- $*; }; declare -f > v
$ . ./v; rows 院内 少量 五月; pays 付款 十元; load 院内.csv 付款.csv; rows 又 少量 五月; echo >> 又.csv; load 又.csv; rows 院内 5 五月; load 院内.csv; rows 完整 5 2024-05-08; pays 补 20; load 完整.csv 补.csv; jicai undo -q >/dev/null; load 又.csv
付款.csv,付款,D3,十元,付款金额：不是数字,E240
院内.csv,院内,F3,少量,入库数量：不是数字,E240
院内.csv,院内,E4,五月,入库日期：不是日期，或没有这一天,E245
-- 院内.csv 付款.csv
付款.csv,付款,D3,十元,付款金额：不是数字,E240
又.csv,又,F3,少量,入库数量：不是数字,E240
又.csv,又,E4,五月,入库日期：不是日期，或没有这一天,E245
-- 又.csv
付款.csv,付款,D3,十元,付款金额：不是数字,E240
院内.csv #4,院内,E4,五月,入库日期：不是日期，或没有这一天,E245
-- 院内.csv
-- 完整.csv 补.csv
付款.csv,付款,D3,十元,付款金额：不是数字,E240
院内.csv #4,院内,E4,五月,入库日期：不是日期，或没有这一天,E245
-- 又.csv
## What is no such file closes nothing: another order of its rows, a row more, another day above, another institution or
## product in its place. The last is such a file.
$ . ./v; rm jicai.db; rows 院内 少量 2024-05-08; rows 好 5 2024-05-08; load 院内.csv >/dev/null; try() { load $1; jicai undo -q >/dev/null; }; sed '2{h;d};3{G}' 好.csv > 移.csv; try 移.csv; { cat 好.csv; echo 甲医院,戊片,10mg*7片,甲厂,2024-05-09,1,1; } > 多.csv; try 多.csv; sed 's/05-06/05-05/' 好.csv > 日.csv; try 日.csv; sed '3s/甲医院/乙医院/' 好.csv > 院.csv; try 院.csv; sed '3s/丙片/己片/' 好.csv > 药.csv; try 药.csv; try 好.csv
院内.csv,院内,F3,少量,入库数量：不是数字,E240
-- 移.csv
院内.csv,院内,F3,少量,入库数量：不是数字,E240
-- 多.csv
院内.csv,院内,F3,少量,入库数量：不是数字,E240
-- 日.csv
院内.csv,院内,F3,少量,入库数量：不是数字,E240
-- 院.csv
院内.csv,院内,F3,少量,入库数量：不是数字,E240
-- 药.csv
-- 好.csv
## Nor does another amount, where it could be read.
$ . ./v; rm jicai.db; for f in xx,9 5,7 5,9; do n=${f/,/-}; printf '%s\n' 医疗机构,药品名称,规格,生产企业,入库日期,入库数量,金额 甲医院,乙片,10mg*7片,甲厂,2024-05-06,10,10 甲医院,庚片,10mg*7片,甲厂,2024-05-06,3,6 甲医院,丙片,10mg*7片,甲厂,2024-05-07,$f > $n.csv; load $n.csv; done
xx-9.csv,xx-9,F4,xx,入库数量：不是数字,E240
-- xx-9.csv
xx-9.csv,xx-9,F4,xx,入库数量：不是数字,E240
-- 5-7.csv
-- 5-9.csv
## Nor does a row or two of which one is the same, which the next month may give as well.
$ . ./v; rm jicai.db; rows 一 少量 2024-05-08; rows 二 5 2024-05-08; for f in 一 二; do sed -i 4,5d $f.csv; load $f.csv; done
一.csv,一,F3,少量,入库数量：不是数字,E240
-- 一.csv
一.csv,一,F3,少量,入库数量：不是数字,E240
-- 二.csv
## A row that has numbers is mended by them alone.
$ . ./v; rm jicai.db; for f in xx,1,D2,L2 5,1,D3,L3 5,1,D2,L2; do n=${f/,*,/-}; printf '%s\n' 医疗机构,药品名称,规格,生产企业,入库日期,入库数量,单价,订单号,明细号 甲医院,乙片,10mg*7片,甲厂,2024-05-06,10,1,D1,L1 甲医院,庚片,10mg*7片,甲厂,2024-05-06,3,1,D1,L9 甲医院,丙片,10mg*7片,甲厂,2024-05-07,$f > $n.csv; load $n.csv; done
xx-L2.csv,xx-L2,F4,xx,入库数量：不是数字,E240
-- xx-L2.csv
xx-L2.csv,xx-L2,F4,xx,入库数量：不是数字,E240
-- 5-L3.csv
-- 5-L2.csv
## Nor another payment in its place, where its amount could be read; and a copy that was mended closes it whichever of the two came first.
$ . ./v; rm jicai.db; rows 院内 少量 2024-05-08; rows 完整 5 2024-05-08; pays 付款 20; sed -i s/2024-05-07/五月/ 付款.csv; pays 别的 21; pays 补 20; load 付款.csv; load 别的.csv; load 完整.csv 补.csv; load 院内.csv
付款.csv,付款,C3,五月,付款日期：不是日期，或没有这一天,E245
-- 付款.csv
付款.csv,付款,C3,五月,付款日期：不是日期，或没有这一天,E245
-- 别的.csv
-- 完整.csv 补.csv
-- 院内.csv
## A list without days may be of the next month.
$ . ./v; rm jicai.db; for m in 五 六; do q=$(test $m = 五 && echo 少量 || echo 6); rows $m月 $q 2024-05-08; sed -i 's/入库日期,//; s/,2024-05-0.,/,/' $m月.csv; load $m月.csv; done
五月.csv,五月,E3,少量,入库数量：不是数字,E240
-- 五月.csv
五月.csv,五月,E3,少量,入库数量：不是数字,E240
-- 六月.csv
