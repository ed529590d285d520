#!/usr/bin/env bash
# make bench-months: what one more month costs when many are in the database already.
#
# MONTHS months of MONTH_ROWS lines each, with their ledgers, are imported one after the other as they would come in; the
# import and the monthly report of the first, the third and the last of them are measured, each RUNS times (the middle one
# counts). Ratios are last ÷ first, and last ÷ third, since the first month has no ledger, nothing is due in it and no month
# lies before it. `--check` compares those to the third with tests/bench/baseline.tsv.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${BUILD:-build} months=${MONTHS:-60} rows=${MONTH_ROWS:-100000} runs=${RUNS:-1}
jicai=$build/jicai dir=$build/bench/months-$rows
db=$dir/months.db
mkdir -p "$dir"
[ -s "$dir/done-$months" ] || { "$build/mkdata" months "$months" "$rows" "$dir" >&2; echo yes > "$dir/done-$months"; }
rm -f "$db" "$db"-*

once() { # command...: wall seconds and MB
  local out
  out=$("$build/measure" 1 "$@")
  read -r _ med _ _ rss <<< "$out"
  printf '%s %s\n' "$med" "$rss"
}
middle() { # of lines of seconds and MB
  sort -n | awk '{ line[NR] = $0 } END { print line[int((NR + 1) / 2)] }'
}
import() { # files of a month: measured, each time into the database as it was
  local r
  for ((r = 0; r < runs; r++)); do
    rm -f "$db.try"
    [ ! -e "$db" ] || { cp "$db" "$db.try"; sync "$db.try"; } # or the import would wait for the copy
    once "$jicai" import --db "$db.try" --quiet "$@"
  done | middle
  mv "$db.try" "$db"
}
report() { # month
  local r
  for ((r = 0; r < runs; r++)); do
    once "$jicai" report --db "$db" --quiet --month "$1" -o "$dir/report.xlsx"
  done | middle
}

printf '%s months of %s lines\n' "$months" "$rows"
for ((m = 0; m < months; m++)); do
  printf -v month '%04d-%02d' $((2020 + m / 12)) $((1 + m % 12))
  [ $((m % 12)) != 0 ] || "$jicai" import --db "$db" --quiet "$dir/约定采购量_$((2020 + m / 12)).csv" > /dev/null
  files=("$dir/采购明细_$month.xlsx")
  [ ! -e "$dir/付款台账_$month.csv" ] || files+=("$dir/付款台账_$month.csv")
  ((m == 0 || m == 2 || m == months - 1)) || { "$jicai" import --db "$db" --quiet "${files[@]}" > /dev/null; continue; }
  read -r import import_mb <<< "$(import "${files[@]}")"
  read -r report report_mb <<< "$(report "$month")"
  printf '%s  import %7s s %5s MB   report %7s s %5s MB   database %s MB\n' "$month" "$import" "$import_mb" "$report" \
    "$report_mb" $(($(stat -c %s "$db") / 1000000))
  [ $m != 0 ] || { first_import=$import; first_report=$report; }
  [ $m != 2 ] || { third_import=$import; third_report=$report; }
done
awk -v i="$import" -v r="$report" -v i1="$first_import" -v r1="$first_report" -v i3="$third_import" -v r3="$third_report" '
  BEGIN {
    printf "last ÷ first: import %.2f, report %.2f; last ÷ third: import %.2f, report %.2f  (must 1.3)\n", i / i1, r / r1, i / i3, r / r3 > "/dev/stderr"
    printf "months_import\t%.3f\nmonths_report\t%.3f\n", i / i3, r / r3
  }' > "$dir/last.tsv"
[ "${1:-}" != --check ] || tests/bench/check.sh "$dir/last.tsv"
