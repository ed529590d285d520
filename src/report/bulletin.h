/*
 * Private to src/report: the text of the bulletin (通报). Its sentences stand in src/report/bulletin/NN_name.sql, in the
 * order of the files. Front matter, one "-- kind: statement | 中文 | English" a line, then the statements:
 *
 *   say        a paragraph for each row           title to heading sub attach sign annex caption remark note header: the
 *   and        behind the paragraph before        same in another style of src/report/docx/styles.xml
 *   list       behind it too, its rows parted by ；and ended by 。
 *   else       a paragraph where the line before it had no row; its statement may be "-"
 *   tables     here stand the rankings, in the words of the lines before it: the captions `whole`, `cut` (only the first and
 *              last `most` rows are shown), `listed` (those without a rank), with {#} {title} {rows} {unit} {most} {group}; `group`
 *              around the value of the column by which a ranking is parted; `others`: three heads parted by /; `units`: of institutions / of groups
 *
 * statement = "-" (none), "part" of the same file, "file:part" or "file:" of another under src/report. In a text stand
 * {column}, {3} for the third column, {column:type} with a type of sheet.h (a percentage gets its sign), and {#}, which
 * counts from （一） under every heading. A text without a column that it names is an error (E793).
 */
#ifndef REPORT_BULLETIN_H
#define REPORT_BULLETIN_H

#include "jicai/store.h"

#define BULLETIN_SQL "report/bulletin.sql" /* part "lines": kind, text, of a run after bulletin_make, or of an issue */

/* After jc_assess_run(): table temp.bulletin, in both languages. */
enum jc_status bulletin_make(struct jc_store *store, struct jc_err *err) JC_MUST_CHECK;

/* A text with what stands for {name}; false: put() does not know one, *unknown is cut to it. */
typedef bool bulletin_put_fn(void *arg, struct jc_buf *out, const char *name);
bool bulletin_fill(struct jc_buf *out, const char *text, bulletin_put_fn *put, void *arg, char unknown[48]);

#endif
