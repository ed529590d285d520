The pages of docs/ that are generated are those that this program writes (make docs).
$ jicai help E | diff "$EXAMPLES/../docs/errors.md" - && echo same
same
$ jicai rules doc | diff "$EXAMPLES/../docs/indicators.md" - && echo same
same
$ jicai help man | diff "$EXAMPLES/../docs/jicai.1" - && echo same
same
## Every command and every option that help names stands on the man page.
$ sed 's/\\-/-/g' "$EXAMPLES/../docs/jicai.1" > page; jicai help --lang en | sed -nE 's/^  ([a-z]+) .*/\1/p' | sort > commands; wc -l < commands; while read -r c; do grep -q "^[.]B $c\( \|$\)" page || echo "no $c"; jicai help "$c" --lang en | grep -oE -e '--[a-z-]+' | sort -u | while read -r o; do grep -qE "^[.]B (-., )?$o( |$)" page || echo "no $o of $c"; done; done < commands
23
## What it says of sheets, rules and parameters in English holds no Chinese word, but the province in the example of a setting.
$ { jicai rules doc --lang en; jicai rules --lang en; jicai rules --lang en | awk 'NR > 1 { print $1 }' | while read -r r; do jicai rules show "$r" --lang en | sed '/^$/,$d'; done; jicai config --lang en; jicai config -o - --lang en; jicai help config --lang en; } > en; wc -l < en; grep -P '[\x{3000}-\x{9fff}\x{ff00}-\x{ffef}]' en
1428
      region.supply = 浙江
$ jicai rules doc --lang en | grep -c '^###'; jicai help E --lang en | grep -E '^\| (E203|3|70) '; jicai help E --json | sed -n 1p
67
| 3 | done in part: some rows or files were refused, the rest is stored (goes before 1) | `--errors FILE.csv` lists every message; correct the tables and import them again, stored rows do not count twice |
| 70 | internal error | the data are unchanged; send the message to the maintainers |
| E203 | error | a spreadsheet turned the code into a number; its last digits are lost | Export it again from the platform, or format the column as text first |
{"schema":1,"type":"message","severity":"error","code":"E001","file":"","sheet":"","cell":"","field":"","value":"…","problem":"内存不足，程序已停止，未完成的导入没有写入","cure":"请关闭其他程序，或把文件分几批导入"}
