/*
 * dict: the distinct spellings of institutions, firms and products. A million rows hold ten thousand of them, so each
 * is normalised once and a row carries numbers. New ones are written through the writer; ids are given here.
 */
#ifndef INGEST_DICT_H
#define INGEST_DICT_H

#include "ingest/norm.h"
#include "ingest/writer.h"

enum {
    JC_ITEM_CODE,
    JC_ITEM_PLATFORM,
    JC_ITEM_GENERIC,
    JC_ITEM_FORM,
    JC_ITEM_SPEC,
    JC_ITEM_PACK,
    JC_ITEM_MAKER,
    JC_ITEM_UNIT,
    JC_ITEM_UPP,
    JC_ITEM_PARTS
};

struct jc_dict;
/* Loads what the store holds; borrowed store and writer outlive it. */
enum jc_status jc_dict_new(struct jc_dict **out, struct jc_store *store, struct jc_writer *writer,
                           struct jc_err *err) JC_MUST_CHECK;
void jc_dict_free(struct jc_dict *d);
/* How many spellings are used: a file that was taken back and left no new one leaves the dictionary as it was. */
size_t jc_dict_count(const struct jc_dict *d);
void jc_dict_write_to(struct jc_dict *d, struct jc_writer *writer); /* in the place of the writer that it has */

/* The number of an institution's, a firm's, a product's spelling; *is_new may be NULL. All texts are cleaned already. */
enum jc_status jc_dict_org(struct jc_dict *d, struct jc_span code, struct jc_span name, int64_t *id, bool *is_new,
                           struct jc_err *err) JC_MUST_CHECK;
/* How the institution of that number is written; "" where it is by its code alone. */
struct jc_span jc_dict_org_name(const struct jc_dict *d, int64_t id);
/* Have earlier sheets of that file and kind rows of an institution whose name holds this key, or is part of it? */
enum jc_status jc_dict_file_has(bool *out, struct jc_dict *d, int64_t file, const char *kind, struct jc_span key,
                                struct jc_err *err) JC_MUST_CHECK;
/* Does a list of institutions, or of their other names, hold this one? */
enum jc_status jc_dict_lists_org(bool *out, struct jc_dict *d, struct jc_span name, struct jc_err *err) JC_MUST_CHECK;
enum jc_status jc_dict_firm(struct jc_dict *d, struct jc_span name, int64_t *id, struct jc_err *err) JC_MUST_CHECK;

/* What was found out about a product's spelling when it was first met. */
struct jc_item {
    int64_t id;
    bool is_new;
    int64_t upp; /* column, else spec; 0 = unknown */
    bool in_units;
    bool contained;            /* upp is 1 because it is in a container (10g/袋) */
    int upp_reason;            /* why the spec text gave none, 0 = it did */
    int strength_reason;       /* why its strength cannot be compared (261, 269-273); 0 = it can, or there is none */
    int upp_conflict;          /* column and spec disagree: the spec's count, else 0 */
    struct jc_counted counted; /* its smallest unit, its pack and the levels between; units = upp */
    int64_t times; /* how many of what a line is counted in one of its unit is: 万片 10 000; 0 = ask each quantity */
    bool doubtful; /* its unit may be no pack (E251) */
    unsigned repairs;  /* what was taken off the maker's name (JC_MAKER_) */
    int column_reason; /* the column's text is no whole number: reason, else 0 */
    uint64_t product;  /* hash of what makes it the same product in an agreement's or award's identity */
    uint64_t pack;     /* the same with units per pack */
};
enum jc_status jc_dict_item(struct jc_dict *d, const struct jc_span part[JC_ITEM_PARTS], struct jc_item *out,
                            struct jc_err *err) JC_MUST_CHECK;

#endif
