Option > environment > jicai.ini > default, each value with its origin.
$ jicai config | tr -s " " | sed -n 1,6p
 名称 值 默认 来自 允许 含义 依据
 db jicai.db jicai.db 默认 — 数据库文件 —
 lang zh zh 默认 — 语言：zh 中文，en 英文 —
 config — jicai.ini — — 读到的配置文件 —
 agreement.unit min min 默认 min | pack 约定采购量没有写单位时：min 最小制剂单位，pack 包装 规则书 1
 budget.on_time 0.95 0.95 默认 0–1 总额不降低：按期支付金额占比不低于，才算履行合同 规则书 12；义乌 2020 任务 6
$ printf 'db = 县.db\nfulfil.alarm = 0.7\n[payment]\nscope = selected\n' > jicai.ini; jicai config | tr -s " " | grep -E '^ (db|config|fulfil.alarm|payment.scope) '
 db 县.db jicai.db jicai.ini — 数据库文件 —
 config jicai.ini jicai.ini 默认 — 读到的配置文件 —
 fulfil.alarm 0.7 0.8 jicai.ini 0–1 严重滞后线：完成率低于序时进度的这个倍数 规则书 4.5
 payment.scope selected all jicai.ini all | selected | medicine 货款统计范围：all 全部药品和耗材，selected 集采中选，medicine 药品 规则书 7.2
$ JICAI_DB=环境.db jicai config --set fulfil.alarm=0.9 --lang zh | tr -s " " | grep -E '^ (db|lang|fulfil.alarm) '
 db 环境.db jicai.db 环境变量 — 数据库文件 —
 lang zh zh 命令行 — 语言：zh 中文，en 英文 —
 fulfil.alarm 0.9 0.8 --set 0–1 严重滞后线：完成率低于序时进度的这个倍数 规则书 4.5
$ JICAI_DB=环境.db jicai config --db 选项.db | tr -s " " | grep -E '^ db '
 db 选项.db jicai.db 命令行 — 数据库文件 —
$ printf '\xEF\xBB\xBF[参数]\r\nregion.supply = 浙江\r\n' > bom.ini; jicai config --config bom.ini | tr -s " " | grep region
 region.supply 浙江 — jicai.ini 省份或城市 医疗机构没有写供应地区、编码也看不出时的供应地区 规则书 2.5
$ printf 'region.supply = \xd5\xe3\xbd\xad\n' > gbk.ini; jicai config --config gbk.ini | tr -s " " | grep region
 region.supply 浙江 — jicai.ini 省份或城市 医疗机构没有写供应地区、编码也看不出时的供应地区 规则书 2.5
$ printf 'fulfil.alram = 0.7\n' > jicai.ini; jicai config
● jicai.ini › 第 1 行：没有参数“fulfil.alram”，最接近的是“fulfil.alarm”。用 jicai config 查看全部参数。 [E401]
? 7
$ printf 'lang = zh\nfulfil.alarm = 7\n' > jicai.ini; jicai config
● jicai.ini › 第 2 行：参数 fulfil.alarm 不能是“7”，允许：0–1。请改成允许的值。 [E402]
? 7
## What stands there twice is told with both lines; the second counts, as it does in the end.
$ printf 'fulfil.alarm = 0.7\n\n[fulfil]\nalarm = 0.6\n' > jicai.ini; jicai config | tr -s " " | grep alarm
● jicai.ini › 第 4 行  fulfil.alarm “0.6”：这个文件的第 1 行已经写过它（“0.7”），以这一行为准。请只留一行。 [E635]
 fulfil.alarm 0.6 0.8 jicai.ini 0–1 严重滞后线：完成率低于序时进度的这个倍数 规则书 4.5
