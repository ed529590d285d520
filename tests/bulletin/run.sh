#!/usr/bin/env bash
# The bulletin (通报.docx) of the example city: every figure of it again from the sheets as csv, and the file opened by
# LibreOffice Writer where there is one.
#   tests/bulletin/run.sh BINARY
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
binary=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
failed=0
fail() { echo "bulletin: $*"; failed=1; }

export LC_ALL=C.UTF-8
"$binary" run "$here/../../examples/澜溪市" --db city.db --format csv -o csv -q 2>messages
[ $? -le 3 ] || { cat messages; exit 1; }
"$binary" report --db city.db -o 通报.docx -q && "$binary" report --db city.db -o page.html -q || exit 1

# A paragraph or a row of a table a line, entities as what they stand for.
unzip -p 通报.docx word/document.xml | tr -d '\n' |
    sed -E 's#</w:p></w:tc>#|#g; s#</w:p>|</w:tr>#\n#g; s#<[^>]*>##g' |
    sed -E "s/\\|\$//; s/&#60;/</g; s/&#62;/>/g; s/&#34;/\"/g; s/&#39;/'/g; s/&#38;/\\&/g" >text
awk -v DIR=csv -f "$here/expect.awk" >expected || exit 1
while IFS= read -r piece; do
    grep -qF -- "$piece" text || fail "not in the bulletin: $piece"
done <expected

# 折算完成率 and weighted days are of no sheet: the published page has them over all institutions.
for box in 折算完成率 加权平均付款天数; do
    shown=$(tr -d '\n' <page.html | grep -o "<dt>$box</dt><dd><b>[0-9.,]*" | sed 's/.*<b>//')
    { [ -n "$shown" ] && grep -qE "(约定采购量总体完成|加权平均付款天数)$shown" text; } || fail "$box is $shown on the page"
done
grep -q '[{}]' text && fail "a text that was not filled"
echo "bulletin: $(wc -l <expected) pieces of text from the sheets"

if soffice=$(command -v soffice) && [ -e "$(dirname "$(readlink -f "$soffice")")/libswlo.so" ]; then
    timeout 180 "$soffice" "-env:UserInstallation=file://$work/profile" --headless --convert-to txt:Text:UTF8 \
        --outdir opened 通报.docx >/dev/null 2>&1
    grep -q '关于药品集中带量采购执行和货款支付情况的通报' opened/通报.txt || fail "LibreOffice did not open it"
    grep -q '附表4' opened/通报.txt || fail "LibreOffice lost the tables"
    echo "bulletin: opened by LibreOffice"
else
    echo "bulletin: skipped, no LibreOffice Writer here: opening the file"
fi
[ $failed = 0 ]
