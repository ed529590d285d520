The worked example of docs/rules.md, and what is said of rules that are wrong.
$ mkdir 规则; sed -n '/^```sql$/,/^```$/p' "$EXAMPLES/../docs/rules.md" | grep -v '^```' > 规则/severe_share.sql; jicai sample 示例 -q; sed -n '/^```sh$/,/^```$/p' "$EXAMPLES/../docs/rules.md" | grep -v '^```' > commands; while read -r c; do bash -c "$c" | grep -v '^  [^ ]*\.csv '; echo "= ${PIPESTATUS[0]}"; done < commands
  示例/中选目录.csv
  示例/付款台账.csv
  示例/机构.csv
  示例/正当理由.csv
  示例/约定采购量.csv
  示例/读我.txt
  示例/采购明细.csv
  接下来：jicai report 写报告，jicai status 看有什么数据
  文件            识别为      读入行数  入库  已更新  剔除  跳过

  共读入 114 行 = 入库 108 + 已更新 0 + 剔除 0 + 跳过 6（标题、表头、合计、空行）
  导入编号 2；撤销用 jicai undo 2
= 0
severe_share
  规则      严重滞后的产品过多
  级别      警告
  依据      本县 2024 年集采工作要点第五条
  算法      严重滞后的产品数 ÷ 签约产品数 > own.severe_share
  方向      占比越低越好
  参数      own.severe_share = 0.3　严重滞后产品的最高占比（默认 0.3，可以写 0–1；severe_share）

SELECT i.name,
  '签约产品 ' || count(*) || ' 个',
  '不超过 ' || scaled_text((SELECT scaled FROM param WHERE name = 'own.severe_share') * 100, 0, 2) || '%',
  '严重滞后 ' || sum(a.severe) || ' 个，占 ' || percent(sum(a.severe), count(*)),
  sum(iif(a.severe, a.share_value - a.done_value, 0)),
  'inst:' || key_part(iif(i.code = '', i.name, i.code))
FROM agreement_status AS a JOIN inst_shown AS i ON i.id = a.inst
WHERE a.counts
GROUP BY i.id
HAVING rate_cmp(sum(a.severe), count(*), (SELECT scaled FROM param WHERE name = 'own.severe_share'), 10000) > 0

= 0
统计截止日 2024-09-15（数据里最后一个验收日；可用 --as-of 另选）

警告  严重滞后的产品过多  severe_share  2 条
  对象              事项           应为        实际                         影响  依据号
  示例镇中心卫生院  签约产品 3 个  不超过 30%  严重滞后 2 个，占 66.67%  1060.19  inst:H33078200903
  示例市中医院      签约产品 4 个  不超过 30%  严重滞后 2 个，占 50.00%  1007.49  inst:H33078200902

共 2 条
= 1
统计截止日 2024-09-15（数据里最后一个验收日；可用 --as-of 另选）

警告  严重滞后的产品过多  severe_share  1 条
  对象              事项           应为        实际                         影响  依据号
  示例镇中心卫生院  签约产品 3 个  不超过 60%  严重滞后 2 个，占 66.67%  1060.19  inst:H33078200903

共 1 条
= 1
统计截止日 2024-09-15（数据里最后一个验收日；可用 --as-of 另选）

