Names of files whose bytes are no UTF-8 (GBK, as unzip leaves them) are shown, stored and written as what they say; others with U+FFFD.
$ jicai sample s >/dev/null 2>&1; f=$(printf '\262\311\271\272\303\367\317\270.csv'); mkdir g; cp s/采购明细.csv "g/$f"; head -1 s/采购明细.csv | cut -d, -f3- > "g/$(printf '\274\327\317\330\310\313\303\361\322\275\324\272.csv')"; sed -n 2p s/采购明细.csv | cut -d, -f3- | sed 's/DD2024/EE2024/g' >> "g/$(printf '\274\327\317\330\310\313\303\361\322\275\324\272.csv')"; printf 'a\n' > "g/$(printf '\377x.csv')"; jicai import g --json --db g.db | iconv -f utf-8 -t utf-8; jicai report --db g.db -q -o g.xlsx; jicai dump g.xlsx --sheet 来源与自检 | grep -E '采购|�|医院' | cut -d, -f1,4-9; jicai report --db g.db -q --format html -o - | iconv -f utf-8 -t utf-8 >/dev/null
{"schema":1,"type":"issue","severity":"error","code":"E310","file":"�x.csv","sheet":"�x","cell":"","field":"","value":"","problem":"没有找到认识的表头。前几行是：a","cure":"请确认这是采购明细、约定采购量、付款台账、机构名单、中选目录等表；用 jicai template 看标准表头（例如机构名单要有“医疗机构编码”“医疗机构名称”），或用 --profile 指明各列"}
{"schema":1,"type":"file","file":"采购明细.csv","kinds":"purchase","rows":64,"kept":63,"superseded":0,"rejected":0,"skipped":1,"state":"loaded"}
{"schema":1,"type":"file","file":"甲县人民医院.csv","kinds":"purchase","rows":2,"kept":1,"superseded":0,"rejected":0,"skipped":1,"state":"loaded"}
{"schema":1,"type":"file","file":"�x.csv","kinds":"","rows":null,"kept":null,"superseded":null,"rejected":null,"skipped":null,"state":"unknown"}
{"schema":1,"type":"summary","exit":3,"rows":66,"kept":64,"superseded":0,"rejected":0,"skipped":2,"import":2,"files":3,"loaded":2}
甲县人民医院.csv,采购明细,2,1,0,0,1
采购明细.csv,采购明细,64,63,0,0,1
签约产品数 = 零采购 + 低于序时 + 正常 + 超量,✔,0,0
采购明细有效行 = 计入各协议的行 + 各种原因没有计入的行,✔,64,64
$ f=$(printf '\262\311\271\272\303\367\317\270.csv'); jicai map "g/$f" --json | iconv -f utf-8 -t utf-8 | tail -1 | cut -c1-80; jicai import "g/$f" --db h.db 2>/dev/null | sed -n 2p; jicai dump "g/$(printf '\377x.csv')" --json --sheet 9 2>/dev/null | iconv -f utf-8 -t utf-8 | cut -c1-200
{"schema":1,"type":"summary","exit":0}
  采购明细.csv  采购明细        64    63       0     0     1
{"schema":1,"type":"error","severity":"error","code":"E609","file":"","sheet":"","cell":"","field":"","value":"9","problem":"没有名为“9”的工作表，这个文件里有：1 �x","cure":"用 
{"schema":1,"type":"summary","exit":2}
? 2
$ jicai run s -q --region "$(printf '\325\343\275\255')" -o r.xlsx 2>&1 | grep -ao E604
E604
? 2
