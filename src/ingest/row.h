/* row: the row at hand while a record of its kind is made: values, dictionary look-ups, identity, writing. */
#ifndef INGEST_ROW_H
#define INGEST_ROW_H

#include "ingest/record.h"
#include "ingest/word.h"

extern const struct jc_span jc_no_span; /* "" */

/* ---- values; a lazy field is read when it is first asked for ---- */

static inline struct jc_field_value *jc_row_get(struct jc_load *l, enum jc_field f)
{
    if (l->by_field[f] && !l->seen[f])
        jc_field_read(l, l->current, f);
    return &l->v[f];
}

static inline struct jc_span jc_row_text(struct jc_load *l, enum jc_field f)
{
    const struct jc_field_value *v = jc_row_get(l, f);
    return v->has ? v->text : jc_no_span;
}

static inline struct jc_val jc_row_text_val(struct jc_load *l, enum jc_field f)
{
    struct jc_span t = jc_row_text(l, f);
    return jc_val_str(t.p, t.n);
}

/* Text where there is some, else NULL. */
static inline struct jc_val jc_row_text_null(struct jc_load *l, enum jc_field f)
{
    const struct jc_field_value *v = jc_row_get(l, f);
    return v->has ? jc_val_str(v->text.p, v->text.n) : jc_val_null();
}

static inline struct jc_val jc_row_int_null(struct jc_load *l, enum jc_field f)
{
    const struct jc_field_value *v = jc_row_get(l, f);
    return v->has ? jc_val_int(v->i) : jc_val_null();
}

/* False, and the row is refused, where the field has no value. */
bool jc_row_require(struct jc_load *l, enum jc_field f);
/* The first field's day is not after the second's; else the row is refused. */
bool jc_row_check_span(struct jc_load *l, enum jc_field from, enum jc_field to);

/* ---- what stands in the dictionaries, found again by the raw cells ---- */

/* What the memos hold. destroyed: a code among the cells is (E203), which is to be told wherever it stands. */
struct jc_org_known {
    int64_t id;
    bool destroyed;
};
struct jc_item_known {
    struct jc_item item;
    bool destroyed;
};

int64_t jc_row_find_org(struct jc_load *l, struct jc_span code, struct jc_span name);
/* The institution of the row, 0 = it names none. */
int64_t jc_row_org(struct jc_load *l);
bool jc_row_require_org(struct jc_load *l, int64_t *org);
/* `with_unit`: the unit column is part of the spelling (purchases), else it belongs to another column. */
bool jc_row_item(struct jc_load *l, bool with_unit, struct jc_item *out);
/* 10g/袋 counted in 盒: the same product, with nobody knows how many in a pack. */
void jc_row_item_boxed(struct jc_load *l, struct jc_span unit, struct jc_item *it);
bool jc_row_require_item(struct jc_load *l, bool with_unit, struct jc_item *out);
struct jc_val jc_row_firm(struct jc_load *l, enum jc_field f);
/* Round code, else name, else what the title says; "" = none. */
struct jc_span jc_row_round(struct jc_load *l);
bool jc_row_require_round(struct jc_load *l);
/* A price per unit × n, from the digits as they stand and rounded once; false: there is none, or it is too large. */
bool jc_row_times(struct jc_load *l, enum jc_field f, int64_t n, int64_t *out);
/* A price as it is written, in 1/10^places yuan: to how many places it was rounded, of which a price has two at least and nine
   at most. */
int64_t jc_row_decimals(struct jc_load *l, enum jc_field f, int *places);

/* A word of a closed list, remembered by its raw cell; an unknown one is told with `code` and counts as none. */
struct jc_val jc_row_word(struct jc_load *l, enum jc_field f, int (*word)(struct jc_span), int code);

/*
 * The same of one column of a field that may have several. `unknown` is what the word function says of a word that is not understood,
 * which is told and said. A hearing is static: what it has heard is kept under its address.
 */
struct jc_hearing {
    int (*word)(struct jc_span);
    int code, unknown;
};
int jc_row_hear(struct jc_load *l, const struct jc_column *c, const struct jc_hearing *as);

/* ---- in what quantities and prices are counted ---- */

