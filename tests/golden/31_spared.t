What a command reads is not written over by a slip, a restored database stays what it is, and links do not lead upwards.
$ jicai sample s > /dev/null; jicai import s -q; cksum jicai.db s/* > sums; jicai report -o jicai.db

这些表用 WPS 或 Excel 打开就能看。现在运行：

  jicai run s

● --output 后面的“jicai.db”正是要读的、或以前导入过的文件（或数据库、配置、表头对照），没有动它。请换一个文件名或文件夹。 [E651]
? 2
$ jicai report --format csv --sheet 总览 -o jicai.db
● --output 后面的“jicai.db”正是要读的、或以前导入过的文件（或数据库、配置、表头对照），没有动它。请换一个文件名或文件夹。 [E651]
? 2
$ jicai report --db jicai.db -o 另一个.db
● 报告不能写成“另一个.db”。文件名请以 .xlsx、.html 或 .docx 结尾；.csv 和 .json 只写一张表，用 --sheet 选定；全部的表写成一个文件夹，例如 --format csv -o 报告。 [E643]
? 2
$ jicai run s/采购明细.csv s/约定采购量.csv --errors ./s/采购明细.csv -o r.xlsx
● --errors 后面的“./s/采购明细.csv”正是要读的、或以前导入过的文件（或数据库、配置、表头对照），没有动它。请换一个文件名或文件夹。 [E651]
? 2
$ jicai import s --errors s/付款台账.csv --db 新.db
● 已经有文件“s/付款台账.csv”，它不是问题清单，没有覆盖。请换一个文件名，或先移走它。 [E652]
? 8
$ jicai map s/采购明细.csv --save s/采购明细.csv
● --save 后面的“s/采购明细.csv”正是要读的、或以前导入过的文件（或数据库、配置、表头对照），没有动它。请换一个文件名或文件夹。 [E651]
? 2
$ ln s/采购明细.csv 同一个.xlsx; jicai run s -o 同一个.xlsx
● --output 后面的“同一个.xlsx”正是要读的、或以前导入过的文件（或数据库、配置、表头对照），没有动它。请换一个文件名或文件夹。 [E651]
? 2
$ mv s/约定采购量.csv s/约定.xlsx; jicai run s -o s/约定.xlsx --lang en; mv s/约定.xlsx s/约定采购量.csv
  1 notes
  --errors issues.csv writes all of them into a table; so does the report, on its sheet Data issues
● “s/约定.xlsx” behind --output is a file that is to be read or was imported before (or the database, the configuration or the profile); it was left alone. Choose another name or folder. [E651]
$ cksum jicai.db s/* | diff sums - && echo same; ls
same
jicai.db
jicai.db-journal
s
sums
同一个.xlsx
新.db
## What the program wrote itself may be written again, beside the tables as well; also after another program saved it.
$ for i in 1 2; do jicai run s -o s/报告.xlsx --errors s/问题.csv -q > /dev/null 2>&1; echo $?; done; echo 级别,文件 | iconv -t GBK > s/问题.csv; jicai run s -o s/报告.xlsx --errors s/问题.csv -q > /dev/null 2>&1; echo $?; rm s/报告.xlsx s/问题.csv
0
0
0
## A profile may have been edited.
$ jicai map s/采购明细.csv --save 表头.tsv -q; jicai map s/采购明细.csv --save 表头.tsv
● 已经有文件“表头.tsv”，没有覆盖。请换一个空文件夹，或先移走它。 [E617]
? 8
## The journal of an import that was killed, its database moved away since: it is not played back into the restored one.
$ jicai backup 备份.db -q; mv jicai.db 坏.db; printf '\331\325\005\371\040\241\143\327\0\0\0\0\0\0\0\0\0\0\0\1\0\0\2\0\0\0\40\0' > jicai.db-journal; truncate -s 512 jicai.db-journal; jicai restore 备份.db; jicai verify --deep; jicai log --json | wc -l
已用 备份.db 恢复 jicai.db
数据库 jicai.db 完好（索引和引用也已核对）
3
$ jicai restore 备份.db; jicai restore 备份.db; ls -s jicai.db* | sed 's/^ *[1-9][0-9]* /some /'
已用 备份.db 恢复 jicai.db；原来的数据库改名为 jicai.db.before-restore-2
已用 备份.db 恢复 jicai.db；原来的数据库改名为 jicai.db.before-restore-3
some jicai.db
some jicai.db.before-restore-2
some jicai.db.before-restore-3
some jicai.db.before-restore-journal
## Links to the folder itself, to one above it and to one above the path that was given.
$ mkdir a; mv s a/b; ln -s . a/b/自己; ln -s .. a/b/上一级; ln -s ../.. a/b/上两级; jicai import a/b --db 链接.db -q; jicai import a/b --db 再.db 2>&1 | sed -n 1,4p
● 上一级：这个文件夹是一个链接，指回它上面的文件夹，没有再读。不需要做什么。 [E374]
● 上两级：这个文件夹是一个链接，指回它上面的文件夹，没有再读。不需要做什么。 [E374]
● 自己：这个文件夹是一个链接，指回它上面的文件夹，没有再读。不需要做什么。 [E374]
  文件            识别为      读入行数  入库  已更新  剔除  跳过
$ mkfifo 管道; jicai import 管道 --db 管.db
● 管道：这不是普通文件（可能是管道或设备），无法读取。请给出保存在磁盘上的文件。 [E100]
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
## A result goes behind a link, which stays one; nothing empty is left on a full disk.
$ for f in r.html r.docx r.xlsx r.csv; do ln -s 在别处.${f#r.} $f; : > 在别处.${f#r.}; jicai report --db 链接.db --sheet 2 -o $f -q || jicai report --db 链接.db -o $f -q; done; ls -F r.*; find . -name '在别处.*' -size +0 | sort
r.csv@
r.docx@
r.html@
r.xlsx@
./在别处.csv
./在别处.docx
./在别处.html
./在别处.xlsx
$ (ulimit -f 0; trap '' XFSZ; jicai template 采购明细 -o t.csv -q; echo $?) 2>&1 | cat; ls | grep -E 't.csv|tmp'
● 不能写入“t.csv”（文件太大，超出了允许的大小）。请检查文件夹是否存在、能否写入，关闭正打开它的程序，或换一个位置。 [E612]
8
? 1
## Nor does a sheet of a report take the place of a table in its folder, as a file or because it has no rows; a report of before may be written over.
$ jicai sample 表 -q; mv 表/采购明细.csv 表/品种进度.csv; mv 表/付款台账.csv 表/价格核对.csv; cksum 表/* > sums; jicai import 表 --db 表.db -q; jicai report --db 表.db --format csv -o 表 -q; jicai report --db 表.db --sheet 价格核对 -o 表/价格核对.csv -q; jicai run 表 --format csv -o 表 -q; cksum 表/* | diff sums - && echo same; for i in 1 2; do jicai report --db 表.db --format csv -o 报告 -q; done
  表/中选目录.csv
  表/付款台账.csv
  表/机构.csv
  表/正当理由.csv
  表/约定采购量.csv
  表/读我.txt
  表/采购明细.csv
● --output 后面的“表/品种进度.csv”正是要读的、或以前导入过的文件（或数据库、配置、表头对照），没有动它。请换一个文件名或文件夹。 [E651]
● --output 后面的“表/价格核对.csv”正是要读的、或以前导入过的文件（或数据库、配置、表头对照），没有动它。请换一个文件名或文件夹。 [E651]
● --output 后面的“表/品种进度.csv”正是要读的、或以前导入过的文件（或数据库、配置、表头对照），没有动它。请换一个文件名或文件夹。 [E651]
same
