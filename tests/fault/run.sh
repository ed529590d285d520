#!/usr/bin/env bash
# Faults: an import that is killed at any moment, a disk that is full, an output that cannot be written. After each the
# database is whole, holds all of a command or nothing of it, and gives the same report as one that met no fault.
set -uo pipefail
binary=$(realpath "$1")
examples=$(realpath "$(dirname "$0")/../../examples/澜溪市")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
passed=0 failed=0
check() { # what, command...
  local what=$1
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "fault: $what"; fi
}
report() { "$binary" report --db "$1" --as-of 2024-09-30 --format csv -o "$2" -q > /dev/null 2>&1; }
same() { diff -r "$1" "$2" > diff.txt || { head -5 diff.txt; return 1; }; }
code() { local want=$1; shift; "$@" > out.txt 2>&1; local got=$?; [ $got = "$want" ] || { echo "exit $got, not $want: $(tail -1 out.txt)"; return 1; }; }
# A file that was cut off before it held a schema is not a database yet, and is told as none.
whole_or_none() { code 0 "$binary" verify --db "$1" --deep > said.txt || grep -q 'exit 2, not 0.*E505' said.txt || { cat said.txt; return 1; }; }

"$binary" import --db whole.db "$examples" -q > /dev/null 2>&1
report whole.db whole
check "the report that the others are compared with" [ -s whole/机构执行排名.csv ]

# kill -9, from before the first write to after the last
for ms in 005 020 040 060 080 100 130 160 190 220 250 280 310 340 370 400 450 500; do
  rm -f cut.db*
  "$binary" import --db cut.db "$examples" -q > /dev/null 2>&1 &
  pid=$!
  sleep "0.$ms"
  kill -9 $pid 2> /dev/null
  wait $pid 2> /dev/null
  if [ -s cut.db ]; then check "verify after kill at $ms ms" whole_or_none cut.db; fi
  "$binary" import --db cut.db "$examples" -q > /dev/null 2>&1 # a file that was stored already is told and passed over
  report cut.db cut
  check "report after kill at $ms ms" same whole cut
  rm -rf cut
done

# a second month on top, killed: the first stays
cp whole.db more.db
"$binary" sample more > /dev/null 2>&1
for ms in 010 030 060; do
  "$binary" import --db more.db more -q > /dev/null 2>&1 &
  pid=$!
  sleep "0.$ms"
  kill -9 $pid 2> /dev/null
  wait $pid 2> /dev/null
  check "verify of a killed second import" code 0 "$binary" verify --db more.db --deep
done

# a file system that takes no more (a limit on the size of a file stands for it): told, exit 8, nothing stored
(ulimit -f 1200; "$binary" import --db full.db "$examples" -q > out.txt 2>&1; echo $? > code.txt)
check "a full disk is exit 8" [ "$(cat code.txt)" = 8 ]
check "a full disk leaves a whole database" code 0 "$binary" verify --db full.db --deep
"$binary" import --db full.db "$examples" -q > /dev/null 2>&1
report full.db full
check "a full disk leaves nothing behind" same whole full

# outputs
check "stdout that is full" bash -c '"$0" dump "$1"/机构名单.xlsx > /dev/full 2> /dev/null; [ $? = 8 ]' "$binary" "$examples"
check "a report in a folder that is none" code 8 "$binary" report --db whole.db -o /nowhere/at/all/r.xlsx
check "an earlier report stays when a later one fails" bash -c \
  'cp whole.db w.db; "$0" report --db w.db -o r.xlsx -q > /dev/null 2>&1; a=$(cksum < r.xlsx); (ulimit -f 20; "$0" report --db w.db -o r.xlsx -q > /dev/null 2>&1); [ "$a" = "$(cksum < r.xlsx)" ]' "$binary"

echo "fault: $passed passed, $failed failed"
[ $failed = 0 ]
