A database over several imports: the same file twice, undo, replace, backup, restore.
$ jicai sample s >/dev/null 2>&1; jicai status
● “jicai.db”：没有这个数据库。请先用 jicai import 导入数据，或用 --db 指定位置。 [E505]
? 2
$ jicai import s/机构.csv s/约定采购量.csv
  文件            识别为      读入行数  入库  已更新  剔除  跳过
  机构.csv        机构               4     3       0     0     1
  约定采购量.csv  约定采购量        12    11       0     0     1

  共读入 16 行 = 入库 14 + 已更新 0 + 剔除 0 + 跳过 2（标题、表头、合计、空行）
  导入编号 2；撤销用 jicai undo 2
  接下来：jicai report 写报告，jicai status 看有什么数据
$ jicai import s/采购明细.csv s/付款台账.csv s/机构.csv
● 机构.csv：这个文件已经导入过（导入编号 2，机构.csv），没有重复计算。不需要做什么；要换表头对照重新读，先用 jicai undo 2 撤销，再把那次的文件都导入一遍。 [E316]
  文件          识别为    读入行数  入库  已更新  剔除  跳过
  采购明细.csv  采购明细        64    63       0     0     1
  付款台账.csv  付款台账        26    25       0     0     1
  机构.csv                       —     —       —     —     —  相同的文件已经读过

  共读入 90 行 = 入库 88 + 已更新 0 + 剔除 0 + 跳过 2（标题、表头、合计、空行）
  导入编号 3；撤销用 jicai undo 3
  接下来：jicai report 写报告，jicai status 看有什么数据
$ jicai status | sed 's/（[0-9]* KB）//'
数据库  jicai.db
导入    2 次（其中撤销 0 次），文件 4 个（不含程序自带的目录）
机构    3 家（机构表里有的 3 家）

  表格        文件  读入行数  有效  已更新  剔除  跳过  数据起      数据止
  中选目录       6       796   790       0     0     6  —           —
  机构           1         4     3       0     0     1  —           —
  约定采购量     1        12    11       0     0     1  2024-04-01  2025-03-31
  采购明细       1        64    63       0     0     1  2024-04-03  2024-09-15
  付款台账       1        26    25       0     0     1  2024-05-09  2024-09-25
$ jicai log | sed -E 's/20[0-9-]+ [0-9:]+/TIME/'
  编号  时间              文件数  读入行数  入库和已更新  剔除  状态      文件
     3  TIME       2        90            88     0            付款台账.csv、采购明细.csv
     2  TIME       2        16            14     0            机构.csv、约定采购量.csv
     1  —                      6       796           790     0  程序自带  全国中选目录，不能撤销
$ jicai undo
已撤销编号 3 的导入（付款台账.csv、采购明细.csv，共 90 行）；它更新过的记录恢复为原来的内容。
$ jicai log | sed -E 's/20[0-9-]+ [0-9:]+/TIME/'
  编号  时间              文件数  读入行数  入库和已更新  剔除  状态      文件
     3  TIME       2        90            88     0  已撤销    付款台账.csv、采购明细.csv
     2  TIME       2        16            14     0            机构.csv、约定采购量.csv
     1  —                      6       796           790     0  程序自带  全国中选目录，不能撤销
$ jicai undo 3
● 没有编号为 3 的导入，或已经撤销。用 jicai log 查看导入编号。 [E356]
? 2
$ jicai undo 1; jicai import s/机构.csv --replace 1; jicai undo 77; echo 1,2 > s/不认识.csv; jicai import s/不认识.csv s/正当理由.csv -q --db 新.db; jicai status --db 新.db | grep -o '文件.*'; jicai log --db 新.db | sed -E 's/20[0-9-]+ [0-9:]+/TIME/'; jicai undo --db 新.db; jicai undo --db 新.db
● 编号 1 是程序自带的全国中选目录，不能撤销，也不能代替。自己的导入见 jicai log；目录里的产品与本地不同时，导入自己的中选目录，以自己的为准。 [E308]
● 编号 1 是程序自带的全国中选目录，不能撤销，也不能代替。自己的导入见 jicai log；目录里的产品与本地不同时，导入自己的中选目录，以自己的为准。 [E308]
● 没有编号为 77 的导入，或已经撤销。用 jicai log 查看导入编号。 [E356]
● 不认识.csv › 不认识：没有找到认识的表头。前几行是：1 | 2。请确认这是采购明细、约定采购量、付款台账、机构名单、中选目录等表；用 jicai template 看标准表头（例如机构名单要有“医疗机构编码”“医疗机构名称”），或用 --profile 指明各列。 [E310]
文件 1 个（不含程序自带的目录）
文件  读入行数  有效  已更新  剔除  跳过  数据起  数据止
  编号  时间              文件数  读入行数  入库和已更新  剔除  状态      文件
     2  TIME       1         2             1     0            正当理由.csv（没有导入：不认识.csv）
     1  —                      6       796           790     0  程序自带  全国中选目录，不能撤销