报告已写到  ~/集采核查报告.xlsx
= 0
## It is on 说明, with its parameter, and in the fingerprint; the counts of a run have it.
$ jicai report --rules 规则 --sheet 说明 --format csv -o - -q | grep "severe_share\|严重滞后的产品过多"; for r in "" "--rules 规则"; do jicai report $r --sheet 说明 --format csv -o - -q | grep -c "$(jicai report --sheet 说明 --format csv -o - -q | grep 数据指纹)"; jicai run 示例 $r -o r.xlsx | grep 核查发现; done
提示,规则 severe_share · 严重滞后的产品过多,标记了 2 家机构，共 3 家：请先核对口径和数据,
参数,严重滞后产品的最高占比,own.severe_share = 0.3,severe_share · 默认
规则,严重滞后的产品过多,严重滞后的产品数 ÷ 签约产品数 > own.severe_share（占比越低越好）,本县 2024 年集采工作要点第五条
1
核查发现  错误 7 条，警告 1 条，提示 13 条
0
核查发现  错误 7 条，警告 3 条，提示 14 条
$ jicai check --rules 规则 --set own.severe_share=2
● 参数 own.severe_share 不能是“2”，允许：0–1。请改成允许的值。 [E402]
? 7
$ jicai check --rules 规则 --set own.severe_shar=0.2
● 没有参数“own.severe_shar”，最接近的是“own.severe_share”。用 jicai config 查看全部参数。 [E401]
? 7
$ jicai check --set own.severe_share=0.2
● 没有参数“own.severe_share”，最接近的是“hint.rush_share”。用 jicai config 查看全部参数。 [E401]
? 7
## In jicai.ini, which all commands read, it troubles only those that read rules.
$ echo 'own.severe_share = 0.6' > jicai.ini; jicai status | head -n 1; jicai check --rules 规则 --rule severe_share -q | tail -n 1; echo 'own.severe_shar = 0.6' > jicai.ini; jicai check --rules 规则; rm jicai.ini
数据库  jicai.db（1032 KB）
共 1 条
● jicai.ini › 第 1 行：没有参数“own.severe_shar”，最接近的是“own.severe_share”。用 jicai config 查看全部参数。 [E401]
$ jicai check --rules 没有
● 没有：规则文件夹或规则文件读不了（没有这个文件或文件夹）。请检查 --rules 后面的路径；规则是 UTF-8 的 .sql 文件，每个不超过 1 MB，最多 64 个。 [E493]
? 7
$ mkdir 空; jicai check --rules 空
● 空：规则文件夹或规则文件读不了（0 × *.sql）。请检查 --rules 后面的路径；规则是 UTF-8 的 .sql 文件，每个不超过 1 MB，最多 64 个。 [E493]
? 7
$ jicai rules --rules 规则 | tail -n 2; jicai rules show severe_share --rules 规则 | head -n 6
  zero_purchase            错误  零采购                            规则书 4.5
  severe_share             警告  严重滞后的产品过多                本县 2024 年集采工作要点第五条
severe_share
  规则      严重滞后的产品过多
  级别      警告
  依据      本县 2024 年集采工作要点第五条
  算法      严重滞后的产品数 ÷ 签约产品数 > own.severe_share
  方向      占比越低越好
## In English it shows the halves that it has in English, and the others as they are.
$ mkdir 英; sed 's/^-- formula: .*/&\n-- formula_en: products far behind ÷ products agreed > own.severe_share/' 规则/severe_share.sql > 英/x.sql; for r in 规则 英; do jicai rules show severe_share --rules $r --lang en | head -n 6; jicai report --rules $r --lang en --sheet Notes --format csv -o - -q | grep ^Rules.*far; done
severe_share
  Rule      too many products far behind
  Severity  warning
  Source    本县 2024 年集采工作要点第五条
  Formula   严重滞后的产品数 ÷ 签约产品数 > own.severe_share
  Direction 占比越低越好
Rules,far behind the time share,0 < q/Q* < fulfil.alarm × time share (completion: the higher the better),rule book 4.5
Rules,too many products far behind,严重滞后的产品数 ÷ 签约产品数 > own.severe_share (占比越低越好),本县 2024 年集采工作要点第五条
severe_share
  Rule      too many products far behind
  Severity  warning
  Source    本县 2024 年集采工作要点第五条
  Formula   products far behind ÷ products agreed > own.severe_share
  Direction 占比越低越好
