What a newcomer sees first, and what a slip of the finger gives.
$ jicai --version
jicai 0.1.0
$ jicai
● 没有命令。最简单的用法：jicai run 文件夹；用 jicai help 查看全部命令。 [E627]
? 2
$ jicai help | sed -n 1,24p
jicai 0.1.0  集采核查：把集采的约定量、采购和付款表格变成有据可查的排名报表

用法：jicai 命令 [参数] [选项]

从这里开始
  run PATH...                 一步到位：读入全部表格，核查，写出报告，显示排名
  sample DIR                  写出一套小例子，马上就能运行，也可以照着填

数据
  import PATH...              把文件或文件夹里的表格读进数据库
  status                      数据库里有什么：各种表格的文件数、行数、起止日期
  log                         导入记录：编号、时间、文件、行数，最近的在前
  undo                        撤销一次导入（默认最近一次）

核查与报告
  check                       列出核查发现的问题，最严重的在前
  report                      按数据库里的数据写报告
  publish                     发布一期：把这一期的数字、参数、规则和输入文件的指纹存档
  diff PERIOD                 比较两期（或两版），或者已发布的一期和现在的数据：哪些数字变了
  split -o DIR                给每家机构写一个工作簿，填写原因后可以读回
  reconcile FILE              把平台的“国采医疗机构带量执行报表”与本库逐项核对
  explain KEY                 一个数字从哪里来：每一行原始数据，计入还是没有计入，为什么

表格文件
$ jicai rnu 文件夹
● 没有命令“rnu”，最接近的是“run”。用 jicai help 查看全部命令。 [E601]
? 2
$ mkdir 数据 && jicai 数据
● “数据”是文件或文件夹，前面缺少命令。请写成 jicai run 数据。 [E630]
? 2
$ jicai 采购.xlsx
● “采购.xlsx”是文件或文件夹，前面缺少命令。请写成 jicai run 采购.xlsx。 [E630]
? 2
$ jicai import
● 命令 import 后面缺少 PATH。请写成 jicai import PATH。 [E605]
? 2
$ jicai report --shet 2
● 没有选项“--shet”，最接近的是“--sheet”。用 jicai help 命令 查看一个命令的选项。 [E602]
? 2
$ jicai check --strict
● 命令 check 不用选项“--strict”。用 jicai help check 查看它的选项。 [E632]
? 2
$ jicai report --format pdf
● 没有格式“pdf”。可用的格式：xlsx、csv、json、html、docx。 [E616]
? 2
$ jicai report -o 报告.pdf
● 报告不能写成“报告.pdf”。文件名请以 .xlsx、.html 或 .docx 结尾；.csv 和 .json 只写一张表，用 --sheet 选定；全部的表写成一个文件夹，例如 --format csv -o 报告。 [E643]
? 2
$ jicai report --month 2024-13
● 选项 --month 不能是“2024-13”。可以写：2024-09。 [E604]
? 2
$ jicai report --month 2024-09 --quarter 2024Q3
● --month 和 --quarter 不能同时使用。请只用其中一个。 [E607]
? 2
$ jicai report --as-of 2024-02-30
● 选项 --as-of 不能是“2024-02-30”。可以写：2024-09-30。 [E604]
? 2
$ jicai report --quarter 2024Q5 --lang en
● option --quarter cannot be “2024Q5”. Write: 2024Q3. [E604]
? 2
$ jicai status extra
● 多了一个参数“extra”。路径里有空格时请加引号；用法：jicai status。 [E606]
? 2
$ jicai dump
● 命令 dump 后面缺少 FILE。请写成 jicai dump FILE。 [E605]
? 2
$ jicai status --db ""; jicai status --db --quiet; jicai status --db=; printf 'db =\n' > a.ini; jicai status --config a.ini; rm a.ini; ls
● 选项 --db 后面缺少 FILE。请写成 --db FILE。 [E603]
● 选项 --db 后面缺少 FILE。请写成 --db FILE。 [E603]
● 选项 --db 后面缺少 FILE。请写成 --db FILE。 [E603]
● a.ini › 第 1 行：选项 db 不能是“”。可以写：jicai.db。 [E604]
数据
$ jicai run --as-of
● 选项 --as-of 后面缺少 DAY。请写成 --as-of DAY。 [E603]
? 2
$ jicai check --rule zero_purchase --rule payment_overdue; jicai check --rule zero_purchase --rule=zero_purchase --db 无.db
● 选项 --rule 写了两次，一次是“zero_purchase”，一次是“payment_overdue”。只留下一个；要看几个结果，请分几次运行。 [E634]
● “无.db”：没有这个数据库。请先用 jicai --db 无.db import 导入数据，或用 --db 指定位置。 [E505]
? 2
$ jicai run --quiet=yes x
● 选项 --quiet 不带值。请写成 --quiet。 [E608]
? 2
$ jicai --lang fr status
● 选项 --lang 不能是“fr”。可以写：zh | en。 [E604]
? 2
$ jicai help E203
E203  错误

  问题  代码被表格软件变成科学计数或超过15位，后几位已丢失
  怎么改  请从平台重新导出，或先把该列设为“文本”
$ jicai help E000
● 没有关于“E000”的说明，最接近的是“run”。可以写命令（jicai help run）或消息编号（jicai help E203）。 [E615]
? 2
$ jicai help undoo
● 没有关于“undoo”的说明，最接近的是“undo”。可以写命令（jicai help run）或消息编号（jicai help E203）。 [E615]
? 2
$ jicai undo --help | sed -n 1,6p
jicai undo [ID]

  撤销一次导入（默认最近一次）

  编号见 jicai log（1 是程序自带的目录，不能撤销）。撤销以后，同样的文件可以重新导入。
  撤销用 --replace 代替了别的一次的导入，被代替的那次原样恢复。
$ jicai rules shw
● 命令 rules 后面不能写“shw”。可以写：show ID | doc。 [E633]
? 2
$ jicai rules show zero_purchas
● 没有规则“zero_purchas”，最接近的是“zero_purchase”。用 jicai rules 查看全部规则。 [E613]
? 2
$ jicai check --rule zero_purchas
● 没有规则“zero_purchas”，最接近的是“zero_purchase”。用 jicai rules 查看全部规则。 [E613]
? 2
