A published issue ranked by something else is the report of that day by it, down to what sheet 说明 says of the other sheets.
$ jicai import "$EXAMPLES" --db p.db -q >/dev/null 2>&1; jicai publish --db p.db --month 2024-09 -q >/dev/null 2>&1; for by in 地区 医共体 级别 付款方; do rm -rf A B; jicai report --db p.db --month 2024-09 --by $by --format csv -o A -q && jicai report --db p.db --issue 2024-09 --by $by --format csv -o B -q && diff -r A B && echo same; done; grep -c 排名对象 B/说明.csv
same
same
same
same
2
