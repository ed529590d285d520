A quantity that was typed wrong, and the hospital's correction of that one line: without --correction the larger stands, and it is said.
$ jicai sample s >/dev/null 2>&1; cp s/采购明细.csv 原.csv; head -1 原.csv > 更正.csv; grep DD202404101-3 原.csv | sed 's/,80,80,80,,1031.20,/,8,8,8,,103.12,/' >> 更正.csv; printf '%s\n' 'bought() { jicai report --month 2024-08 --sheet 机构品种明细 --format csv -o - -q | grep "人民医院.*替米沙坦" | cut -d, -f10,11; }' 'issues() { jicai report --sheet 数据问题 --format csv -o - -q | grep -E "E(245|326|338|371|372)"; }' 'ranked() { jicai report --as-of 2024-09-30 --sheet 货款支付排名 --format csv -o - -q | grep 中医 | cut -d, -f1,3,5,7,19; }' 'reported() { jicai report --as-of 2024-09-30 --sheet 报送情况 --format csv -o - -q | grep 中医 | cut -d, -f1,11-16; }' > v
$ . ./v; jicai import s -q; bought; jicai import 更正.csv; bought; issues
25200,11200
● 更正.csv › 更正 › 2  入库数量 “8”：这一行没有采用：同一行在“采购明细.csv #2 › 采购明细 › 4”里是“80”，日期分不出哪一行更新，按那里的计算。如果应以这里为准：撤销这次导入（jicai undo 编号，编号看 jicai log），再用 jicai import --correction 导入这个文件。 [E371]
  文件      识别为    读入行数  入库  已更新  剔除  跳过
  更正.csv  采购明细         2     0       1     0     1

  共读入 2 行 = 入库 0 + 已更新 1 + 剔除 0 + 跳过 1（标题、表头、合计、空行）
  已更新：同一行（同一笔付款、同一份约定）别处还有一次，以那一次为准；这里的留在历史里，不重复计
  导入编号 3；撤销用 jicai undo 3
  接下来：jicai report 写报告，jicai status 看有什么数据
25200,11200
警告,更正.csv,更正,2,8,入库数量：这一行没有采用：同一行在“采购明细.csv #2 › 采购明细 › 4”里是“80”，日期分不出哪一行更新，按那里的计算,如果应以这里为准：撤销这次导入（jicai undo 编号，编号看 jicai log），再用 jicai import --correction 导入这个文件,E371
$ . ./v; jicai import --correction --replace 3 更正.csv; bought; issues; jicai undo; bought
● 更正.csv：作为更正，1 行代替了以前文件里的同一行。不需要做什么；某一行以前是多少，用 jicai explain 看它的依据号。 [E372]
  文件      识别为    读入行数  入库  已更新  剔除  跳过
  更正.csv  采购明细         2     1       0     0     1

  共读入 2 行 = 入库 1 + 已更新 0 + 剔除 0 + 跳过 1（标题、表头、合计、空行）
  导入编号 4；撤销用 jicai undo 4
  接下来：jicai report 写报告，jicai status 看有什么数据
25200,9184
提示,更正.csv,,,,作为更正，1 行代替了以前文件里的同一行,不需要做什么；某一行以前是多少，用 jicai explain 看它的依据号,E372
已撤销编号 4 的导入（更正.csv，共 2 行）；它更新过的记录恢复为原来的内容。
它代替的编号 3 的导入恢复为原来的样子。
25200,11200
## A cell that could not be read and a name that no list has, then the table mended under its own name and an alias: the hospital is ranked, its month is complete, the issues are gone.
$ . ./v; rm jicai.db; sed -i '/DD202407201-1,/s/,2024-07-[0-9]*$/,2024-07-32/; /DD202405201-2,/s/H33078200902,示例市中医院/,示例市中医医院/' s/采购明细.csv; jicai import s -q; ranked; reported; issues
● 采购明细.csv › 采购明细 › U37  验收日期 “2024-07-32”：不是日期，或没有这一天。请写成 2024-03-05 这样的日期；45325 这样的五位数是日期序号，请把这一列设成日期格式再保存。 [E245]
,示例市中医医院,,1,到期笔数不足
,示例市中医院,示例市,17,剔除金额过多
示例市中医医院,,已报,,,,
示例市中医院,已报,已报,已报,已报,已报,部分
错误,采购明细.csv,采购明细,U37,2024-07-32,验收日期：不是日期，或没有这一天,请写成 2024-03-05 这样的日期；45325 这样的五位数是日期序号，请把这一列设成日期格式再保存,E245
警告,采购明细.csv,采购明细,18,示例市中医医院,“示例市中医医院”不在机构名单中，像是名单里的 H33078200902 示例市中医院,如果是同一家，在别名表里写一行“机构”（写法填这里的名称，没有名称的填编码；标准名称填名单里的；空表：jicai template 别名），导入后就按一家计；编码丢了前导零的，也可以把那一列设为“文本”重新导出。在那以前这里的采购明细不算名单里那一家的，那一家的数会因此少：没有别的约定量就没有签约，没有别的采购就列为零采购。不是同一家的，补进机构名单,E338
$ . ./v; cp 原.csv s/采购明细.csv; printf '类别,写法,标准名称\n机构,示例市中医医院,示例市中医院\n' > s/别名.csv; jicai import s -q; ranked; reported; issues; jicai explain E245 -q 2>/dev/null
2,示例市中医院,示例市,19,严重滞后
示例市中医院,已报,已报,已报,已报,已报,已报
? 2
