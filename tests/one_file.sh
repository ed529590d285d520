#!/usr/bin/env bash
# A rule is one file and a sheet is one file: two files are added, nothing of the program is compiled again, and they are
# everywhere that rules and sheets are. What was published before them stays as it was.
#
#   tests/one_file.sh BUILD CC LIBRARIES
set -uo pipefail
build=$(realpath "$1") cc=$2 libraries=$3
root=$(realpath "$(dirname "$0")/..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
check() { # what, command...
  local what=$1
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "one file: $what"; fi
}
has() { grep -qF -- "$2" "$1" || { echo "no “$2” in:"; head -5 "$1"; return 1; }; }

# The tree of the assets, with two files more.
mkdir "$work/tree" && cd "$work/tree" || exit 2
for asset in $(cat "$build/assets.lst"); do mkdir -p "$(dirname "$asset")" && ln -s "$root/$asset" "$asset"; done
cat > src/rules/debt_high.sql <<'END'
-- id: debt_high
-- title_zh: 欠款过多
-- title_en: much unpaid
-- severity: warning
-- direction: 越低越好
-- source: 本市 2024 年工作要点第三条
-- formula: 逾期未付 > debt.limit 元
-- params: debt.limit
-- param: debt.limit | 10000 | 0 | 100000000 | 逾期未付多少元以上提示 | overdue amount above which a note is made
SELECT i.name, '', '不超过 ' || (SELECT value FROM param WHERE name = 'debt.limit') || ' 元', scaled_text(sum(p.overdue), 2, 2) || ' 元',
  sum(p.overdue), 'pay:' || key_part(i.code) || ':0'
FROM ind_pay AS p JOIN inst_shown AS i ON i.id = p.inst
GROUP BY i.id HAVING sum(p.overdue) > (SELECT scaled FROM param WHERE name = 'debt.limit')
END
cat > src/report/sheets/19_debts.sql <<'END'
-- name: 欠款机构 | Debtors
-- title: 逾期未付最多的机构 | Institutions by overdue amount
-- rank: 排名依据：逾期未付从高到低；越低越好 | Ranked by overdue amount, high to low; lower is better
-- column: 名次 | Rank | rank | brief
-- column: 医疗机构 | Institution | text 34 | brief
-- column: 逾期未付 | Overdue | money | brief
-- column: 依据号 | Key | key 30
SELECT rank() OVER (ORDER BY sum(p.overdue) DESC), i.name, sum(p.overdue), 'inst:' || key_part(iif(i.code = '', i.name, i.code))
FROM ind_pay AS p JOIN inst AS i ON i.id = p.inst
GROUP BY p.inst HAVING sum(p.overdue) > 0
ORDER BY sum(p.overdue) DESC, i.code, i.name, p.inst
END
"$build/embed" $(cat "$build/assets.lst") src/rules/debt_high.sql src/report/sheets/19_debts.sql > assets.S &&
  $cc -c -o assets.o assets.S && $cc -o ../jicai "$build/obj/cli/main.o" assets.o "$build/libjicai.a" $libraries || exit 2
cd "$work" || exit 2
old=$build/jicai new=$work/jicai

"$old" import --db a.db "$root/examples/澜溪市" -q > /dev/null 2>&1
"$old" publish --db a.db --month 2024-08 -q > /dev/null 2>&1
for f in csv json xlsx html; do "$old" report --db a.db --issue 2024-08 --format $f -o before.$f -q > /dev/null; done

"$new" rules > rules.txt
check "it is among the rules" has rules.txt debt_high
"$new" rules show debt_high > show.txt
for part in 欠款过多 '逾期未付 > debt.limit 元' 越低越好 第三条 'debt.limit = 10000' '默认 10000，可以写 0–100000000'; do
  check "rules show tells what it is" has show.txt "$part"
done
"$new" config > config.txt
check "its parameter is among the others" has config.txt debt.limit
"$new" rules doc > doc.md
check "the dictionary has the rule" has doc.md '### 欠款过多 `debt_high`'
check "the dictionary has the parameter" has doc.md '| `debt.limit` | 10000 |'
check "the dictionary has the sheet" has doc.md 逾期未付最多的机构

"$new" check --db a.db --rule debt_high --json > found.json 2> /dev/null
"$new" report --db a.db --format csv -o new -q > /dev/null 2>&1
"$old" report --db a.db --format csv -o old -q > /dev/null 2>&1
overdue() { cut -d, -f3,14 new/货款支付排名.csv | awk -F, 'NR > 1 && $2 { sum[$1] += $2 } END { for (i in sum) if (sum[i] > '"$1"') printf "%s %.2f\n", i, sum[i] }' | sort; }
overdue 0 > wanted.txt
sed 1d new/欠款机构.csv | cut -d, -f2,3 | tr , ' ' | sort > got.txt
check "the sheet shows the sums of sheet 9" diff wanted.txt got.txt
check "the sheet has rows" [ -s got.txt ]
overdue 10000 | cut -d' ' -f1 > wanted.txt
grep '"type":"finding"' found.json | grep -o '"subject":"[^"]*"' | cut -d'"' -f4 | sort > got.txt
check "check finds whom the sums of sheet 9 say" diff wanted.txt got.txt
"$new" check --db a.db --rule debt_high --set debt.limit=100000000 > none.txt 2> /dev/null
check "its parameter can be set" has none.txt 没有发现问题
check "notes name the rule" has new/说明.csv '逾期未付 > debt.limit 元（越低越好）'
check "notes name the parameter" has new/说明.csv 'debt.limit = 10000'
check "every other sheet is as before" diff -r -x 说明.csv -x 欠款机构.csv old new
"$new" report --db a.db -o new.xlsx -q > /dev/null 2>&1
"$new" dump --sheets new.xlsx > sheets.txt 2>&1
check "the workbook has the sheet" has sheets.txt 欠款机构
"$new" report --db a.db --sheet 欠款机构 --format json -o - -q > sheet.json 2> /dev/null
check "it goes alone, in every format" has sheet.json 逾期未付

for f in csv json xlsx html; do
  "$new" report --db a.db --issue 2024-08 --format $f -o after.$f -q > /dev/null
  check "what was published is the same in .$f" diff -rq before.$f after.$f
done
"$new" publish --db a.db --month 2024-08 > again.txt 2>&1
check "publishing again tells that a rule came" has again.txt debt_high

echo "one file: $passed passed, $failed failed"
[ $failed = 0 ]