## A line holds 199 bytes; a longer comment loses its end, a longer setting is refused by its line.
$ printf '; %0250d\nfulfil.alarm = 0.7%0181d\n# %0250d\nfulfil.alarm = 0.6' 0 0 0 > jicai.ini; jicai config 2>&1 | sed 's/0\{50,\}/0*/g' | tr -s " " | grep alarm
● jicai.ini › 第 4 行 fulfil.alarm “0.6”：这个文件的第 2 行已经写过它（“0.70*”），以这一行为准。请只留一行。 [E635]
 fulfil.alarm 0.6 0.8 jicai.ini 0–1 严重滞后线：完成率低于序时进度的这个倍数 规则书 4.5
$ printf '; %0250d\nlang = zh\nfulfil.alarm = 0.7%0182d\nfulfil.alarm\n' 0 0 > jicai.ini; jicai config 2>&1 | sed 's/0\{50,\}/0*/g'
● jicai.ini › 第 3 行：配置文件这一行太长（fulfil.alarm = 0.70*…），最多 199 个字节（约 66 个汉字）。请写短一些；说明另起一行，以 ; 开头。 [E637]
? 7
$ printf 'fulfil.alarm\n' > jicai.ini; jicai config
● jicai.ini › 第 1 行：配置文件这一行看不懂（fulfil.alarm）。请写成 参数 = 值，例如 fulfil.alarm = 0.8。 [E610]
? 7
$ jicai help | sed -n 1,1p
jicai 0.1.0  集采核查：把集采的约定量、采购和付款表格变成有据可查的排名报表
$ jicai config --config 没有.ini
● 没有.ini：配置文件读不了（没有这个文件或文件夹）。请检查 --config 后面的路径。 [E611]
? 7
$ rm jicai.ini; jicai config --set fulfil.alarm
● “fulfil.alarm”：参数要写成 名称=值。例如 --set fulfil.alarm=0.8；用 jicai config 查看全部参数。 [E618]
? 2
$ jicai config --set fulfil.alam=1
● 没有参数“fulfil.alam”，最接近的是“fulfil.alarm”。用 jicai config 查看全部参数。 [E401]
? 7
$ jicai config --set payment.rule_other='days many'
● 参数 payment.rule_other 不能是“days many”，允许：eom-next | days N。请改成允许的值。 [E402]
? 7
$ JICAI_LANG=fr jicai config
● 环境变量 JICAI_LANG 不能是“fr”。可以写：zh | en。 [E626]
? 7
$ JICAI_LANG=en jicai config | tr -s " " | sed -n 1,4p
 Name Value Default From Allowed Meaning Source
 db jicai.db jicai.db default — database file —
 lang en zh environment — language: zh Chinese, en English —
 config — jicai.ini — — configuration file that was read —
## A file to begin with: every parameter, its default, range and source; what is at its default keeps following the program.
$ rm -f jicai.ini; jicai config -o jicai.ini --set fulfil.alarm=0.7; head -6 jicai.ini; grep -c ' = ' jicai.ini; grep -v '^;' jicai.ini | grep .; jicai config | grep 'jicai.ini *0–1'; jicai config -o jicai.ini
全部参数已写到 jicai.ini，改好后用 jicai config 核对。
; jicai 的参数，一行一个。行首有分号的不起作用：要改哪个，就去掉它的分号。

; 约定采购量没有写单位时：min 最小制剂单位，pack 包装（允许 min | pack，默认 min；规则书 1）
; agreement.unit = min

; 总额不降低：按期支付金额占比不低于，才算履行合同（允许 0–1，默认 0.95；规则书 12；义乌 2020 任务 6）
40
fulfil.alarm = 0.7
  fulfil.alarm            0.7               0.8               jicai.ini  0–1                           严重滞后线：完成率低于序时进度的这个倍数              规则书 4.5
● 已经有文件“jicai.ini”，没有覆盖。请换一个空文件夹，或先移走它。 [E617]
? 8
$ sed -i 's/^; \([a-z_]*\.[a-z_.]* = ..*\)/\1/' jicai.ini; jicai config --json | grep -c '"origin":"jicai.ini"'
39
