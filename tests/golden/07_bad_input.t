Bad input gets a clear message and the right exit code, and nothing is lost.
$ : > 空.xlsx; : > 空.xls; : > 空.csv; jicai import 空.xlsx 空.xls 空.csv
● 空.xlsx：文件是空的（0 字节）。请重新下载或从平台重新导出；如果正在下载，请等它完成。 [E101]
● 空.xls：文件是空的（0 字节）。请重新下载或从平台重新导出；如果正在下载，请等它完成。 [E101]
● 空.csv：文件是空的（0 字节）。请重新下载或从平台重新导出；如果正在下载，请等它完成。 [E101]
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
$ head -c 3000 $EXAMPLES/澜溪市/机构名单.xlsx > 半个.xlsx; jicai import 半个.xlsx
● 半个.xlsx：压缩包不完整或已损坏（找不到压缩包的目录）：可能没有下载完。请重新下载或从平台重新导出。 [E109]
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
$ echo 这只是一段文字 > 文字.xlsx; jicai import 文字.xlsx
● 文字.xlsx › 文字：没有找到认识的表头。前几行是：这只是一段文字。请确认这是采购明细、约定采购量、付款台账、机构名单、中选目录等表；用 jicai template 看标准表头（例如机构名单要有“医疗机构编码”“医疗机构名称”），或用 --profile 指明各列。 [E310]
● 文字.xlsx：文件名以“.xlsx”结尾，内容其实是 csv，已按内容读取。不需要处理；改成正确的扩展名可避免其他软件出错。 [E122]
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
$ printf '<html><table><tr><td>医疗机构编码</td><td>床位</td></tr><tr><td>H33078200901</td><td>80</td></tr></table></html>' > 网页.xls; jicai import 网页.xls
● 网页.xls › Sheet1：没有找到认识的表头。前几行是：医疗机构编码 | 床位 / H33078200901 | 80。请确认这是采购明细、约定采购量、付款台账、机构名单、中选目录等表；用 jicai template 看标准表头（例如机构名单要有“医疗机构编码”“医疗机构名称”），或用 --profile 指明各列。 [E310]
● 网页.xls：文件名以“.xls”结尾，内容其实是 html，已按内容读取。不需要处理；改成正确的扩展名可避免其他软件出错。 [E122]
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
$ cp $EXAMPLES/澜溪市/机构名单.xlsx 改名.xls; jicai import 改名.xls --db a.db
● 改名.xls：文件名以“.xls”结尾，内容其实是 xlsx，已按内容读取。不需要处理；改成正确的扩展名可避免其他软件出错。 [E122]
  文件      识别为  读入行数  入库  已更新  剔除  跳过
  改名.xls  机构          36    34       0     0     2

  共读入 36 行 = 入库 34 + 已更新 0 + 剔除 0 + 跳过 2（标题、表头、合计、空行）
  导入编号 2；撤销用 jicai undo 2 --db a.db
  接下来：jicai report --db a.db 写报告，jicai status --db a.db 看有什么数据
