# What the bulletin has to say, worked out once more from the sheets as csv: a piece of its text a line. Plain arithmetic on
# the figures as they are shown, no line of it shared with the program. usage: awk -v DIR=folder -f expect.awk
function fields(line,   n, i, c, quoted, s) { # one line of csv into F[1..n]
    n = 1; s = ""; quoted = 0
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (c == "\"") quoted = !quoted
        else if (c == "," && !quoted) { F[n++] = s; s = "" }
        else s = s c
    }
    F[n] = s
    return n
}
function open_sheet(name,   line, n, i) { # heads to H[name of column]
    file = DIR "/" name ".csv"
    split("", H)
    if ((getline line < file) <= 0) return 0
    sub(/^\357\273\277/, "", line); sub(/\r$/, "", line)
    n = fields(line)
    for (i = 1; i <= n; i++) H[F[i]] = i
    return 1
}
function row(   line) {
    if ((getline line < file) <= 0) { close(file); return 0 }
    sub(/\r$/, "", line)
    fields(line)
    return 1
}
function of(head) {
    if (!(head in H)) { print "expect.awk: no column " head > "/dev/stderr"; exit 2 }
    return F[H[head]]
}
function comma(x,   s, head, tail) { # 1234567.89 -> 1,234,567.89
    s = x ""; tail = ""
    if (match(s, /\./)) { tail = substr(s, RSTART); s = substr(s, 1, RSTART - 1) }
    head = ""
    if (substr(s, 1, 1) == "-") { head = "−"; s = substr(s, 2) }
    while (length(s) > 3) { tail = "," substr(s, length(s) - 2) tail; s = substr(s, 1, length(s) - 3) }
    return head s tail
}
function fen(s) { gsub(/\./, "", s); return s + 0 }
function yuan(x) { return comma(sprintf("%.2f", x / 100)) }
function pct(a, b) { return sprintf("%.2f%%", a * 100 / b) }
function best(   k, top) { # the first of the largest in V, taken out
    top = ""
    for (k = 1; k <= N; k++) if (V[k] != "" && (top == "" || V[k] > V[top])) top = k
    if (top != "") V[top] = ""
    return top
}
BEGIN {
    # agreements one by one, and by institution
    open_sheet("机构品种明细")
    while (row()) {
        s = of("状态"); n[s]++
        if (s == "零采购" || s == "低于序时") { if (!(of("机构编码") in late)) lates++; late[of("机构编码")] }
        if (of("严重滞后") == "是") severe++
        if (s != "未开始" && s != "无约定量") insts[of("机构编码")]
    }
    all = n["零采购"] + n["低于序时"] + n["正常"] + n["超量"]; good = n["正常"] + n["超量"]
    for (i in insts) count++
    print "纳入统计的" count "家医疗机构"
    print "签约产品共" comma(all) "个"
    print "达到序时进度" comma(good) "个，占" pct(good, all)
    print "其中正常" comma(n["正常"]) "个、超量" comma(n["超量"]) "个"
    print "低于序时" comma(n["低于序时"]) "个、零采购" comma(n["零采购"] + 0) "个；严重滞后（含零采购）" comma(severe) "个"
    print lates "家医疗机构有未达到序时进度的签约产品，共" comma(all - good) "个"

    open_sheet("总览")
    while (row())
        print of("批次") "序时进度" of("序时进度(%)") "%，折算完成率" of("折算完成率(%)") "%，零采购" comma(of("零采购")) "个，低于序时" comma(of("低于序时")) "个"

    # the last five of the ranking, from the end
    open_sheet("机构执行排名"); k = 0
    while (row())
        if (of("达序时产品数") + 0 < of("签约产品数") + 0)
            last[++k] = of("医疗机构") "（签约产品" of("签约产品数") "个，达序时" of("达序时产品数") "个，占" of("达序时占比(%)") "%，进度差" comma(of("进度差")) "，零采购" of("零采购") "个）"
    text = last[k]
    for (i = k - 1; i > k - 5 && i > 0; i--) text = text "；" last[i]
    print text "。"

    open_sheet("品种进度"); k = none = 0; text = ""
    while (row()) {
        if (substr(of("进度差"), 1, 1) != "-") continue
        k++; if (of("已完成") <= 0) none++
        if (k <= 5)
            text = text (k > 1 ? "；" : "") of("通用名") of("规格") "（" of("中选企业") "，" of("批次") "；完成率" of("完成率(%)") "%，进度差" comma(of("进度差")) "，零采购机构" of("零采购机构数") "家，滞后机构" of("滞后机构数") "家）"
    }
    print comma(k) "个中选产品未达到序时进度，其中" comma(none) "个全部签约机构均未采购"
    print text "。"

    open_sheet("非中选与可替代"); k = 0; text = ""; split("", insts); count = 0
    while (row()) {
        if (of("非中选超量") != "是") continue
        if (!(of("机构编码") in insts)) count++
        insts[of("机构编码")]
        if (++k <= 5)
            text = text (k > 1 ? "；" : "") of("医疗机构") "采购" of("品种") "（中选" comma(of("中选量")) "，非中选" comma(of("非中选量")) "，非中选占比" of("非中选占比(%)") "%）"
    }
    print count "家医疗机构的" comma(k) "个品种非中选产品采购量占比超过"
    print text "。"

    open_sheet("价格核对"); lines = over = hints = 0
    while (row()) {
        if (of("多付金额") == "") { hints++; continue }
        lines++; over += fen(of("多付金额"))
        by[of("医疗机构")] += fen(of("多付金额")); by_n[of("医疗机构")]++
    }
    print "高于中选价采购" lines "行，多付" yuan(over) "元"
    for (i in by) print i "（" by_n[i] "行，多付" yuan(by[i]) "元）"
    print "另有" hints "行为其他包装"

    open_sheet("货款支付排名"); N = 0; longest = silent = ranked = 0; split("", insts)
    while (row()) {
        due += fen(of("到期金额")); due_n += of("到期笔数"); timely += fen(of("按期支付金额")); late_paid += fen(of("逾期已付"))
        open_ += fen(of("逾期未付")); reason += fen(of("其中有正当理由"))
        payer_due[of("付款方")] += fen(of("到期金额")); payer_timely[of("付款方")] += fen(of("按期支付金额"))
        if (of("名次") != "") ranked++
        if (of("评价") == "未报") silent++
        if (fen(of("逾期未付")) <= 0) continue
        if (of("最长逾期天数") + 0 > longest) longest = of("最长逾期天数") + 0
        V[++N] = fen(of("逾期未付")); W[N] = of("最长逾期天数") + 0
        T[N] = of("医疗机构") "（" of("付款方") "付款，逾期未付" comma(of("逾期未付")) "元，其中有正当理由" comma(of("其中有正当理由")) "元，最长逾期" of("最长逾期天数") "天，按期支付金额占比" of("按期支付金额占比(%)") "%）"
        U[N] = of("医疗机构") "（" of("付款方") "付款，最长逾期" of("最长逾期天数") "天，逾期未付" comma(of("逾期未付")) "元）"
        if (!(of("机构编码") in insts)) owing++
        insts[of("机构编码")]
    }
    print "到期应付货款" yuan(due) "元（" comma(due_n) "笔），按期支付" yuan(timely) "元，按期支付金额占比" pct(timely, due)
    print "逾期已付" yuan(late_paid) "元"
    print "逾期未付" yuan(open_) "元，涉及" owing "家医疗机构，其中有正当理由" yuan(reason) "元"
    for (i in payer_due)
        print i "付款的，到期" yuan(payer_due[i]) "元，按期支付金额占比" pct(payer_timely[i], payer_due[i])
    print owing "家医疗机构有货款逾期未付，共" yuan(open_) "元，扣除有正当理由的，还有" yuan(open_ - reason) "元；逾期时间最长" longest "天"
    print "参与货款支付排名的医疗机构" ranked "家"
    print "未报送数据的" silent "家"
    text = ""
    for (i = 0; i < 5 && (k = best()) != ""; i++) text = text (i ? "；" : "") T[k]
    print text "。"
    top = 0
    for (i = 1; i <= N; i++) if (W[i] > W[top]) top = i
    print "逾期时间最长的是：" U[top]

    open_sheet("报送情况")
    while (row()) missing[of("医疗机构")] = of("连续缺报")
    open_sheet("货款支付排名")
    while (row()) if (of("评价") == "未报") print of("医疗机构") "（近12个月连续缺报" missing[of("医疗机构")] "个月）"

    # rows of the tables, their cells parted by |
    open_sheet("货款支付排名"); k = 0
    while (row()) if (of("名次") != "" && of("付款方") == "医疗机构")
        line[++k] = of("名次") "|" of("医疗机构") "|" comma(of("到期金额")) "|" of("按期支付金额占比(%)") "|" of("剔除正当理由后占比(%)") "|" of("加权平均付款天数") "|" comma(of("逾期未付")) "|" of("评价")
    for (i = 1; i <= k; i++) if (i <= 10 || i > k - 10) print line[i]
    open_sheet("机构执行排名"); k = 0
    while (row())
        line[++k] = of("名次") "|" of("医疗机构") "|" of("签约产品数") "|" of("达序时产品数") "|" of("达序时占比(%)") "|" of("折算完成率(%)") "|" comma(of("进度差")) "|" of("零采购") "|" of("严重滞后")
    for (i = 1; i <= k; i++) if (i <= 10 || i > k - 10) print line[i]
}
