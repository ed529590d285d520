Every command of docs/guide.md works as it stands there: 0, or 1 where there are findings; what says nothing is shown.
$ sed -n '/^```sh$/,/^```$/p' "$EXAMPLES/../docs/guide.md" | grep -v '^```' > commands; while read -r c; do bash -o pipefail -c "$c" > out 2> err; s=$?; [ $s = 0 ] && [ -s out ] && continue; printf '%d  %s\n' $s "$c"; cat err; done < commands; wc -l < commands
0  jicai template 采购明细 -o 采购明细.csv
空表已写到 采购明细.csv，可用 WPS 或 Excel 打开填写。
1  jicai check --db 本院.db
统计截止日 2024-09-15（数据里最后一个验收日；可用 --as-of 另选）
1  jicai check --db 本院.db --rule behind_severe
统计截止日 2024-09-15（数据里最后一个验收日；可用 --as-of 另选）
1  jicai check --db 本院.db --set fulfil.alarm=0.7 --rule behind_severe
统计截止日 2024-09-15（数据里最后一个验收日；可用 --as-of 另选）
0  jicai import 示例 --db 全县.db --errors 问题.csv --quiet
0  jicai report --db 全县.db --format csv -o 报表 --quiet
1  jicai check --db 全县.db --json | tail -n 1
0  echo 'fulfil.alarm = 0.75' > jicai.ini
52
$ mkdir 晚; cp -r 示例 晚/收件箱; grep '^0 . \* \* . ' "$EXAMPLES/../docs/guide.md" | sed 's/^.\{11\}//; s#cd /srv/集采#cd 晚#' > 晚/cron; wc -l < 晚/cron; for i in 1 2; do while read -r c; do sh -c "$c"; echo $?; done < 晚/cron; done; rm 晚/收件箱/*; sh -c "$(head -n 1 晚/cron)"; ls 晚
2
0
0
0
0
● 没有找到任何文件。请指明存放表格的文件夹或文件。 [E355]
cron
全县.db
全县.db-journal
备份.db
收件箱
问题.csv
集采核查报告.xlsx
$ ls *.xlsx *.docx *.html *.db
2024年8月.xlsx
2024年8月通报.docx
jicai.db
三季度.xlsx
全县.db
八月.xlsx
到月中.xlsx
医共体排名.xlsx
地区排名.html
备份.db
平台报表.xlsx
恢复.db
排名.html
本院.db
本院进度.xlsx
通报.docx
集采核查报告-2024-08.xlsx
集采核查报告.xlsx
## The lines of the crontab: what stands behind the times.
$ sed -n 's#^[0-9* ]*cd /srv/集采 && ##p' "$EXAMPLES/../docs/guide.md" | sed 's/收件箱/示例/' > cron; wc -l < cron; rm *.xlsx; bash -o pipefail cron; ls 备份.db *.xlsx
2
备份.db
集采核查报告.xlsx
## The keys that the guide gives as examples lead somewhere, on the sample, for its month.
$ jicai sample 例 -q; jicai import 例 --db 例.db -q; sed -n '/^| 表 | 依据号/,/^$/s/^|.*| `\(.*\)` |$/\1/p' "$EXAMPLES/../docs/guide.md" | while read k; do jicai explain "$k" --db 例.db --month 2024-08 -q > out 2>&1 && echo "$k" || cat out; done
  例/中选目录.csv
  例/付款台账.csv
  例/机构.csv
  例/正当理由.csv
  例/约定采购量.csv
  例/读我.txt
  例/采购明细.csv
round:NVBP04
form:H33078200903:NVBP04
age:61–90
report:H33078200903
E458
file:24f90d66ab50
all:
$ jicai explain E415 --db 例.db --month 2024-08 -q; jicai explain q --db 例.db --month 2024-08 -q
● 这里的数据问题里没有编号 E415 的，有的是：E458。请写报告“数据问题”一页“编号”一列里的编号，截止日或统计期要与报告相同；E415 是什么意思：jicai help E415。 [E811]
● 没有依据号“q”，也没有相近的。请从报表的“依据号”一列原样复制；没有这一列的表，依据号怎样写见 jicai help explain。 [E400]
? 2