已撤销编号 2 的导入（正当理由.csv，共 2 行）；它更新过的记录恢复为原来的内容。
● 没有可以撤销的导入。用 jicai --db 新.db log 查看导入过什么。 [E307]
? 2
$ jicai undo x
● 没有导入记录 x。用 jicai log 查看导入编号。 [E621]
? 2
$ jicai import s/采购明细.csv -q; jicai status --json | sed -E 's/"bytes":[0-9]+/"bytes":N/'
{"schema":1,"type":"kind","kind":"award","files":6,"rows":796,"kept":790,"superseded":0,"rejected":0,"skipped":6,"from":null,"to":null}
{"schema":1,"type":"kind","kind":"institution","files":1,"rows":4,"kept":3,"superseded":0,"rejected":0,"skipped":1,"from":null,"to":null}
{"schema":1,"type":"kind","kind":"agreement","files":1,"rows":12,"kept":11,"superseded":0,"rejected":0,"skipped":1,"from":"2024-04-01","to":"2025-03-31"}
{"schema":1,"type":"kind","kind":"purchase","files":1,"rows":64,"kept":63,"superseded":0,"rejected":0,"skipped":1,"from":"2024-04-03","to":"2024-09-15"}
{"schema":1,"type":"summary","exit":0,"db":"jicai.db","bytes":N,"imports":3,"undone":1,"files":3,"institutions":3,"listed":3}
$ sed '2s/,50,50,50,/,60,60,60,/' s/采购明细.csv > 更正.csv; jicai import 更正.csv --replace 4
  文件      识别为    读入行数  入库  已更新  剔除  跳过
  更正.csv  采购明细        64    63       0     0     1

  共读入 64 行 = 入库 63 + 已更新 0 + 剔除 0 + 跳过 1（标题、表头、合计、空行）
  导入编号 5；撤销用 jicai undo 5
  接下来：jicai report 写报告，jicai status 看有什么数据
$ jicai log | sed -E 's/20[0-9-]+ [0-9:]+/TIME/'
  编号  时间              文件数  读入行数  入库和已更新  剔除  状态      文件
     5  TIME       1        64            63     0  代替 4    更正.csv
     4  TIME       1        64            63     0  已被代替  采购明细.csv
     3  TIME       2        90            88     0  已撤销    付款台账.csv、采购明细.csv
     2  TIME       2        16            14     0            机构.csv、约定采购量.csv
     1  —                      6       796           790     0  程序自带  全国中选目录，不能撤销
$ jicai import s/采购明细.csv --replace 99
● 没有编号为 99 的导入，或已经撤销。用 jicai log 查看导入编号。 [E356]
? 2
$ jicai import s/付款台账.csv --dry-run; jicai log --json | tail -1
  文件          识别为    读入行数  入库  已更新  剔除  跳过
  付款台账.csv  付款台账        26    25       0     0     1

  共读入 26 行 = 入库 25 + 已更新 0 + 剔除 0 + 跳过 1（标题、表头、合计、空行）
  只是试读（--dry-run），没有入库
{"schema":1,"type":"summary","exit":0}
$ jicai backup - | jicai restore - --db second.db; jicai verify --deep --db second.db; jicai status --db second.db | tail -1; rm second.db*; [ -e ./- ] || echo none
已用 - 恢复 second.db
数据库 second.db 完好（索引和引用也已核对）
  采购明细       1        64    63       0     0     1  2024-04-03  2024-09-15
none
$ mkdir trial; cd trial; jicai import ../s --dry-run -q 2>/dev/null; ls -A
$ jicai verify; jicai verify --deep
数据库 jicai.db 完好
数据库 jicai.db 完好（索引和引用也已核对）
$ jicai backup 备份.db && jicai backup 备份.db
已备份到 备份.db
● “备份.db”：文件已存在。请换一个文件名，或先移走它。 [E510]
? 8
$ jicai undo -q; jicai restore 备份.db; jicai status --json | sed -n 1,3p
已撤销编号 5 的导入（更正.csv，共 64 行）；它更新过的记录恢复为原来的内容。
它代替的编号 4 的导入恢复为原来的样子。
已用 备份.db 恢复 jicai.db；原来的数据库改名为 jicai.db.before-restore
{"schema":1,"type":"kind","kind":"award","files":6,"rows":796,"kept":790,"superseded":0,"rejected":0,"skipped":6,"from":null,"to":null}
{"schema":1,"type":"kind","kind":"institution","files":1,"rows":4,"kept":3,"superseded":0,"rejected":0,"skipped":1,"from":null,"to":null}
{"schema":1,"type":"kind","kind":"agreement","files":1,"rows":12,"kept":11,"superseded":0,"rejected":0,"skipped":1,"from":"2024-04-01","to":"2025-03-31"}
$ jicai status --db 没有.db
● “没有.db”：没有这个数据库。请先用 jicai --db 没有.db import 导入数据，或用 --db 指定位置。 [E505]
? 2
$ echo text > 不是.db; jicai status --db 不是.db
● 不是.db：这不是 jicai 的数据库。请用 --db 指定 jicai 的数据库，或指定一个新文件名；如果它本来是，请用 jicai restore 从备份恢复。 [E504]
? 6
$ jicai restore 不是.db; jicai verify
● 不是.db：这不是 jicai 的数据库。请用 --db 指定 jicai 的数据库，或指定一个新文件名；如果它本来是，请用 jicai restore 从备份恢复。 [E504]
数据库 jicai.db 完好
$ cp jicai.db 新.db; printf '\0\0\0\143' | dd of=新.db bs=1 seek=60 conv=notrunc 2>/dev/null; jicai status --db 新.db
● 新.db：数据库由更新版本的 jicai 写成。请升级 jicai，或用 --db 指定另一个数据库。 [E503]
? 6
$ cp jicai.db 坏.db; head -c 40000 /dev/zero | tr '\0' 'x' | dd of=坏.db bs=1 seek=20000 conv=notrunc 2>/dev/null; jicai verify --db 坏.db
● 数据库文件已损坏（*** in database main *** Page 5: btreeInitPage() returns error code 11）。请用 jicai restore 从备份恢复，或把它移走后重新导入。 [E502]
? 6
