#!/usr/bin/env bash
# make bench: what the program takes on generated files, as a ratio to a yardstick of the same run.
#
# The yardstick is `unzip -p` of the 1 000 000 × 24 sheet: everybody has it, and it moves with the machine. Each row is
# min / median / max of RUNS runs; the ratio is median over the yardstick's median. `--check` compares the ratios with
# tests/bench/baseline.tsv and fails if one is more than 20 % worse.
set -euo pipefail
build=${BUILD:-build} rows=${ROWS:-1000000} runs=${RUNS:-3} check=0
[ "${1:-}" = --check ] && check=1
jicai=$build/jicai dir=$build/bench
mkdir -p "$dir"

make_file() { # name, mkdata arguments
  [ -s "$dir/$1" ] || { echo "  making $1" >&2; "$build/mkdata" "${@:2}" "$dir/$1.part" >&2; mv "$dir/$1.part" "$dir/$1"; }
}
make_file shared.xlsx lines "$rows" xlsx-shared
make_file inline.xlsx lines "$rows" xlsx-inline
make_file lines.csv lines "$rows" csv
make_file old.xls lines $((rows * 6 / 100)) xls
make_file agreements.csv agreements 126000

: > "$dir/last.tsv"
yard=
row() { # id, title, must (ratio or -), command...
  local id=$1 title=$2 must=$3 out
  shift 3
  out=$("$build/measure" "$runs" "$@") || { echo "bench: $id failed" >&2; exit 1; }
  read -r min med max cpu rss <<< "$out"
  [ -n "$yard" ] || yard=$med
  local ratio
  ratio=$(awk -v a="$med" -v b="$yard" 'BEGIN { printf "%.3f", a / b }')
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$id" "$ratio" "$min" "$med" "$max" "$cpu" "$rss" >> "$dir/last.tsv"
  printf '%-44s %6s / %6s / %6s s  cpu %6s  %5s MB  ratio %s%s\n' "$title" "$min" "$med" "$max" "$cpu" "$rss" "$ratio" \
    "$([ "$must" = - ] || echo "  (must $must)")"
}
fresh() { # run the program on a new database each time
  # shellcheck disable=SC2016
  printf '%s\n' 'rm -f "$1" "$1-wal" "$1-shm"; shift; exec "$@"'
}
db=$dir/bench.db

printf '%s rows, %s runs each: min / median / max\n' "$rows" "$runs"
row unzip 'unzip -p of the sheet (yardstick)' - unzip -p "$dir/shared.xlsx" xl/worksheets/sheet1.xml
row read_shared 'read .xlsx, shared strings' 0.30 "$build/readall" "$dir/shared.xlsx"
row read_inline 'read .xlsx, inline strings' 0.60 "$build/readall" "$dir/inline.xlsx"
row read_csv 'read .csv' - "$build/readall" "$dir/lines.csv"
row read_xls 'read .xls (6 % of the rows)' - "$build/readall" "$dir/old.xls"
row import_shared 'import .xlsx, shared strings' 0.75 bash -c "$(fresh)" - "$db" "$jicai" import --db "$db" --quiet "$dir/shared.xlsx"
row import_inline 'import .xlsx, inline strings' 1.05 bash -c "$(fresh)" - "$db" "$jicai" import --db "$db" --quiet "$dir/inline.xlsx"
row import_csv 'import .csv' 0.65 bash -c "$(fresh)" - "$db" "$jicai" import --db "$db" --quiet "$dir/lines.csv"
row import_xls 'import .xls (6 % of the rows)' 0.18 bash -c "$(fresh)" - "$db" "$jicai" import --db "$db" --quiet "$dir/old.xls"
row import_agreements 'import 126 000 agreements (.csv)' - bash -c "$(fresh)" - "$db" "$jicai" import --db "$db" --quiet "$dir/agreements.csv"
rm -f "$db" "$db-wal" "$db-shm"
"$jicai" import --db "$db" --quiet "$dir/shared.xlsx" "$dir/agreements.csv" > /dev/null
# The last lines are accepted in the year after: the agreements of the year are judged on its last day.
asof=2024-12-31
rows_of() { "$jicai" report --db "$db" --quiet --as-of $asof --format csv -o "$dir/csv" > /dev/null; wc -l < "$dir/csv/机构品种明细.csv"; }
[ "$(rows_of)" -eq 126001 ] || { echo 'bench: the report has no 126 000 detail rows' >&2; exit 1; }
row check 'check, 126 000 agreements' 0.45 "$jicai" check --db "$db" --quiet --as-of $asof
row report 'report, full workbook' - "$jicai" report --db "$db" --quiet --as-of $asof -o "$dir/report.xlsx"
row run 'run, .xlsx in, full workbook out' 1.80 "$jicai" run --quiet --as-of $asof -o "$dir/report.xlsx" "$dir/shared.xlsx" "$dir/agreements.csv"
row version '--version' - "$jicai" --version

[ $check = 0 ] || tests/bench/check.sh "$dir/last.tsv"
