A pharmacist's own exports: no column for the hospital, 产地 for the maker, tablets beside packs, a return, a maker in short.
$ printf '%s\n' 批次,药品名称,规格,生产企业,协议量,单位,协议期 第四批,恩格列净片,10mg*10片,江苏豪森药业集团有限公司,1200,盒,2024.05.01-2025.04.30 第四批,格列齐特缓释片,30mg*60片,北京福元医药股份有限公司,18000,,2024.05.01-2025.04.30 > 协议.csv
$ printf '%s\n' 入库日期,单号,药品名称,规格,产地,单位,数量,进价,进价金额,供货商,发票号 2024-05-03,R1,恩格列净片,10mg*10片,江苏豪森,盒,100,18.39,1839.00,国药,1001 2024-05-04,R2,恩格列净片,10mg,江苏豪森药业集团有限公司,片,500,1.839,919.50,国药,1002 2024-05-05,R3,格列齐特缓释片,30mg*60片,江苏,瓶,30,36.88,1106.40,国药,1003 2024-05-06,R4,格列齐特缓释片,30mg*60片,北京福元医药股份有限公司,瓶,-5,36.88,-184.40,国药,1004 > 入库.csv
$ jicai import 协议.csv 入库.csv -q
● 协议.csv › 协议：像是约定采购量（agreement），但没有“医疗机构编码（inst_code）/医疗机构名称（inst_name）”列，文件名和表上面的标题里也没有写。整张表只有一家机构（一个批次、一个协议期）时，写进文件名（例如 某某县人民医院8月入库.csv）或表上面的标题（例如 第四批，协议期：2024-05-01—2025-04-30）；不止一个时，请补上这一列（用 / 隔开的有一列就行），或用 --profile 指明哪一列是它。 [E394]
● 入库.csv › 入库：像是采购明细（purchase），但没有“医疗机构编码（inst_code）/医疗机构名称（inst_name）”列，文件名和表上面的标题里也没有写。整张表只有一家机构（一个批次、一个协议期）时，写进文件名（例如 某某县人民医院8月入库.csv）或表上面的标题（例如 第四批，协议期：2024-05-01—2025-04-30）；不止一个时，请补上这一列（用 / 隔开的有一列就行），或用 --profile 指明哪一列是它。 [E394]
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
$ mkdir 本院; mv 协议.csv 本院/杭江县人民医院协议.csv; mv 入库.csv 本院/杭江县人民医院入库.csv; jicai import 本院 -q
$ jicai report --sheet 机构品种明细 --sheet 非中选与可替代 --region 浙江 --format csv -o 表 -q; cut -d, -f4,10-12 表/机构品种明细.csv; cut -d, -f4-7 表/非中选与可替代.csv
通用名,约定量,已完成,完成率(%)
恩格列净片,12000,500,4.17
格列齐特缓释片,18000,0,0.00
品种,中选量,非中选量,可替代量
恩格列净片,500,0,0
格列齐特缓释片,0,0,0
$ jicai check --region 浙江 --rule 像是中选企业的简称 -q; jicai check --region 浙江 --rule maker_unknown -q

警告  像是中选企业的简称  maker_alike  1 条
  对象          事项                           应为  实际  影响  依据号
  （全部机构）  恩格列净片 10mg*10片 江苏豪森  在别名表里写一行“企业”（空表：jicai template 别名）：是同一企业，写法和标准名称各写一格；不是，两格都写这个写法，导入后就算作非中选  企业“江苏豪森”像是中选企业“江苏豪森药业集团有限公司”的简称，分不清是不是它：没有计入完成量，也没有算作非中选（1 行）  1839  line:069e337e21f9:杭江县人民医院入库:2

共 1 条

警告  生产企业不明  maker_unknown  1 条
  对象          事项                           应为                      实际    影响  依据号
  （全部机构）  格列齐特缓释片 30mg*60片 江苏  请在生产企业列写企业全称  生产企业不明（“江苏”）：认不出是不是中选产品，没有计入完成量，也没有算作非中选（1 行）  1106.4  line:069e337e21f9:杭江县人民医院入库:4

共 1 条
? 1
## The table that it asks for may also say that it is another firm. The same hospital held against its own form, without the
## region: that is why nothing is not selected.
$ printf '%s\n' 类别,写法,标准名称 企业,江苏豪森,江苏豪森 > 不是.csv; jicai import 不是.csv -q; jicai report --sheet 平台格式报表 --region 浙江 -o 平台.xlsx -q; jicai reconcile 平台.xlsx -q
  医疗机构        批次                        指标                本程序  平台  差异  可能的原因
  杭江县人民医院  第四批国家组织药品集中采购  对应非中选产品总数       0     1     1  本库不知道这家机构的供应地区，没有一行算非中选：加 --region，或在机构表写“供应地区”
  杭江县人民医院  第四批国家组织药品集中采购  采购非中选产品数         0     1     1  本库不知道这家机构的供应地区，没有一行算非中选：加 --region，或在机构表写“供应地区”
  杭江县人民医院  第四批国家组织药品集中采购  非中选超量产品数         0     1     1  本库不知道这家机构的供应地区，没有一行算非中选：加 --region，或在机构表写“供应地区”
  杭江县人民医院  第四批国家组织药品集中采购  非中选超额产品数         0     1     1  本库不知道这家机构的供应地区，没有一行算非中选：加 --region，或在机构表写“供应地区”

相符 15 项，差异 4 项
? 1
## A name alone is no key; one of those that hold it is shown.
$ jicai explain 格列齐特缓释片 --region 浙江 -q
● 没有依据号“格列齐特缓释片”。请从报表的“依据号”一列原样复制；最接近的是“agr:杭江县人民医院:NVBP04:格列齐特缓释片:30mg:北京福元医药股份有限公司:2024-05-01”。 [E403]
? 2
## What the note asks for: the short name is the firm's, and the place was not the maker.
$ printf '%s\n' 类别,写法,标准名称 厂家,江苏豪森,江苏豪森药业集团有限公司 > 别名.csv; jicai import 别名.csv -q; jicai report --sheet 机构品种明细 --region 浙江 --format csv -o - -q | cut -d, -f4,10-12
通用名,约定量,已完成,完成率(%)
恩格列净片,12000,1500,12.50
格列齐特缓释片,18000,0,0.00
## One file of the import read again in the place of all: those left behind are named.
$ sed 's/,江苏,/,北京福元医药股份有限公司,/' 本院/杭江县人民医院入库.csv > 本院/新.csv; mv 本院/新.csv 本院/杭江县人民医院入库.csv; jicai import --replace 2 本院/杭江县人民医院入库.csv
● 编号 2 的导入里这些文件没有再次导入，其中的数据不再计入：杭江县人民医院协议.csv。需要它们时请再导入一次。 [E393]
  文件                    识别为    读入行数  入库  已更新  剔除  跳过
  杭江县人民医院入库.csv  采购明细         5     4       0     0     1

  共读入 5 行 = 入库 4 + 已更新 0 + 剔除 0 + 跳过 1（标题、表头、合计、空行）
  导入编号 5；撤销用 jicai undo 5
  接下来：jicai report 写报告，jicai status 看有什么数据
