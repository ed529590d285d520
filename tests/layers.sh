#!/usr/bin/env bash
# Does tools/layers.sh find what it is there for? A tree that keeps the rules passes; each offence alone is named.
set -euo pipefail
check=$(cd "$(dirname "$0")/../tools" && pwd)/layers.sh
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failed=0

fresh() {
  rm -rf "${tree:?}"/*
  mkdir -p "$tree"/include/jicai "$tree"/src/{base,table,store,rules,report,cli}
  printf '#include <stdbool.h>\n/* double, printf( and exit( in a comment */\nint jc_base_one(void);\n' >"$tree/include/jicai/base.h"
  printf '#include "jicai/base.h"\nconst char *jc_x(void)\n{\n    return "printf(double)";\n}\n' >"$tree/src/base/x.c"
  printf '#include <sqlite3.h>\n#include "jicai/base.h"\n#include "store/own.h"\n' >"$tree/src/store/x.c"
  printf '#include "jicai/report.h"\nint main(void)\n{\n    printf("double");\n    exit(3);\n}\n' >"$tree/src/cli/x.c"
}

# expect MESSAGE FILE TEXT: a tree with TEXT added to FILE is refused, with MESSAGE
expect() {
  fresh
  printf '%b' "$3" >>"$tree/$2"
  if said=$("$check" "$tree" 2>&1) || [[ $said != *"$1"* ]]; then
    echo "tools/layers.sh overlooks: $1 ($2)"
    failed=1
  fi
}

fresh
"$check" "$tree" >"$tree/said" || { echo "tools/layers.sh refuses a good tree:"; cat "$tree/said"; failed=1; }

expect 'rules may not include jicai/table.h' src/rules/x.c '#include "jicai/table.h"\n'
expect 'base may not include jicai/store.h' include/jicai/base.h '#include "store.h"\n'
expect 'store may not include the private header base/die.h' src/store/x.c '#include "base/die.h"\n'
expect 'rules may not include jicai/issue.h' src/rules/x.c '#include "jicai/issue.h"\n'
expect '<sqlite3.h> belongs into' src/cli/x.c '#include <sqlite3.h>\n'
expect '<xlsxwriter.h> belongs into' src/report/sheet.c '#include <xlsxwriter.h>\n'
expect '<freexl.h> belongs into' src/base/x.c '#include <freexl.h>\n'
expect 'no double or float here' src/rules/x.c 'static double share;\n'
expect 'strtod only in' src/table/xls.c 'int x = strtod("1", 0);\n'
expect 'the screen belongs' src/report/x.c 'static int f(void)\n{\n    fputs("x", stderr);\n}\n'
expect 'the screen belongs' src/table/x.c '/* a */ int x = printf("y");\n'
expect 'may end the program' src/store/x.c 'static void f(void)\n{\n    exit(1);\n}\n'
expect 'JC_MUST_CHECK' include/jicai/base.h 'enum jc_status jc_base_two(int x,\n    struct jc_err *err);\n'
expect 'unfinished mark' src/base/x.c '/* TO''DO later */\n'
expect 'a function of 121 lines' src/base/x.c "int f(void)\n{\n$(printf '    g();\\n%.0s' {1..121})}\n"
expect '901 lines, at most 900' src/base/x.c "$(printf '\\n%.0s' {1..896})"
expect '17 public functions' include/jicai/rules.h "$(printf 'int jc_rules_x(void);\\n%.0s' {1..17})"
expect 'module extra has no layer' include/jicai/extra.h 'int x;\n'
expect 'functions: median at most' src/base/x.c "int f(void)\n{\n$(printf '    g();\\n%.0s' {1..60})}\n"

exit "$failed"
