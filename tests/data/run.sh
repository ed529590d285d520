#!/usr/bin/env bash
# Fixtures: what `jicai dump` says of every file in tests/data/files, compared with NAME.dump beside it. Adding a fixture is
# adding two files. A .dump holds the list of sheets, then the cells of each sheet with what is told about it; for a file that
# is refused, the message and "? exit code".
#
#   tests/data/run.sh [--accept] BINARY      --accept writes down what came out where nothing stands yet or it differs
set -uo pipefail
accept=
[ "${1-}" = --accept ] && { accept=1; shift; }
binary=$(realpath "$1")
cd "$(dirname "$0")/files" || exit 2
export LC_ALL=C.UTF-8 TZ=UTC TERM=dumb
unset JICAI_DB JICAI_LANG JICAI_CONFIG NO_COLOR

show() { # FILE
    local status n i
    "$binary" dump "$1" --sheets 2>&1
    status=$?
    [ $status = 0 ] || { echo "? $status"; return; }
    n=$("$binary" dump "$1" --sheets --json | grep -c '"type":"sheet"')
    for ((i = 1; i <= n; i++)); do
        echo "----- $i"
        "$binary" dump "$1" --sheet $i 2>&1
        status=$?
        [ $status = 0 ] || echo "? $status"
    done
}

passed=0 failed=0
now=$(mktemp)
trap 'rm -f "$now"' EXIT
shopt -s nullglob
for file in *; do
    case $file in *.dump | *.import) continue ;; esac
    show "$file" >"$now"
    if [ -f "$file.dump" ] && cmp -s "$now" "$file.dump"; then
        passed=$((passed + 1))
    elif [ -n "$accept" ]; then
        cat "$now" >"$file.dump"
        echo "fixtures: accepted $file.dump"
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "fixtures: $file"
        diff -u --label expected --label got "$([ -f "$file.dump" ] && echo "$file.dump" || echo /dev/null)" "$now" | head -n 60
    fi
done
for file in *.dump; do
    [ -f "${file%.dump}" ] || { echo "fixtures: $file belongs to no file"; failed=$((failed + 1)); }
done
echo "fixtures: $passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
