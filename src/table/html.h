/*
 * Pages into tables, for html.c and mhtml.c: tables, their cells and what Excel and LibreOffice say about a cell
 * (css.c: number formats of classes and of style attributes).
 */
#ifndef TABLE_HTML_H
#define TABLE_HTML_H

#include "table/grid.h"
#include "table/utf8in.h"

/* ---- css.c -------------------------------------------------------------------------------------- */

struct jc_css;

struct jc_css *jc_css_new(void);
void jc_css_free(struct jc_css *css);
/* The rules of a <style> or of a style sheet; kept are classes with mso-number-format. */
void jc_css_read(struct jc_css *css, const char *s, size_t n);
/* The style of the class attribute of a cell; false: none of its classes has one. */
bool jc_css_class(const struct jc_css *css, const char *classes, enum jc_style *style);
/* The same of declarations, "color:red;mso-number-format:\@". */
bool jc_css_declared(const char *s, size_t n, enum jc_style *style);

/* ---- markup.c ----------------------------------------------------------------------------------- */

/* The text of a page without its conditional and other marks that are no text; `in` is borrowed. */
struct jc_markup;

struct jc_markup *jc_markup_new(struct jc_utf8in *in);
/* As jc_utf8in_read(). */
enum jc_status jc_markup_read(struct jc_markup *m, char *to, size_t room, size_t *got,
                              struct jc_err *err) JC_MUST_CHECK;
void jc_markup_free(struct jc_markup *m);

/* ---- html.c ------------------------------------------------------------------------------------- */

struct jc_html;

struct jc_html *jc_html_new(struct jc_book *book);
void jc_html_free(struct jc_html *html);
/* Adds the tables of a page; charset: what is known from outside, or NULL. */
enum jc_status jc_html_page(struct jc_html *html, struct jc_bytes page, const char *charset,
                            struct jc_err *err) JC_MUST_CHECK;
struct jc_css *jc_html_css(struct jc_html *html);
/* Tells the book its sheets: the tables that hold anything. JC_INPUT: there is none (E160). */
enum jc_status jc_html_sheets(struct jc_html *html, struct jc_err *err) JC_MUST_CHECK;
struct jc_grid_sheet *jc_html_open(const struct jc_html *html, size_t i);

#endif