Rules,far behind the time share,0 < q/Q* < fulfil.alarm × time share (completion: the higher the better),rule book 4.5
Rules,too many products far behind,products far behind ÷ products agreed > own.severe_share (占比越低越好),本县 2024 年集采工作要点第五条
$ jicai status --rules 规则
● 命令 status 不用选项“--rules”。用 jicai help status 查看它的选项。 [E632]
? 2
## Mistakes name file and line.
$ mkdir 错; printf 'bad() { printf "%%s\\n" "$@" > 错/x.sql; jicai check --rules 错 2>&1 | grep -v 统计截止日; return ${PIPESTATUS[0]}; }\nF=("-- id: x" "-- title_zh: 名" "-- severity: note")\n' > v
$ . ./v; bad "${F[@]}" "SELECT 1, 2, 3," "  4, nowhere, 6"
● 错/x.sql › 5：规则的 SQL 看不懂（没有这一列：nowhere）。请改正这一行；表和列见 docs/rules.md，可与 jicai rules show zero_purchase 对照。 [E519]
? 7
$ . ./v; bad "${F[@]}" "SELECT 1, 2, 3"
● 错/x.sql › 4：规则给出了 3 列，应当是 6 列。六列依次是：对象、事项、应为、实际、影响（万分之一元）、依据号。 [E496]
? 7
$ . ./v; bad "${F[@]}" "DELETE FROM purchase"
● 错/x.sql › 4：规则只能是一条只读的 SELECT 语句。请只写一条 SELECT，不要写入。 [E508]
? 7
$ . ./v; bad "${F[@]}" "SELECT 1,2,3,4,5,6; DELETE FROM purchase"
● 错/x.sql › 4：规则只能是一条只读的 SELECT 语句。请只写一条 SELECT，不要写入。 [E508]
? 7
$ . ./v; bad "${F[@]}" "SELECT 1,2,3,4,5,6 /* open"
● 错/x.sql › 4：规则运行出错（语句不完整）。请检查 SELECT；六列中只有“影响”可以是 NULL；文字可用 coalesce(…, '')。 [E495]
? 7
$ . ./v; bad "${F[@]}" "PRAGMA table_info(purchase)"
● 错/x.sql › 4：规则只能是一条只读的 SELECT 语句。请只写一条 SELECT，不要写入。 [E508]
? 7
$ . ./v; bad "${F[@]}"
● 错/x.sql › 4：规则只能是一条只读的 SELECT 语句。请只写一条 SELECT，不要写入。 [E508]
? 7
$ . ./v; bad "${F[@]}" "SELECT NULL,2,3,4,5,6"
● 错/x.sql › 4：规则运行出错（NOT NULL constraint failed: finding.subject）。请检查 SELECT；六列中只有“影响”可以是 NULL；文字可用 coalesce(…, '')。 [E495]
? 7
$ . ./v; bad "${F[@]}" "SELECT 1,2,3,4,5.5,6"
● 错/x.sql › 4：规则的“影响”一列必须是整数（万分之一元）或 NULL，不能是“5.5”。请用整数计算，需要除法时用 muldiv(a, b, c)。 [E459]
? 7
$ . ./v; bad "${F[@]}" "-- seconds: 1" "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i,i,i,i,i,i FROM n WHERE i < 0"
● 错/x.sql › 5：规则运行超过 1 秒，已停止。请检查连接条件，或在文件开头写 -- seconds: 60。 [E497]
? 7
$ . ./v; bad "${F[@]}" "-- seconds: soon" "SELECT 1,2,3,4,5,6"
● 错/x.sql › 4  “-- seconds: soon”：规则文件开头的说明缺一行，或这一行看不懂。请写成：-- seconds: 1–600。 [E494]
? 7
$ . ./v; bad "-- id: X" "SELECT 1,2,3,4,5,6"
● 错/x.sql › 1  “-- id: X”：规则文件开头的说明缺一行，或这一行看不懂。请写成：-- id: own_rule。 [E494]
? 7
$ . ./v; bad "-- id: behind" "SELECT 1,2,3,4,5,6"
● 错/x.sql › 1：“behind”已经有了。请给规则或参数换一个名称。 [E498]
? 7
$ . ./v; bad "-- id: x" "-- title_zh: 名" "-- severity: bad" "SELECT 1,2,3,4,5,6"
● 错/x.sql › 3  “-- severity: bad”：规则文件开头的说明缺一行，或这一行看不懂。请写成：-- severity: error | warning | note。 [E494]
? 7
$ . ./v; bad "${F[@]}" "-- param: own.a | 2 | 0 | 1 | 名" "SELECT 1,2,3,4,5,6"
● 错/x.sql › 4：参数 own.a 不能是“2”，允许：0–1。请改成允许的值。 [E402]
? 7
$ . ./v; bad "${F[@]}" "-- param: own.a | 2" "SELECT 1,2,3,4,5,6"
● 错/x.sql › 4  “own.a”：规则文件开头的说明缺一行，或这一行看不懂。请写成：-- param: own.limit | 0.5 | 0 | 1 | 中文 | English。 [E494]
? 7
$ . ./v; bad "${F[@]}" "-- param: fulfil.near | 0 | 0 | 1 | 名" "SELECT 1,2,3,4,5,6"
● 错/x.sql › 4：“fulfil.near”已经有了。请给规则或参数换一个名称。 [E498]
? 7
## A rule may read what the others found, end with ; and have Windows line ends.
$ . ./v; printf '%s\r\n' $'\xEF\xBB\xBF'"${F[0]}" "${F[@]:1}" "SELECT rule, count(*), '', '', NULL, '' FROM finding WHERE rule = 'behind_severe' GROUP BY rule;" > 错/x.sql; jicai check --rules 错 --rule x -q

