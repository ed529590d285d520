/* Private to src/report: a document of words, paragraphs and tables in the styles of src/report/docx/styles.xml. */
#ifndef REPORT_DOCX_H
#define REPORT_DOCX_H

#include "jicai/base.h"

/* Appended to the XML of a body; texts are escaped, and rid of what XML or a reader's eye does not bear (html_text). */
void docx_paragraph(struct jc_buf *out, const char *style, const char *text, size_t n);

struct docx_column {
    const char *head;
    bool right;
    int wide; /* the columns share the page as these numbers say */
};
void docx_table_begin(struct jc_buf *out, const struct docx_column *col, size_t n);
void docx_table_row(struct jc_buf *out, const struct docx_column *col, size_t n, const char *const *text);
void docx_table_end(struct jc_buf *out);

struct docx {
    struct jc_buf body, header; /* XML */
    struct jc_buf title;        /* text */
    jc_day created;             /* also the time of every part, so that the same input gives the same bytes */
};
/* The file as bytes. JC_OUTPUT. */
enum jc_status docx_pack(struct jc_buf *out, const struct docx *d, struct jc_err *err) JC_MUST_CHECK;
void docx_free(struct docx *d);

#endif
