A workbook for each institution, its answers read back.
$ jicai sample s >/dev/null 2>&1; jicai import s -q
$ jicai split
● 没有指明文件夹。请用 -o 指明放工作簿的文件夹，例如 jicai split -o 各机构。 [E640]
? 2
$ jicai split -o 各机构 --as-of 2024-09-30
统计截止日 2024-09-30
  医疗机构          滞后与零采购  逾期未付  未来到期  文件
  示例市中医院                 2         4         0  各机构/H33078200902_示例市中医院.xlsx
  示例镇中心卫生院             2         5         1  各机构/H33078200903_示例镇中心卫生院.xlsx

已写好 2 个工作簿，发给各机构填写；收回后用 jicai import --feedback 文件… 读入
## The same input gives the same bytes.
$ jicai split -o again --as-of 2024-09-30 -q >/dev/null 2>&1; diff -r 各机构 again && echo same
same
## Only its own rows, worst first, with what is needed in packs; the key is there and hidden, the rest is locked.
$ jicai dump 各机构/H33078200902_*.xlsx | sed 's/指纹 [0-9a-f]*/指纹 …/'
示例市中医院  滞后与零采购产品及未完成原因
"统计截止日 2024-09-30    规则版本 0.1.0    数据指纹 …    未报机构 0 家
填写说明：只填黄色的两列。“未完成原因”请从下拉列表中选择，其他情况写在“补充说明”里；填好后保存，发回本文件即可，可以改文件名。其余单元格已锁定，请勿改动。"
批次编码,通用名,规格,中选企业,协议止,计量单位,约定量,已完成,完成率(%),序时进度(%),进度差,状态,剩余,每30天需,每30天需(包装),责任,未完成原因,补充说明,依据号
NVBP04,恩格列净片,10mg,江苏豪森药业集团有限公司,2025-03-31,片,2400,850,0.3542,0.5014,-14.72,低于序时,1550,255.49,26,医院,,,agr:H33078200902:NVBP04:恩格列净片:10mg:江苏豪森药业集团有限公司:2024-04-01
NVBP02,阿卡波糖胶囊,50mg,四川绿叶制药股份有限公司,2025-03-31,粒,18000,6600,0.3667,0.5014,-13.47,低于序时,11400,1879.12,63,医院,,,agr:H33078200902:NVBP02:阿卡波糖胶囊:50mg:四川绿叶制药股份有限公司:2024-04-01
$ jicai dump 各机构/H33078200903_*.xlsx --sheet 未来到期 | sed '1d; s/指纹 [0-9a-f]*/指纹 …/'
"统计截止日 2024-09-30    规则版本 0.1.0    数据指纹 …    未报机构 0 家
本表供安排付款用，不用填写"
应付日期,剩余天数,配送企业,发票号,订单明细号,通用名,验收日期,未付金额,依据号
2024-10-15,15,浙中示例药业有限公司,240931090082,DD202409301-4,恩格列净片,2024-09-15,708,line:24f90d66ab50:采购明细:64
$ unzip -p 各机构/H33078200902_*.xlsx xl/worksheets/sheet1.xml | grep -oE '<sheetProtection[^>]*>|<col [^>]*hidden[^>]*>|<dataValidation type[^>]*>'
<col min="19" max="19" width="31.7109375" hidden="1" customWidth="1"/>
<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>
<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" errorTitle="请从列表中选择" error="请从下拉列表中选择一项；其他情况请写在“补充说明”里。" sqref="Q4:Q5">
## It comes back under another name, sorted otherwise, as csv: two answers, one of them with a note.
$ jicai dump 各机构/H33078200902_*.xlsx > all.csv; (sed -n 1,4p all.csv; sed -n '5,$p' all.csv | tac | sed '1s/,,,agr/,生产企业缺货,,agr/; 2s/,,,agr/,其他,"科室,搬迁",agr/') > 回执.csv
$ jicai import --feedback 回执.csv
  文件      识别为    读入行数  入库  已更新  剔除  跳过
  回执.csv  正当理由         5     2       0     0     3

  共读入 5 行 = 入库 2 + 已更新 0 + 剔除 0 + 跳过 3（标题、表头、合计、空行）
  导入编号 3；撤销用 jicai undo 3
  接下来：jicai report 写报告，jicai status 看有什么数据