提示  名  x  1 条
  对象           事项  应为  实际  影响  依据号
  behind_severe  3     —     —        —  —

共 1 条
? 1
## What is written in both languages is told in that of the reader; what is not, as it stands.
$ mkdir 两; printf '%s\n' "-- id: both" "-- title_zh: 两种" "-- title_en: both" "-- severity: note" "SELECT i.name, words('共 ', 'in all ') || count(*) || words(' 个', ''), '中文', words('最大 ', 'largest ') || max(a.agreed / 10000), NULL, '' FROM ind_agreement AS a JOIN inst_shown AS i ON i.id = a.inst GROUP BY i.id" > 两/both.sql; printf '%s\n' "-- id: again" "-- title_zh: 再说一遍" "-- severity: note" "SELECT subject, item, expected, actual, NULL, '' FROM finding WHERE rule = 'zero_purchase'" > 两/again.sql
$ for l in zh en; do for r in both again; do jicai check --rules 两 --rule $r --lang $l -q; done; done

提示  两种  both  3 条
  对象              事项     应为  实际        影响  依据号
  示例市中医院      共 4 个  中文  最大 18000     —  —
  示例市人民医院    共 4 个  中文  最大 36000     —  —
  示例镇中心卫生院  共 3 个  中文  最大 7200      —  —

共 3 条

提示  再说一遍  again  1 条
  对象              事项                                                应为         实际                影响  依据号
  示例镇中心卫生院  恩格列净片 10mg 江苏豪森药业集团有限公司（NVBP04）  序时 46.03%  已完成 0，约定 600     —  —

共 1 条

note  both  both  3
  Subject           Item      Expected  Actual         Impact  Key
  示例市中医院      in all 4  中文      largest 18000       —  —
  示例市人民医院    in all 4  中文      largest 36000       —  —
  示例镇中心卫生院  in all 3  中文      largest 7200        —  —

3 findings

note  再说一遍  again  1
  Subject           Item                                               Expected           Actual                Impact  Key
  示例镇中心卫生院  恩格列净片 10mg 江苏豪森药业集团有限公司 (NVBP04)  time share 46.03%  bought 0, agreed 600       —  —

1 findings
? 1
