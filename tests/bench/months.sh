#!/usr/bin/env bash
# make bench-months: what one more month costs when many are in the database already.
#
# MONTHS months of MONTH_ROWS lines each, with their ledgers, are imported one after the other as they would come in; the
# import and the monthly report of the first and of the last of them are measured. Ratios are last ÷ first. The report is
# also that of the third month, since in the first nothing is due yet and no month lies before it.
set -euo pipefail
build=${BUILD:-build} months=${MONTHS:-60} rows=${MONTH_ROWS:-100000}
jicai=$build/jicai dir=$build/bench/months-$rows
db=$dir/months.db
mkdir -p "$dir"
[ -s "$dir/done-$months" ] || { "$build/mkdata" months "$months" "$rows" "$dir" >&2; echo yes > "$dir/done-$months"; }
rm -f "$db" "$db-journal"

timed() { # variable, command...: wall seconds and MB
  local out
  out=$("$build/measure" 1 "${@:2}")
  read -r _ med _ _ rss <<< "$out"
  printf -v "$1" '%s' "$med"
  printf -v "$1_mb" '%s' "$rss"
}
printf '%s months of %s lines\n' "$months" "$rows"
for ((m = 0; m < months; m++)); do
  printf -v month '%04d-%02d' $((2020 + m / 12)) $((1 + m % 12))
  [ $((m % 12)) != 0 ] || "$jicai" import --db "$db" --quiet "$dir/约定采购量_$((2020 + m / 12)).csv" > /dev/null
  files=("$dir/采购明细_$month.xlsx")
  [ ! -e "$dir/付款台账_$month.csv" ] || files+=("$dir/付款台账_$month.csv")
  timed import "$jicai" import --db "$db" --quiet "${files[@]}"
  ((m == 0 || m == 2 || m == months - 1)) || continue
  timed report "$jicai" report --db "$db" --quiet --month "$month" -o "$dir/report.xlsx"
  printf '%s  import %7s s %5s MB   report %7s s %5s MB   database %s MB\n' "$month" "$import" "$import_mb" "$report" \
    "$report_mb" $(($(stat -c %s "$db") / 1000000))
  [ $m != 0 ] || first_import=$import
  [ $m != 2 ] || third_report=$report
done
awk -v a="$import" -v b="$first_import" -v c="$report" -v d="$third_report" \
  'BEGIN { printf "last ÷ first: import %.2f; last ÷ third: report %.2f  (must 1.3)\n", a / b, c / d }'
