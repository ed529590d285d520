/* The text files of tests/data/files that are not plain UTF-8: what Chinese programs write under the name .xls, or as .csv. */
#ifndef TESTS_FIXTURE_TEXT_H
#define TESTS_FIXTURE_TEXT_H

#include "unit/fixture_xls.h"

static inline void add_encoded(struct jc_buf *out, const char *charset, const char *text)
{
    struct bytes s = encoded(charset, text);

    jc_buf_add(out, s.p, s.n);
}

/* A page of a JSP: charset in http-equiv, a title over all columns, codes kept as text by mso-number-format, a sum. */
static inline void make_html_gb18030(struct jc_buf *out)
{
    add_encoded(
        out, "GB18030",
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
        "xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\r\n"
        "<head><meta http-equiv=\"Content-Type\" content=\"application/vnd.ms-excel; charset=gb18030\">\r\n"
        "<style>td.code{mso-number-format:\"\\@\";} .day{mso-number-format:\"yyyy\\-mm\\-dd\"}</style></head>\r\n"
        "<body><table border=\"1\">\r\n"
        "<tr><td colspan=\"7\" align=\"center\"><b>柳川县人民医院 药品入库明细</b></td></tr>\r\n"
        "<tr><td colspan=7>统计日期：2024-05-01&nbsp;至&nbsp;2024-05-31</td></tr>\r\n"
        "<tr><th>单据号</th><th>药品名称</th><th>规格</th><th>生产厂家</th><th>入库数量</th><th>金额<br>（元）</th>"
        "<th>入库日期</th></tr>\r\n"
        "<tr><td class=code>00420240500001</td><td>劳拉西泮片（苯二氮䓬类）</td><td>0.5mg&times;20片/盒</td>"
        "<td>湖南洞庭药业股份有限公司</td><td x:num>12</td><td x:num=\"810.12000000000001\">810.12</td>"
        "<td class=day x:num=\"45419\">2024-05-07</td></tr>\r\n"
        "<tr><td "
        "style='mso-number-format:\"\\@\"'>00420240500002</td><td>对乙酰氨基酚&amp;咖啡因片</td><td>10片/盒</td>"
        "<td>甲药业有限公司</td><td>1,200</td><td x:str>无</td><td>2024-05-08</td></tr>\r\n"
        "<tr><td colspan=\"4\">合计</td><td>1212</td><td>810.12</td><td></td></tr>\r\n"
        "</table></body></html>\r\n");
}

/* Saved by a browser: quoted-printable GBK in a multipart. */
static inline void make_mhtml(struct jc_buf *out)
{
    struct bytes body = encoded("GBK", "<html><head><meta charset=gbk></head><body><table>\r\n"
                                       "<tr><th>药品名称</th><th>数量</th></tr>\r\n"
                                       "<tr><td>甲药片</td><td>5</td></tr>\r\n"
                                       "</table></body></html>\r\n");

    jc_buf_str(out, "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"----=_part\"\r\n\r\n"
                    "------=_part\r\nContent-Location: file:///C:/book.htm\r\nContent-Transfer-Encoding: "
                    "quoted-printable\r\nContent-Type: text/html; charset=\"gb2312\"\r\n\r\n");
    for (size_t i = 0; i < body.n; i++) {
        unsigned char c = (unsigned char)body.p[i];

        if (c >= 128 || c == '=')
            jc_buf_fmt(out, "=%02X", c);
        else
            jc_buf_char(out, (char)c);
        if (c == '>')
            jc_buf_str(out, "=\r\n");
    }
    jc_buf_str(out, "\r\n------=_part--\r\n");
}

/* A Java writer that puts tabs between cells, and who made it below. */
static inline void make_tab_gbk(struct jc_buf *out)
{
    add_encoded(out, "GBK",
                "医疗机构名称\t单据号\t药品名称\t规格\t入库数量\t入库日期\t\r\n"
                "柳川县人民医院\t0000070601\t甲药片\t20mg*7片/盒\t12\t2024-05-07\t\r\n"
                "柳川县人民医院\t0000070602\t乙药\"速效\"胶囊\t0.25g*24粒\t3.50\t2024-05-08\t\r\n"
                "制表人：张三\t\t审核人：\t\t日期：2024-06-01\r\n");
}

static inline void make_tab_utf16(struct jc_buf *out)
{
    jc_buf_add(out, "\xFF\xFE", 2);
    add_encoded(out, "UTF-16LE",
                "出库单号\t药品名称\t数量\r\n"
                "\t0012\t12\r\n"
                "CK20240507\t\"甲药片\n（缓释）\"\t1,234.50\r\n");
}

/* WPS: 另存为 CSV. 䓬 and ㎖ have four bytes, · and ㎎ are not in GB2312. */
static inline void make_gb18030(struct jc_buf *out)
{
    add_encoded(out, "GB18030",
                "药品名称,规格,备注\r\n"
                "苯二氮䓬类药品,10㎖,布洛芬·缓释\r\n"
                "甲药片,20㎎*7片,\"逗号,在内\"\r\n");
}

static inline void make_utf16be(struct jc_buf *out)
{
    jc_buf_add(out, "\xFE\xFF", 2);
    add_encoded(out, "UTF-16BE", "药品名称,数量\r\n甲药片,5\r\n");
}

/* What Excel leaves beside an open workbook: the name of who has it open, twice, in 165 bytes. */
static inline void make_owner(struct jc_buf *out)
{
    jc_buf_add(out, "\5admin", 6);
    for (int i = 0; i < 49; i++)
        jc_buf_char(out, ' ');
    jc_buf_add(out, "\5\0a\0d\0m\0i\0n\0", 12);
    while (out->len < 165) {
        jc_buf_char(out, ' ');
        if (out->len < 165)
            jc_buf_char(out, 0);
    }
}

#endif
