#!/usr/bin/env bash
# Golden runs: what the real binary prints, compared with what tests/golden/*.t say it prints.
#
# A .t file is a transcript. A line "$ COMMAND" is run by bash in an empty folder that the file has for itself; the lines
# behind it are what has to come out (stdout and stderr together), then "? N" if the exit code is N and not 0. Lines that
# begin with "## ", and all in front of the first command, are comments. `jicai` is the binary under test, $EXAMPLES the
# folder examples/, and the path of the folder itself shows as "~".
#
#   tests/golden/run.sh [--accept] BINARY [FILE.t...]      --accept writes down what came out
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
accept=
[ "${1-}" = --accept ] && { accept=1; shift; }
binary=$(realpath "$1")
shift
[ -x "$binary" ] || { echo "golden: no program at $binary" >&2; exit 2; }
[ $# -gt 0 ] || set -- "$here"/*.t

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$binary" "$work/bin/jicai"
export PATH="$work/bin:$PATH" EXAMPLES="$here/../../examples" LC_ALL=C.UTF-8 TZ=UTC TERM=dumb
unset JICAI_DB JICAI_LANG JICAI_CONFIG NO_COLOR

# Run one transcript in a folder of its own and print what it looks like now.
replay() {
    local folder line status
    folder=$(mktemp -d -p "$work")
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        '$ '*)
            started=1
            printf '%s\n' "$line"
            (cd "$folder" && bash -o pipefail -c "${line#\$ }") </dev/null >"$work/out" 2>&1
            status=$?
            sed -e "s#$folder#~#g" "$work/out"
            [ -s "$work/out" ] && [ -n "$(tail -c 1 "$work/out")" ] && echo
            [ $status = 0 ] || printf '? %d\n' $status
            ;;
        '## '*) printf '%s\n' "$line" ;;
        *) [ -n "${started-}" ] || printf '%s\n' "$line" ;;
        esac
    done <"$1"
    chmod -R u+rwX "$folder"
    rm -rf "$folder"
    started=
}

passed=0 failed=0
for file in "$@"; do
    replay "$file" >"$work/now"
    if cmp -s "$work/now" "$file"; then
        passed=$((passed + 1))
    elif [ -n "$accept" ]; then
        cat "$work/now" >"$file"
        echo "golden: accepted $(basename "$file")"
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "golden: $(basename "$file")"
        diff -u --label expected --label got "$file" "$work/now" | head -n "${GOLDEN_LINES:-60}"
    fi
done
echo "golden: $passed passed, $failed failed"
[ $failed = 0 ]
