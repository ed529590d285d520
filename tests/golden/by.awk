# The figures of groups from the rows of institutions: -v by=医共体|地区|级别 -v sheet=2|9, then the usual sheet 2 (it has the
# community of each), for sheet 9 the usual sheet 9, and the sheet of the groups. Prints the rows that differ.
BEGIN { FS = "," }
function near(a, b) { return a - b < 0.006 && b - a < 0.006 }
function group(name) { return name == "（未写明）" ? "" : name }
FNR == 1 { file++; next }
file == 1 { of["医共体", $3] = $5; of["地区", $3] = $4; of["级别", $3] = $6 }
file == 1 && sheet == 2 {
    g = of[by, $3]
    insts[g]++; n[g] += $7; good[g] += $8; none[g] += $13; behind[g] += $14; normal[g] += $15; over[g] += $16; severe[g] += $17
}
file == 2 && sheet == 2 {
    g = group($2); rows++
    if ($3 != insts[g] || $4 != n[g] || $5 != good[g] || !near($6, 100 * good[g] / n[g]) || $10 != none[g] ||
        $11 != behind[g] || $12 != normal[g] || $13 != over[g] || $14 != severe[g])
        print "differs: " $0
}
file == 2 && sheet == 9 {
    g = $2 "|" (by == "医共体" ? of[by, $4] : by == "地区" ? $5 : $6)
    insts[g]++; silent[g] += $7 == ""; n[g] += $7; due[g] += $8; in_time[g] += $9; overdue[g] += $14; late[g] += $16
    if ($17 > longest[g]) longest[g] = $17
}
file == 3 && sheet == 9 {
    g = $2 "|" group($3); rows++
    if ($4 != insts[g] || $5 != silent[g] || $6 != n[g] || !near($7, due[g]) || !near($8, in_time[g]) ||
        !near($9, 100 * in_time[g] / due[g]) || !near($13, overdue[g]) || !near($15, late[g]) || $16 != longest[g])
        print "differs: " $0
}
END { print by, "sheet " sheet ": " rows " rows" }
