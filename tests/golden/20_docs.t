The pages of docs/ that are generated are those that this program writes (make docs).
$ jicai help E | diff "$EXAMPLES/../docs/errors.md" - && echo same
same
$ jicai rules doc | diff "$EXAMPLES/../docs/indicators.md" - && echo same
same
$ jicai rules doc --lang en | grep -c '^###'; jicai help E --lang en | grep -E '^\| (E203|3|70) '; jicai help E --json | sed -n 1p
62
| 3 | done in part: some rows or files were refused, the rest is stored (goes before 1) |
| 70 | internal error |
| E203 | error | a spreadsheet turned the code into a number; its last digits are lost | Export it again from the platform, or format the column as text first |
{"schema":1,"type":"message","severity":"error","code":"E001","file":"","sheet":"","cell":"","field":"","value":"…","problem":"内存不足，程序已停止，未完成的导入没有写入","cure":"请关闭其他程序，或把文件分几批导入"}