/* The unit that the cell of a quantity or its head's bracket names for this column alone; "" = none. */
struct jc_span jc_row_own_unit(struct jc_load *l, enum jc_field f);
/* The unit of columns that name none: the cell of the unit column, else the title's, which is told; "" = none. */
struct jc_span jc_row_shared_unit(struct jc_load *l);
/* What the price is for, as the bracket of its head says (元/片) or the cell beside it; "" = nothing does. */
struct jc_span jc_row_price_unit(struct jc_load *l);
/* Once a sheet: the column's own unit is another than that of the unit column, and holds. */
void jc_row_tell_unit(struct jc_load *l, enum jc_field f, struct jc_span own);
/* Once a file: that unit may be no pack, and was taken for one. */
void jc_row_tell_doubt(struct jc_load *l, enum jc_field f, struct jc_span unit);
/* Once a file: that unit is no name for one of this product, whose smallest unit is another; it was taken for one. */
void jc_row_tell_piece(struct jc_load *l, struct jc_span unit, const char *smallest);
/* What an order line is counted in, where its unit column does not say so or says otherwise; "" = as that says. */
struct jc_span jc_row_line_unit(struct jc_load *l);
/*
 * The unit in which a line is better counted than in that one, "" = none. In packs, where its price is that of a pack and
 * all quantities are packs or parts of them that 1/10 000 holds exactly: no price is rounded then. In smallest units, where
 * a quantity is not: none is rounded then.
 */
struct jc_span jc_row_better_unit(struct jc_load *l, const struct jc_item *it);
/* Quantities and price of an order line that are counted otherwise than the line are converted; they may refuse it. */
void jc_row_one_unit(struct jc_load *l, const struct jc_item *it);

/* ---- identity and writing ---- */

static inline uint64_t jc_mix(uint64_t h, const void *p, size_t n)
{
    return jc_hash(p, n, h);
}

static inline uint64_t jc_mix_int(uint64_t h, int64_t x)
{
    return jc_hash(&x, sizeof x, h);
}

static inline uint64_t jc_mix_text(uint64_t h, struct jc_span t)
{
    return jc_mix_int(jc_mix(h, t.p ? t.p : "", t.n), (int64_t)t.n);
}

uint64_t jc_mix_field(struct jc_load *l, uint64_t h, enum jc_field f);
/* All fields of the kind but the institution: what makes a small record the same record. */
uint64_t jc_mix_all(struct jc_load *l, uint64_t h);

/*
 * What every table begins with: id, sheet, row, identity, occurrence; returns how many values. An institution is no part
 * of the identity, since who is who is decided later: `org` is its spelling, 0 where the kind has none.
 */
int jc_row_begin(struct jc_load *l, struct jc_val *v, uint64_t ident, int64_t org);
/* The row has no number, and occurs the n-th time in its file: in an earlier sheet (told: of that the rows are settled, and told),
   or again in this one? twins.c tells it. */
void jc_row_see_twin(struct jc_load *l, uint64_t key, int64_t n, bool told);
int64_t jc_row_ident(uint64_t h); /* an identity as it is stored */
void jc_row_write(struct jc_load *l, const struct jc_val *v, int n);
/* Nothing is wrong with the row, but it is no record: it is counted among those passed over, and told at the end. */
void jc_row_pass(struct jc_load *l);
/* The span of the data's own days. */
void jc_row_see_day(struct jc_load *l, int64_t day);

/* ---- what kind of goods it is of (goods.c) ---- */

/* What the row, which is kept, says of its product: 高值耗材, 西药. */
void jc_row_see_goods(struct jc_load *l, int64_t item);

/* ---- whether a row of purchases is a return (record_return.c) ---- */

enum { JC_NO_PURCHASE = 3 }; /* whatever was ordered, sent or accepted: its document is of something else */
struct jc_return {
    bool back;
    bool came_in;                     /* its document is of goods that were bought */
    int cancelled;                    /* purchase.void: 1 by the institution, 2 by the distributor, or JC_NO_PURCHASE */
    const struct jc_column *unbought; /* the column by which it is no purchase: 调拨, 赠品; NULL: none says so */
};
/*
 * Decides, and turns the figures of the row where the type of its document makes them negative, or gives it the returned
 * quantity that its status says; the same again if called twice.
 */
struct jc_return jc_row_return(struct jc_load *l);
/*
 * The goods of a return came with the order that 原订单编号 names: that is its order, where it has no number of its own. One
 * that has is known by that, or it would be another row in an export without the column; this is then what it is of.
 */
struct jc_span jc_row_original_order(struct jc_load *l);
/* A row that is no purchase, or no payment of one, by that column; those of a word are told at the end, with their worth. */
void jc_row_count_unbought(struct jc_load *l, const struct jc_column *by);
void jc_load_tell_unbought(struct jc_load *l);
/* Rows at a price of 0, and of nothing. */
void jc_load_tell_zero(struct jc_load *l);

/* ---- whether it happened (record_standing.c) ---- */

