#!/usr/bin/env bash
# The written rules of the tree, checked (make layers): which module may include which, where a library, a double
# or the screen may be touched, and how long functions and files may be. Prints every offence as file:line: rule and
# ends with 1 if there is one. usage: tools/layers.sh [ROOT]
set -euo pipefail
cd "${1:-.}"

files=$(find include src -name '*.[ch]' | LC_ALL=C sort)
[ -n "$files" ] || { echo "layers: no sources here" >&2; exit 2; }

# shellcheck disable=SC2086,SC2016  # one word per file; $ belongs to awk
LC_ALL=C awk '
BEGIN {
    # a module may include itself and what stands behind it
    below["base"] = " "
    below["table"] = " base "
    below["store"] = " base "
    below["ingest"] = " table store base "
    below["rules"] = " store base "
    below["report"] = " store base "
    below["web"] = " ingest rules report table store base "
    below["cli"] = " web ingest rules report table store base "

    second["issue"] = "report"
    second["frame"] = "store"

    # library header -> files that may see it
    home["sqlite3\\.h"] = "^src/store/"
    home["xlsxwriter"] = "^src/report/[a-z_]*xlsx[a-z_]*\\.c$"
    home["freexl\\.h|libdeflate\\.h|expat\\.h|libxml"] = "^src/table/"
    home["zip\\.h|zlib\\.h|isa-l|igzip_lib\\.h"] = "^src/(table/|report/[a-z_]*(xlsx|docx)[a-z_]*\\.[ch]$)"
    home["utf8proc\\.h|gmp\\.h"] = "^src/base/"
    home["nettle/"] = "^src/(base/|table/(xls_key|unlock)\\.c$)"
    home["cJSON|ini\\.h"] = "^src/(cli|rules|report|web)/"

    # places where a number may be a double: decimals, the cells of an .xls, the last call that writes a cell
    doubles = "^(include/jicai/base\\.h|src/base/number\\.c|src/table/(xls[a-z_]*\\.[ch]|numfmt\\.c|format\\.h)|src/report/[a-z_]*xlsx[a-z_]*\\.c)$"
    screen = "^src/(cli|web)/"
    FUNCTION_MAX = 120; FILE_MAX = 900; MEDIAN_MAX = 16; NINE_OF_TEN_MAX = 50; PUBLIC_MAX = 16
    # headers of several small objects: these numbers may sink, not rise
    public_max["include/jicai/base.h"] = 99
    public_max["include/jicai/store.h"] = 30
    public_max["include/jicai/table.h"] = 18
}

function offence(what) { printf "%s:%d: %s\n", FILENAME, FNR, what; offences++ }

function module_of(path,   part) {
    split(path, part, "/")
    if (part[1] == "src") return part[2]
    sub(/\.h$/, "", part[3])
    return owner(part[3])
}

# A public header stands for the module of its name, unless it is the second one of another.
function owner(header) { return header in second ? second[header] : header }

# The line without comments, strings and character constants; their quotes stay.
function code_of(line,   out, i, c, two) {
    out = ""
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        two = substr(line, i, 2)
        if (in_comment) {
            if (two == "*/") { in_comment = 0; i++ }
        } else if (two == "/*") {
            in_comment = 1; i++
        } else if (two == "//") {
            break
        } else if (c == "\"" || c == "\047") {
            out = out c
            for (i++; i <= length(line) && substr(line, i, 1) != c; i++)
                if (substr(line, i, 1) == "\\") i++
            out = out c
        } else {
            out = out c
        }
    }
    return out
}

