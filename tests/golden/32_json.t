With --json nothing but objects stands on stdout, and the summary is the last, whatever is wrong; English messages are English.
$ jicai sample s -q > /dev/null; jicai import s -q; jicai status --zzz --json 2> /dev/null | sed -E 's/("type":"[a-z]+").*/\1/'; jicai status --db= --json 2> /dev/null | tail -1
{"schema":1,"type":"error"
{"schema":1,"type":"summary"
{"schema":1,"type":"summary","exit":2}
? 2
$ jicai report --sheet 2 --format csv -o - --json
{"schema":1,"type":"error","severity":"error","code":"E607","file":"","sheet":"","cell":"","field":"","value":"--output -","problem":"--output - 和 --json 不能同时使用","cure":"请只用其中一个"}
● --output - 和 --json 不能同时使用。请只用其中一个。 [E607]
{"schema":1,"type":"summary","exit":2}
? 2
$ jicai map s/机构.csv --save - --json 2> /dev/null | tail -1
{"schema":1,"type":"summary","exit":2}
? 2
$ jicai import s --errors - --json --lang en
{"schema":1,"type":"error","severity":"error","code":"E607","file":"","sheet":"","cell":"","field":"","value":"--errors -","problem":"--errors - and --json exclude each other","cure":"Give only one of them"}
● --errors - and --json exclude each other. Give only one of them. [E607]
{"schema":1,"type":"summary","exit":2}
? 2
$ jicai template 机构 -o - --json 2> /dev/null | tail -1
{"schema":1,"type":"summary","exit":2}
? 2
$ jicai rules doc --json 2> /dev/null | tail -1
{"schema":1,"type":"summary","exit":2}
? 2
$ jicai report --sheet 机构执行 --lang en -o x.xlsx; jicai report --sheet zzzzzzzz --lang en -o x.xlsx; jicai explain nothing --lang en
cut-off day 2024-09-15 (last acceptance day in the data; --as-of chooses another)
● there is no sheet named “机构执行” (nearest: Institution ranking). Give --sheet the name or number of a sheet, for example --sheet 2. [E701]
cut-off day 2024-09-15 (last acceptance day in the data; --as-of chooses another)
● there is no sheet named “zzzzzzzz” (nearest: Notes, Overview, Institution ranking, Platform form, Product progress, Agreements, Behind, Non-selected, Prices, Payment ranking, Overdue, Overdue by age, Due soon, Distributors, On-line and invoices, Watch lists, Surplus retention, Reporting, Data issues). Give --sheet the name or number of a sheet, for example --sheet 2. [E701]
cut-off day 2024-09-15 (last acceptance day in the data; --as-of chooses another)
● there is no KEY “nothing”, nor any like it. Copy it as it stands in the last column (Key) of the report; jicai help explain tells what it is where a sheet has none. [E400]
? 2