/* Of a payment, all that its states say. What is void, failed, planned or not approved is told. */
enum jc_standing jc_row_paid_standing(struct jc_load *l);
/* The column by which the row is void; NULL: it is not. What is not yet checked counts, and is told at the end. */
const struct jc_column *jc_row_void_column(struct jc_load *l);
/* A row that nobody has checked yet, by this column: counted once, for a message about the sheet. */
void jc_row_count_open(struct jc_load *l, const struct jc_column *c);
/* 验收状态, 是否入库: does it say whether the goods of an order line came? */
bool jc_column_is_of_receipt(const struct jc_column *c);
/* Did they, by the one of these columns that says most against it? What was refused is void. */
enum jc_standing jc_row_receipt(struct jc_load *l, const struct jc_column **by);
/* They did not, or not yet, by that column: nothing counts as accepted, which is told. */
void jc_row_not_accepted(struct jc_load *l, const struct jc_column *by);
/* Has somebody upheld the reason? Where it names one and says all the same that it was not, that is told. */
bool jc_row_upheld(struct jc_load *l);
/* The same of an order line, whose own payment and return it hears, too: back = the row is a return. */
const struct jc_column *jc_row_standing(struct jc_load *l, bool back);

/* ---- what a payment was for (purpose.c) ---- */

/* What a column says is for something else is counted and told at the end of the sheet; what a remark does is told alone. */
enum jc_paid_for {
    JC_PAID_FOR_GOODS,    /* or nothing says otherwise */
    JC_PAID_FOR_DOCUMENT, /* something else; but it names an invoice or an order, and settles that if it is one of ours */
    JC_PAID_FOR_OTHER
};
enum jc_paid_for jc_row_paid_for(struct jc_load *l);

/* ---- whether a row of an account is a payment (account.c) ---- */

enum jc_went {
    JC_WENT_OUT,
    JC_WENT_IN,     /* 收入, 入库金额: no payment */
    JC_WENT_REFUSED /* nobody knows (借 of whose books?), or a payment came back, which is told */
};
enum jc_went jc_row_went(struct jc_load *l);

/* ---- what is written where nobody asks for it (remark.c) ---- */

/* The columns of the head that decide nothing; of more than JC_REMARKS the first ones. */
void jc_load_find_remarks(struct jc_load *l);
/* Of a row that counts: does a column that decides nothing say that it is none, or went back? Told at the end. */
void jc_row_hear_remarks(struct jc_load *l);
/* ---- prices that were adjusted: adjusted.c ---- */

/* What a row says of before: the price in column `until`, from `first` to the day before `changed`; until = NULL: nothing. */
struct jc_adjusted {
    const struct jc_column *until;
    jc_day first, changed;
    enum jc_field field; /* whose place its column takes */
    const struct jc_column *usual;
};
/* The row as it holds from the day of change on. */
struct jc_adjusted jc_adjusted_begin(struct jc_load *l);
/* The row as it held before, until the end. */
void jc_adjusted_turn_back(struct jc_load *l, struct jc_adjusted *a);
void jc_adjusted_end(struct jc_load *l, const struct jc_adjusted *a);

/* The supply areas of an award from the marks below the names of provinces; false: the row is refused. */
bool jc_row_take_provinces(struct jc_load *l);
/* Once per sheet: the firm that stands in for the winner of this row is none of the catalogue's. */
void jc_row_tell_backup_firm(struct jc_load *l);
/* Of a payment that names no document and counts: does such a column say that it was for something else than drugs? */
void jc_row_hear_purposes(struct jc_load *l);
/* Of a payment: does a column that nobody reads hold money that came back (退款金额)? */
void jc_row_hear_refunds(struct jc_load *l);
/* The column says that the line is paid, and nothing says how much. */
void jc_row_count_paid(struct jc_load *l, const struct jc_column *c);
void jc_load_tell_remarks(struct jc_load *l);

/* ---- the kinds; each writes the record of the row or refuses it ---- */

void jc_write_purchase(struct jc_load *l);
/* The identity that a refused row would have had: of an order line in purchase_ident, of a payment in payment.ident. */
bool jc_purchase_ident(struct jc_load *l, const struct jc_item *item, int64_t *ident);
/* Write what else a row says that was refused, issue `issue`, since its product or institution is lost with a code. */
void jc_purchase_lost(struct jc_load *l, int64_t issue);
void jc_payment_refused(struct jc_load *l, struct jc_issue *i); /* whose it is, of how much, and its identity */
void jc_write_payment(struct jc_load *l);
void jc_write_institution(struct jc_load *l);
void jc_write_award(struct jc_load *l);
void jc_write_agreement(struct jc_load *l);

#endif