function check_include(line,   name, part, n, pattern) {
    name = line
    sub(/^[ \t]*#[ \t]*include[ \t]*[<"]/, "", name)
    sub(/[>"].*/, "", name)
    for (pattern in home)
        if (name ~ "^(" pattern ")" && FILENAME !~ home[pattern])
            offence("<" name "> belongs into " home[pattern])
    n = split(name, part, "/")
    if (FILENAME ~ /^include\// && line ~ /"/ && n == 1) { name = "jicai/" name; n = split(name, part, "/") }
    if (part[1] == "jicai" && n == 2) {
        sub(/\.h$/, "", part[2])
        part[2] = owner(part[2])
        if (part[2] != module && index(below[module], " " part[2] " ") == 0)
            offence(module " may not include " name)
    } else if (part[1] in below && n > 1 && part[1] != module) {
        offence(module " may not include the private header " name)
    } else if (line ~ /"/ && n == 1) {
        offence("include \"" name "\" as \"" module "/" name "\"")
    }
}

# A declaration of a public header, gathered to its semicolon.
function check_declaration(text) {
    if (text !~ /(^|[^a-z_])jc_[a-z0-9_]+\(/ || text ~ /^(typedef|extern)/ || text ~ /\{/) return
    functions_here++
    if (text ~ /enum jc_status jc_/ && text ~ /struct jc_err \*err\)/ && text !~ /JC_MUST_CHECK/)
        offence("a function that can fail is JC_MUST_CHECK")
}

function end_file() {
    if (last == "") return
    if (last_lines > FILE_MAX) { printf "%s: %d lines, at most %d\n", last, last_lines, FILE_MAX; offences++ }
    allowed = last in public_max ? public_max[last] : PUBLIC_MAX
    if (last ~ /^include\// && functions_here > allowed) {
        printf "%s: %d public functions, at most %d\n", last, functions_here, allowed; offences++
    }
}

FNR == 1 {
    end_file()
    last = FILENAME; module = module_of(FILENAME); in_comment = 0; functions_here = 0; declaration = ""; opened = 0
    if (!(module in below)) offence("module " module " has no layer")
}

{
    last_lines = FNR
    code = code_of($0)
    if (code ~ /^[ \t]*#/) {
        if (code ~ /^[ \t]*#[ \t]*include/) check_include($0)
        next
    }
    if (FILENAME ~ /^include\//) {
        declaration = declaration " " code
        if (code ~ /[;}]/) { sub(/^ +/, "", declaration); check_declaration(declaration); declaration = "" }
    }
    if (code ~ /(^|[^A-Za-z0-9_])(double|float)([^A-Za-z0-9_]|$)/ && FILENAME !~ doubles)
        offence("no double or float here")
    if (code ~ /(^|[^A-Za-z0-9_])strto(d|f|ld)[ \t]*\(/ && FILENAME != "src/base/number.c")
        offence("strtod only in src/base/number.c")
    if (FILENAME !~ screen) {
        if (code ~ /(^|[^A-Za-z0-9_])(v?printf|puts|putchar|perror|std(err|out))([^A-Za-z0-9_]|$)/)
            offence("the screen belongs to the command line")
        if (code ~ /(^|[^A-Za-z0-9_])(_?exit|abort|STDERR_FILENO)([^A-Za-z0-9_]|$)/ && FILENAME != "src/base/err.c")
            offence("only the command line, and jc_die() in src/base/err.c, may end the program")
    }
    if ($0 ~ /(TO[D]O|FIX[M]E|XX[X])/) offence("unfinished mark")
    if (code ~ /^\{/) opened = FNR
    if (code ~ /^\}/ && opened) {
        long[FNR - opened - 1]++
        functions++
        if (FNR - opened - 1 > longest) longest = FNR - opened - 1
        if (FNR - opened - 1 > FUNCTION_MAX) offence("a function of " FNR - opened - 1 " lines, at most " FUNCTION_MAX)
        opened = 0
    }
}

# The length that the given share of all functions does not pass.
function quantile(share,   n, sum) {
    for (n = 0; n < longest; n++) {
        sum += long[n]
        if (sum >= share * functions) break
    }
    return n
}

END {
    end_file()
    median = quantile(0.5); most = quantile(0.9)
    printf "layers: %d functions, median %d lines, nine of ten up to %d, longest %d\n", functions, median, most, longest
    if (median > MEDIAN_MAX || most > NINE_OF_TEN_MAX) {
        printf "functions: median at most %d lines, nine of ten at most %d\n", MEDIAN_MAX, NINE_OF_TEN_MAX; offences++
    }
    exit offences > 0
}
' $files
