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
集采核查报告.xlsx
## The lines of the crontab: what stands behind the times.
$ sed -n 's#^[0-9* ]*cd /srv/集采 && ##p' "$EXAMPLES/../docs/guide.md" | sed 's/收件箱/示例/' > cron; wc -l < cron; rm *.xlsx; bash -o pipefail cron; ls 备份.db *.xlsx
2
备份.db
集采核查报告.xlsx