$ printf '\223\001\376\000%.0s' {1..999} > 乱.xlsx; jicai import 乱.xlsx 2>&1 | sed -n 1p
● 乱.xlsx：认不出这是什么文件：不是 Excel、WPS、CSV、HTML 或 ODS 表格。请用 Excel 或 WPS 打开它，另存为 xlsx 再导入。 [E106]
? 4
$ jicai import 没有这个文件.xlsx
● 没有这个文件.xlsx：读不到这个文件或文件夹：不存在，或没有读取权限。请核对路径和名称（路径里有空格时加引号）。 [E354]
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
$ mkdir 空文件夹; jicai import 空文件夹
● 没有找到任何文件。请指明存放表格的文件夹或文件。 [E355]
? 4
$ mkdir 无关; echo 1 > 无关/a.pdf; echo 'a,b' > 无关/b.csv; jicai run 无关
● b.csv › b：没有找到认识的表头。前几行是：a | b。请确认这是采购明细、约定采购量、付款台账、机构名单、中选目录等表；用 jicai template 看标准表头（例如机构名单要有“医疗机构编码”“医疗机构名称”），或用 --profile 指明各列。 [E310]
  另有 1 条提示
  加上 --errors 问题.csv 可得到全部问题的清单；报告写成后也在它的“数据问题”里
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
$ ls *.xlsx 集采核查报告.xlsx 2>/dev/null | grep -c 报告
0
? 1
$ jicai sample 好 >/dev/null 2>&1; cp 半个.xlsx 好/; jicai import 好 --db b.db
● 半个.xlsx：压缩包不完整或已损坏（找不到压缩包的目录）：可能没有下载完。请重新下载或从平台重新导出。 [E109]
  文件            识别为      读入行数  入库  已更新  剔除  跳过
  中选目录.csv    中选目录           6     5       0     0     1
  付款台账.csv    付款台账          26    25       0     0     1
  半个.xlsx                          —     —       —     —     —  没有导入
  机构.csv        机构               4     3       0     0     1
  正当理由.csv    正当理由           2     1       0     0     1
  约定采购量.csv  约定采购量        12    11       0     0     1
  采购明细.csv    采购明细          64    63       0     0     1

  共读入 114 行 = 入库 108 + 已更新 0 + 剔除 0 + 跳过 6（标题、表头、合计、空行）
  导入编号 2；撤销用 jicai undo 2 --db b.db
  接下来：jicai report --db b.db 写报告，jicai status --db b.db 看有什么数据
? 3
$ jicai status --db b.db | tail -1
  采购明细       1        64    63       0     0     1  2024-04-03  2024-09-15
