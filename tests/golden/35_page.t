On the published page of a period what is overdue is not of that period alone, and says so.
$ jicai sample 示例 >/dev/null; jicai run 示例 --month 2024-08 -o 月.html -q 2>/dev/null >&2; jicai run 示例 -o 全.html -q 2>/dev/null >&2; for f in 月 全; do grep -o '<dd class="remark">[^<]*笔[^<]*\|<dd class="remark">[^<]*涉及[^<]*' $f.html; done

这些表用 WPS 或 Excel 打开就能看。现在运行：

  jicai run 示例

<dd class="remark">本期到期 10 笔；95% 及以上为达标
<dd class="remark">截止日前到期的全部，不限本期；涉及 1 家机构
<dd class="remark">已到期 42 笔；95% 及以上为达标
<dd class="remark">涉及 1 家机构
$ jicai run 示例 --month 2024-08 --lang en -o en.html -q 2>/dev/null >&2; grep -o '<dd class="remark">[^<]*\(matured\|owed\)[^<]*' en.html
<dd class="remark">10 receipts matured in the period; good from 95 %
<dd class="remark">all that was due by the cut-off day, not in the period alone; owed by 1 institution
