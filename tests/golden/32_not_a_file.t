A report is written into what is no regular file (a pipe, a device), which stays what it is; a link still leads to the report.
$ jicai sample s >/dev/null 2>&1; jicai import s -q --db j.db; mkfifo pipe; for f in xlsx html docx json csv; do s=; case $f in json|csv) s="--sheet 总览" ;; esac; timeout 20 cat pipe > got & jicai report --db j.db -q --format $f $s -o pipe; wait; [ -p pipe ] && head -n 1 got | head -c 12 | tr -cd ' -~'; echo; done; ls
PK
<!DOCTYPE ht
PK
[

got
j.db
j.db-journal
pipe
s
$ ln -s there.xlsx link.xlsx; ln -s there.csv link.csv; touch there.xlsx there.csv; jicai report --db j.db -q -o link.xlsx; jicai report --db j.db -q --format csv --sheet 总览 -o link.csv; [ -L link.xlsx ] && [ -L link.csv ] && head -c 2 there.xlsx; echo; cat there.csv
PK
﻿批次编码,批次,协议期起,协议期止,序时进度(%),机构数,签约产品数,折算完成率(%),零采购,低于序时,正常,超量,低于序时且非中选超量
NVBP02,第二批国家组织药品集中采购,2024-04-01,2025-03-31,46.03,3,4,53.93,0,1,2,1,0
NVBP04,第四批国家组织药品集中采购,2024-04-01,2025-03-31,46.03,3,7,48.48,1,2,4,0,1