$ mkdir 关; chmod 0 关; chmod 777 .; as() { if [ $(id -u) = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }; as jicai import 关 --db c.db
● c.db：数据库打不开（文件打不开）。请检查文件夹是否存在、是否有写权限。 [E506]
? 8
$ as() { if [ $(id -u) = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }; chmod 555 .; as jicai import 好 --db 写不了.db; chmod 777 .
● 写不了.db：数据库打不开（文件打不开）。请检查文件夹是否存在、是否有写权限。 [E506]
$ chmod 700 关; jicai run 好 -o 没有/报告.xlsx --as-of 2024-09-30 2>&1 | tail -1
● 结果不能写入“没有/报告.xlsx”（没有这个文件或文件夹）。请关闭正打开它的程序，检查文件夹是否存在、能否写入、磁盘是否已满，或用 -o 换一个位置。 [E702]
? 8
## A disk that takes no more: our own message alone, whether the workbook or a temporary file met it.
$ jicai import 好 --db 满.db -q 2>/dev/null; for k in 1 8; do (ulimit -f $k; jicai report --db 满.db -o 满.xlsx -q; echo $?); done; ls 满.xlsx* 2>/dev/null
● 结果不能写入“/tmp”（文件太大，超出了允许的大小）。请关闭正打开它的程序，检查文件夹是否存在、能否写入、磁盘是否已满，或用 -o 换一个位置。 [E702]
8
● 结果不能写入“满.xlsx”（文件太大，超出了允许的大小）。请关闭正打开它的程序，检查文件夹是否存在、能否写入、磁盘是否已满，或用 -o 换一个位置。 [E702]
8
? 2
$ jicai dump 好/机构.csv > /dev/full
● 标准输出写不进去（磁盘已满）。请检查磁盘是否已满，或接收结果的程序是否已退出。 [E628]
? 8
$ jicai status --db b.db --json > /dev/full
● 标准输出写不进去（磁盘已满）。请检查磁盘是否已满，或接收结果的程序是否已退出。 [E628]
? 8
## A failed report leaves the former one as it was.
$ echo 旧 > 报告.xlsx; jicai report --db b.db --sheet 没有这张 -o 报告.xlsx 2>&1; cat 报告.xlsx
统计截止日 2024-09-15（数据里最后一个验收日；可用 --as-of 另选）
● 没有名为“没有这张”的工作表（相近的有：说明 总览 机构执行排名 平台格式报表 品种进度 机构品种明细 滞后与零采购 非中选与可替代 价格核对 货款支付排名 逾期明细 逾期账龄 未来到期 配送企业 网采率与两票制 重点监控 结余留）。请用 --sheet 后面写工作表的名称或编号，例如 --sheet 机构执行排名 或 --sheet 2。 [E701]
旧
## Ctrl-C, or a terminal that goes, while standard input is waited for; nothing was stored.
$ (sleep 6 | timeout --foreground --preserve-status -s HUP 3 jicai import - --db h.db 2> h; echo $? >> h) & sleep 6 | timeout --foreground --preserve-status -s INT 3 jicai import - --db d.db; rc=$?; wait; cat h; jicai log --db d.db; exit $rc
● 已按要求中断，没有写入任何内容。需要时重新运行即可。 [E622]
● 已按要求中断，没有写入任何内容。需要时重新运行即可。 [E622]
130
还没有导入过
? 130
$ cat 好/采购明细.csv | jicai import - --db e.db 2>/dev/null
  文件   识别为    读入行数  入库  已更新  剔除  跳过
  stdin  采购明细        64    63       0     0     1

  共读入 64 行 = 入库 63 + 已更新 0 + 剔除 0 + 跳过 1（标题、表头、合计、空行）
  导入编号 2；撤销用 jicai undo 2 --db e.db
$ jicai import - - --db e.db < 好/机构.csv
● 标准输入（-）只能给一次。请把其余内容存成文件。 [E629]
? 2
## Told at once: a folder is no file for the report, a backup that is not there, a table without rows.
$ mkdir 夹; jicai sample 例 -q >/dev/null; jicai run 例 -o 夹/; jicai report -o 夹 --db 没有.db; jicai restore 没有.bak; jicai run 没有这个夹 2>&1 | head -1; head -1 例/采购明细.csv > 空表.csv; jicai import 空表.csv -q --db 空.db; jicai import 空表.csv --db 空2.db 2>/dev/null | sed -n 2p
● “夹”是文件夹，报告要写成一个文件。请写上文件名，例如 -o 夹/集采核查报告.xlsx。 [E645]
● “夹”是文件夹，报告要写成一个文件。请写上文件名，例如 -o 夹/集采核查报告.xlsx。 [E645]
● 没有备份文件“没有.bak”。请核对路径；备份用 jicai backup 文件 写成。 [E646]
● 没有这个夹：读不到这个文件或文件夹：不存在，或没有读取权限。请核对路径和名称（路径里有空格时加引号）。 [E354]
  空表.csv  采购明细         1     0       0     0     1  只有表头，没有数据
$ echo 栏一,栏二,栏三,栏四,栏五,栏六,栏七,栏八,栏九,栏十,十一,十二,十三,十四,十五,十六,十七,十八 > 长.csv; jicai import 长.csv --db 空.db 2>&1 | grep -o '前几行是：[^。]*'
前几行是：栏一 | 栏二 | 栏三 | 栏四 | 栏五 | 栏六 | 栏七 | 栏八 | 栏九 | 栏十 …
? 4
## What is written into the folder that is read is no part of it.
$ mkdir 自己; printf '机构编码,机构名称,机构等级\nH33078200901,甲医院,二级\n' > 自己/机构.csv; cd 自己; jicai import . --errors 问题.csv
  文件      识别为  读入行数  入库  已更新  剔除  跳过
  机构.csv  机构           2     1       0     0     1

  共读入 2 行 = 入库 1 + 已更新 0 + 剔除 0 + 跳过 1（标题、表头、合计、空行）
  导入编号 2；撤销用 jicai undo 2
  接下来：jicai report 写报告，jicai status 看有什么数据