$ jicai report --sheet 6 --format json -o - --as-of 2024-09-30 2>/dev/null | grep -oE '"(医疗机构|通用名|未完成原因)":("[^"]*"|null)' | paste - - -
"医疗机构":"示例镇中心卫生院"	"通用名":"恩格列净片"	"未完成原因":""
"医疗机构":"示例镇中心卫生院"	"通用名":"替米沙坦片"	"未完成原因":""
"医疗机构":"示例市中医院"	"通用名":"恩格列净片"	"未完成原因":"机构填报：其他：科室,搬迁"
"医疗机构":"示例市中医院"	"通用名":"阿卡波糖胶囊"	"未完成原因":"机构填报：生产企业缺货"
## Nothing of it is an accepted reason: rates and sums are as before.
$ jicai report --sheet 10 --format csv -o - --as-of 2024-09-30 2>/dev/null | head -2
﻿医疗机构,机构编码,配送企业,发票号,订单明细号,验收日期,应付日期,付款期限规则,应付金额,已付金额,未付金额,逾期天数,账龄,理由,依据号
示例镇中心卫生院,H33078200903,浙中示例药业有限公司,240631090061,DD202406301-4,2024-06-15,2024-07-15,days 30,708.00,0.00,708.00,77,61–90,发票信息有误，等待配送企业重开,line:24f90d66ab50:采购明细:32
## A reason for not paying; another answer for a row; a key that nobody knows.
$ jicai dump 各机构/H33078200902_*.xlsx --sheet 逾期未付 | sed '5s/,,,line/,医保基金未拨付,,line/' > 未付.csv; sed -i 's/生产企业缺货/配送不及时/; s/江苏豪森药业集团有限公司:2024-04-01/江苏豪森药业集团有限公司:2023-04-01/' 回执.csv
$ jicai import --feedback 未付.csv 回执.csv
● 回执.csv › 回执 › S5：依据号“agr:H33078200902:NVBP04:恩格列净片:10mg:江苏豪森药业集团有限公司:2023-04-01”在数据库里找不到。请核对这一列是否被改动，发出工作簿时用的是不是同一个数据库；原表重新导出过的，请重新 split 后填写。 [E381]
● 回执.csv › 回执 › Q4：同一行有不同的答复：先前是“生产企业缺货”（回执.csv › 回执 › 4），现在按“配送不及时”。如应以先前的为准，请用 jicai undo 撤销这次导入。 [E382]
● 回执.csv：有 1 行正当理由替换了以前导入的同一记录。不需要做什么；jicai log 可查。 [E333]
  文件      识别为    读入行数  入库  已更新  剔除  跳过
  未付.csv  正当理由         7     1       0     0     6
  回执.csv  正当理由         5     1       0     1     3

  共读入 12 行 = 入库 2 + 已更新 0 + 剔除 1 + 跳过 9（标题、表头、合计、空行）
  导入编号 4；撤销用 jicai undo 4
  接下来：jicai report 写报告，jicai status 看有什么数据
? 3
$ jicai report --sheet 10 --format csv -o - --as-of 2024-09-30 2>/dev/null | grep 机构填报
示例市中医院,H33078200902,浙中示例药业有限公司,240821090074,DD202408201-2,2024-08-10,2024-09-30,eom-next,515.60,0.00,515.60,0,0–30,机构填报：医保基金未拨付,line:24f90d66ab50:采购明细:48
$ jicai report --sheet 6 --format csv -o - --as-of 2024-09-30 2>/dev/null | grep -o '机构填报[^,]*'
机构填报：其他：科室
机构填报：配送不及时
$ jicai report --sheet 6 --lang en --format csv -o - --as-of 2024-09-30 2>/dev/null | grep -o 'reported[^,]*'; jicai report --sheet 10 --lang en --format csv -o - --as-of 2024-09-30 2>/dev/null | grep -o 'reported[^,]*'
reported: Other: 科室
reported: Delivered late
reported: Fund not yet paid
## Each reason that the lists of the workbooks offer is known in both languages.
$ cd "$EXAMPLES/../src" && sed -n 's/.*| choose //p' report/split/*.sql | awk -F' / ' '{n=split($1,z,"、"); split($2,e,"、"); for(i=1;i<=n;i++){gsub(/\047/,"\047\047",e[i]); print "(\047" z[i] "\047, \047" e[i] "\047)"}}' | while IFS= read -r pair; do grep -qF "$pair" sql/views.sql && echo known || echo "$pair"; done | sort | uniq -c; cd - > /dev/null
     19 known
## Taken back, the earlier answer stands again. What was answered stands in the next workbook.
$ jicai undo && jicai report --sheet 6 --format csv -o - --as-of 2024-09-30 2>/dev/null | grep -o '机构填报[^,]*'
已撤销编号 4 的导入（回执.csv、未付.csv，共 12 行）；它更新过的记录恢复为原来的内容。
机构填报：其他：科室
机构填报：生产企业缺货
$ jicai split -o next --as-of 2024-09-30 -q >/dev/null 2>&1; jicai dump next/H33078200902_*.xlsx | tail -1
NVBP02,阿卡波糖胶囊,50mg,四川绿叶制药股份有限公司,2025-03-31,粒,18000,6600,0.3667,0.5014,-13.47,低于序时,11400,1879.12,63,医院,生产企业缺货,,agr:H33078200902:NVBP02:阿卡波糖胶囊:50mg:四川绿叶制药股份有限公司:2024-04-01
## Another table is no answer.
$ jicai template 机构 -o 空.csv && jicai import --feedback 空.csv
空表已写到 空.csv，可用 WPS 或 Excel 打开填写。
● 空.csv：没有找到“依据号”和“未完成原因”（或“未付款原因”）列。--feedback 只读 jicai split 发出的工作簿；请保留这两列的表头，其他表格不要加 --feedback。 [E380]
● 没有一个文件可以读取，什么也没有入库。请按上面每个文件的提示处理后再试；可先试 jicai sample 示例文件夹，看看表格是什么样子。 [E620]
? 4
