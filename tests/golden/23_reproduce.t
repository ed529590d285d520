A bulletin of last year, byte for byte, whatever happened to the database since: months, catalogues, aliases, parameters,
earlier issues published late or corrected, imports taken back.
$ jicai import -q $EXAMPLES/澜溪市/机构* $EXAMPLES/澜溪市/约定* $EXAMPLES/澜溪市/*2024-0[456]* $EXAMPLES/澜溪市/*二季度* $EXAMPLES/澜溪市/缺货* $EXAMPLES/澜溪市/付款台账_2024年4* 2>/dev/null; jicai publish --month 2024-05 -q; jicai publish --month 2024-06 --finalize -q; jicai publish --quarter 2024Q2 -q; jicai publish --json | cut -d, -f3,4
"period":"2024Q2","revision":1
"period":"2024-06","revision":1
"period":"2024-05","revision":1
"exit":0}
$ echo 'mkdir -p $1; for i in 2024-06 2024Q2; do for l in zh en; do for f in xlsx html docx csv json; do jicai report --issue $i --format $f --lang $l -o $1/$i.$l.$f -q; done; done; done' > write; bash write 当时; ls 当时 | tr '\n' ' '
2024-06.en.csv 2024-06.en.docx 2024-06.en.html 2024-06.en.json 2024-06.en.xlsx 2024-06.zh.csv 2024-06.zh.docx 2024-06.zh.html 2024-06.zh.json 2024-06.zh.xlsx 2024Q2.en.csv 2024Q2.en.docx 2024Q2.en.html 2024Q2.en.json 2024Q2.en.xlsx 2024Q2.zh.csv 2024Q2.zh.docx 2024Q2.zh.html 2024Q2.zh.json 2024Q2.zh.xlsx 
## Later months, a catalogue of one's own, fund parameters, corrected payments.
$ jicai import -q $EXAMPLES/澜溪市 2>/dev/null; bash write 之后; diff -r 当时 之后 && echo 相同
相同
## An alias, parameters of the project.
$ printf '类别,写法,标准名称\n配送企业,云柳药业配送有限公司,望山医药有限公司\n' > 别名.csv; jicai import -q 别名.csv; printf '[parameters]\npayment.rank_min = 40\nfulfil.alarm = 0.7\n' > jicai.ini; bash write 别名; diff -r 当时 别名 && echo 相同
相同
## Earlier issues published late, corrected and made final; the month itself published anew with other figures.
$ (jicai publish --month 2024-04 --finalize; jicai publish --month 2024-05 --finalize; jicai publish --month 2024-06) | grep 版; bash write 更正; diff -r 当时 更正 && echo 相同
统计期 2024-04，截止日 2024-04-30
统计期 2024-05，截止日 2024-05-31
统计期 2024-06，截止日 2024-06-30
已发布 2024-04 第 1 版（定稿）
已发布 2024-05 第 2 版（定稿）；第 1 版原样保留，全部变化见 jicai diff 2024-05@1 2024-05@2 --all
已发布 2024-06 第 2 版；第 1 版原样保留，全部变化见 jicai diff 2024-06@1 2024-06@2 --all
  第 1 版已定稿，报告仍以它为准；要以第 2 版为准，请加 --finalize 再发布一次
相同
## All that it was made of is taken back.
$ n=$(jicai log --json | grep -c '"type":"import"'); for i in $(seq 2 $((n + 2))); do jicai undo $i > /dev/null 2>&1; done; jicai status --json | tail -1 | grep -o '"files":0'; bash write 撤销; diff -r 当时 撤销 && echo 相同
"files":0
相同
## The copy of a backup gives it too.
$ jicai backup b.db -q; export JICAI_DB=b.db; bash write 备份; diff -r 当时 备份 && echo 相同
相同
## What would be different now is told, with the reasons; the issue itself stays.
$ jicai diff 2024-06@1 2024-06@2 | sed -n '/所据/,/^$/p' | tail -n 5; jicai diff 2024-06@1 2024-06@2 --json | grep -o '"type":"[a-z_]*"' | sort | uniq -c | sed 's/^ *[0-9]* /N /'
  输入文件新增  集采考核结果_2024.xlsx                —     4ce51103e29d
  输入文件新增  青源县_药品入库明细_2024年三季度.xls  —     8da27cb395c6
  参数          fulfil.alarm                          0.8   0.7
  参数          payment.rank_min                      10    40

N "type":"change"
N "type":"reason"
N "type":"summary"
? 1
