/* The SQL functions that the program's own SQL may use; the list and their meaning stand in store.h. */
#include "store/store.h"

#define RATE_TEXT 96

/* An integer, or 'n/d'; false for NULL and for anything else. */
static bool get_rate(struct jc_rate *out, sqlite3_value *v)
{
    switch (sqlite3_value_type(v)) {
    case SQLITE_INTEGER:
        *out = jc_rate_of(sqlite3_value_int64(v), 1);
        return true;
    case SQLITE_TEXT:
        return jc_rate_parse(out, (const char *)sqlite3_value_text(v), (size_t)sqlite3_value_bytes(v));
    default:
        return false;
    }
}

static void give_rate(sqlite3_context *ctx, struct jc_rate r)
{
    char text[RATE_TEXT];
    if (r.d == 0) {
        sqlite3_result_null(ctx);
        return;
    }
    jc_rate_text(text, sizeof text, r);
    sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
}

static void give_buf(sqlite3_context *ctx, struct jc_buf *b)
{
    sqlite3_result_text(ctx, jc_buf_text(b), (int)b->len, SQLITE_TRANSIENT);
    jc_buf_free(b);
}

static const char *text_of(sqlite3_value *v)
{
    const char *s = (const char *)sqlite3_value_text(v);
    return s ? s : "";
}

static bool rate_op(struct jc_rate *out, char op, sqlite3_value *a, sqlite3_value *b)
{
    struct jc_rate x, y;
    if (!get_rate(&x, a) || !get_rate(&y, b))
        return false;
    return op == '+'   ? jc_rate_add(out, x, y)
           : op == '-' ? jc_rate_sub(out, x, y)
           : op == '*' ? jc_rate_mul(out, x, y)
                       : jc_rate_div(out, x, y);
}

/* Where 128 bits are too few, by the texts; false: one of them is no rate. */
static bool ratio_op(struct jc_buf *out, char op, sqlite3_value *a, sqlite3_value *b)
{
    const char *s = text_of(a), *t = text_of(b);
    return jc_ratio_op(out, op, s, (size_t)sqlite3_value_bytes(a), t, (size_t)sqlite3_value_bytes(b));
}

static void give_op(sqlite3_context *ctx, char op, sqlite3_value **argv)
{
    struct jc_rate r;
    struct jc_buf out = {0};
    if (rate_op(&r, op, argv[0], argv[1]))
        give_rate(ctx, r);
    else if (ratio_op(&out, op, argv[0], argv[1]) && strcmp(jc_buf_text(&out), "0/0") != 0)
        give_buf(ctx, &out);
    jc_buf_free(&out);
}

static void fn_rate(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    give_op(ctx, '/', argv);
}

static void fn_rate_op(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    give_op(ctx, *(const char *)sqlite3_user_data(ctx), argv);
}

static void fn_rate_cmp(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    struct jc_rate a, b;
    const char *s = text_of(argv[0]), *t = text_of(argv[1]);
    int c;
    if (get_rate(&a, argv[0]) && get_rate(&b, argv[1]))
        sqlite3_result_int(ctx, jc_rate_cmp(a, b));
    else if (jc_ratio_cmp(&c, s, (size_t)sqlite3_value_bytes(argv[0]), t, (size_t)sqlite3_value_bytes(argv[1])))
        sqlite3_result_int(ctx, c);
}

/*
 * rate_cmp, rate_sub and rate_div(a, b, c, d): a/b and c/d as four integers; for the hot paths, where no text is made in
 * between. False: one of them is NULL.
 */
static bool get_four(int64_t v[4], sqlite3_value **argv)
{
    for (int i = 0; i < 4; i++) {
        if (sqlite3_value_type(argv[i]) == SQLITE_NULL)
            return false;
        v[i] = sqlite3_value_int64(argv[i]);
    }
    return true;
}

static void fn_rate_cmp4(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    int64_t v[4];
    if (!get_four(v, argv))
        return;
    if (v[1] <= 0 || v[3] <= 0) {
        sqlite3_result_int(ctx, (v[1] > 0) - (v[3] > 0));
        return;
    }
    __int128 left = (__int128)v[0] * v[3], right = (__int128)v[2] * v[1];
    sqlite3_result_int(ctx, (left > right) - (left < right));
}

static void fn_rate_op4(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    int64_t v[4];
    if (!get_four(v, argv) || v[1] <= 0 || v[3] <= 0)
        return;
    if (*(const char *)sqlite3_user_data(ctx) == '-') {
        __int128 n;
        if (__builtin_sub_overflow((__int128)v[0] * v[3], (__int128)v[2] * v[1], &n))
            sqlite3_result_error(ctx, "rate_sub: overflow", -1);
        else
            give_rate(ctx, jc_rate_of(n, (__int128)v[1] * v[3]));
    } else if (v[2] > 0) {
        give_rate(ctx, jc_rate_of((__int128)v[0] * v[3], (__int128)v[1] * v[2]));
    }
}

/* Of an integer or a text; the text is asked for before its length. */
static bool round_value(int64_t *out, sqlite3_value *v, int places)
{
    struct jc_rate r;
    if (get_rate(&r, v))
        return jc_rate_round(out, r, places);
    const char *s = text_of(v);
    return jc_ratio_round(out, s, (size_t)sqlite3_value_bytes(v), places);
}

static void fn_rate_round(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    int64_t out;
    if (round_value(&out, argv[0], sqlite3_value_int(argv[1])))
        sqlite3_result_int64(ctx, out);
}

/* SQLite aligns its memory to 8 bytes, an __int128 wants 16: packed, so that it is read without that promise. */
struct __attribute__((packed, aligned(8))) rate_sum {
    bool any;
    struct jc_rate r;
    struct jc_buf *big; /* the sum, once it has left 128 bits */
};

/* Text that is no rate is left out, as everywhere. */
static void add_big(struct rate_sum *sum, sqlite3_value *v)
{
    const char *s = text_of(v);
    struct jc_buf *out = jc_alloc(sizeof *out), *old = sum->big;
    char text[RATE_TEXT] = "0/1";
    if (sum->any)
        jc_rate_text(text, sizeof text, sum->r);
    const char *so_far = old ? jc_buf_text(old) : text;
    if (!jc_ratio_op(out, '+', so_far, strlen(so_far), s, (size_t)sqlite3_value_bytes(v))) {
        jc_buf_free(out);
        free(out);
        return;
    }
    sum->big = out;
    sum->any = true;
    jc_buf_free(old);
    free(old);
}

static void rate_sum_step(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    struct jc_rate r;
    struct rate_sum *sum = sqlite3_aggregate_context(ctx, sizeof *sum);
    if (!sum) {
        sqlite3_result_error_nomem(ctx);
    } else if (sum->big || !get_rate(&r, argv[0])) {
        add_big(sum, argv[0]);
    } else {
        struct jc_rate so_far = sum->r;
        if (!sum->any)
            sum->r = r;
        else if (!jc_rate_add(&so_far, so_far, r))
            add_big(sum, argv[0]);
        else
            sum->r = so_far;
        sum->any = true;
    }
}

static void rate_sum_final(sqlite3_context *ctx)
{
    struct rate_sum *sum = sqlite3_aggregate_context(ctx, 0);
    if (sum && sum->big)
        give_buf(ctx, sum->big);
    else if (sum && sum->any)
        give_rate(ctx, sum->r);
    if (sum)
        free(sum->big);
}

/* Text that is no rate (NULLs never come here) is put before all rates, by bytes, so that the order is total. */
static int collate_rate(void *unused, int na, const void *a, int nb, const void *b)
{
    (void)unused;
    if (na == nb && memcmp(a, b, (size_t)na) == 0)
        return 0;
    int c;
    if (jc_ratio_cmp(&c, a, (size_t)na, b, (size_t)nb))
        return c;
    bool ga = jc_ratio_cmp(&c, a, (size_t)na, "0/1", 3), gb = jc_ratio_cmp(&c, b, (size_t)nb, "0/1", 3);
    if (ga != gb)
        return ga ? 1 : -1;
    c = memcmp(a, b, (size_t)(na < nb ? na : nb));
    return c ? c : na - nb;
}

static bool any_null(int argc, sqlite3_value **argv)
{
    for (int i = 0; i < argc; i++)
        if (sqlite3_value_type(argv[i]) == SQLITE_NULL)
            return true;
    return false;
}

static void fn_muldiv(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    int64_t out;
    if (any_null(argc, argv) || sqlite3_value_int64(argv[2]) == 0)
        return;
    if (jc_muldiv(&out, sqlite3_value_int64(argv[0]), sqlite3_value_int64(argv[1]), sqlite3_value_int64(argv[2])))
        sqlite3_result_int64(ctx, out);
    else
        sqlite3_result_error(ctx, "muldiv: overflow", -1);
}

static void fn_day_text(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    char text[11] = "";
    if (!any_null(argc, argv))
        jc_day_text(text, (jc_day)sqlite3_value_int(argv[0]));
    sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
}

static void fn_day_month(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    if (any_null(argc, argv))
        return;
    sqlite3_result_int(ctx, jc_day_month((jc_day)sqlite3_value_int(argv[0])));
}

static void fn_month_end(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    if (!any_null(argc, argv))
        sqlite3_result_int(ctx, jc_day_month_end((jc_day)sqlite3_value_int(argv[0])));
}

static void fn_scaled_text(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    char text[40] = "";
    if (!any_null(argc, argv))
        jc_scaled_text(text, sizeof text, sqlite3_value_int64(argv[0]), sqlite3_value_int(argv[1]),
                       sqlite3_value_int(argv[2]));
    sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
}

/* Digits as they were written: zeros at the end tell how far a price was rounded. */
static void fn_decimal_text(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    char digits[40] = "", text[48] = "";
    if (!any_null(argc, argv)) {
        const int places = sqlite3_value_int(argv[1]);
        snprintf(digits, sizeof digits, "%0*lld", places + 1, (long long)sqlite3_value_int64(argv[0]));
        const int whole = (int)strlen(digits) - places;
        snprintf(text, sizeof text, "%.*s.%s", whole, digits, digits + whole);
    }
    sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
}

static bool percent_of(int64_t *out, int argc, sqlite3_value **argv)
{
    struct jc_rate r;
    struct jc_buf text = {0};
    bool good = argc == 1                                ? round_value(out, argv[0], 4)
                : rate_op(&r, '/', argv[0], argv[1])     ? jc_rate_round(out, r, 4)
                : ratio_op(&text, '/', argv[0], argv[1]) ? jc_ratio_round(out, jc_buf_text(&text), text.len, 4)
                                                         : false;
    jc_buf_free(&text);
    return good && jc_mul(out, *out, 100);
}

static void fn_percent(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    char text[40] = "—";
    int64_t v;
    if (percent_of(&v, argc, argv)) {
        jc_scaled_text(text, sizeof text - 1, v, 2, 2);
        size_t n = strlen(text);
        text[n] = '%';
        text[n + 1] = '\0';
    }
    sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
}

static void fn_key_part(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    struct jc_buf b = {0};
    const char *s = text_of(argv[0]);
    jc_text_key_part(&b, s, strlen(s));
    give_buf(ctx, &b);
}

static void fn_text_key(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    struct jc_buf b = {0};
    const char *s = text_of(argv[0]);
    jc_text_key(&b, s, strlen(s));
    give_buf(ctx, &b);
}

static void fn_vessel(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    sqlite3_result_int(ctx, jc_vessel_of(text_of(argv[0])));
}

static void fn_text_era(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    sqlite3_result_int64(ctx, jc_text_era(text_of(argv[0]), (size_t)sqlite3_value_bytes(argv[0])));
}

static void fn_code_may_be(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    sqlite3_result_int(ctx, jc_code_may_be(text_of(argv[0]), text_of(argv[1])));
}

/* An identity together with a day, as src/ingest/record_purchase.c makes it of a short serial number. */
static void fn_ident_on_day(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    const int64_t day = sqlite3_value_int64(argv[1]);
    sqlite3_result_int64(ctx, (int64_t)(jc_hash(&day, sizeof day, (uint64_t)sqlite3_value_int64(argv[0])) >> 1));
}

static void fn_inst_apart(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    int d = jc_inst_apart(text_of(argv[0]), text_of(argv[1]), text_of(argv[2]), text_of(argv[3]));
    if (d)
        sqlite3_result_int(ctx, d);
}

/* ---- words: a text that says a thing in both languages ------------------------------------------- */

/*
 * Both stand in it, each behind a mark, so that it can be joined with other text before anybody knows who will read it:
 * results are the same whoever asked for them, and only what shows them chooses. The marks are control characters, which
 * no cell of a table holds.
 */
enum { MARK_ZH = 0x1c, MARK_EN, MARK_END };

/* One of an end that was cut off is taken as it is. */
static void add_words(struct jc_buf *out, const char *s, size_t n, enum jc_lang lang)
{
    const char *end = s + n, *zh, *en, *stop;
    for (; (zh = memchr(s, MARK_ZH, (size_t)(end - s))); s = stop + (stop < end)) {
        jc_buf_add(out, s, (size_t)(zh++ - s));
        en = memchr(zh, MARK_EN, (size_t)(end - zh));
        stop = en ? memchr(en, MARK_END, (size_t)(end - en)) : NULL;
        if (!stop)
            stop = end;
        if (!en)
            jc_buf_add(out, zh, (size_t)(stop - zh));
        else if (lang == JC_EN)
            jc_buf_add(out, en + 1, (size_t)(stop - en - 1));
        else
            jc_buf_add(out, zh, (size_t)(en - zh));
    }
    jc_buf_add(out, s, (size_t)(end - s));
}

static void add_value(struct jc_buf *out, sqlite3_value *v, enum jc_lang lang)
{
    const char *s = text_of(v);
    add_words(out, s, (size_t)sqlite3_value_bytes(v), lang);
}

static void fn_words(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    struct jc_buf b = {0};
    if (any_null(argc, argv))
        return;
    jc_buf_char(&b, MARK_ZH);
    add_value(&b, argv[0], JC_ZH);
    jc_buf_char(&b, MARK_EN);
    add_value(&b, argv[1], JC_EN);
    jc_buf_char(&b, MARK_END);
    give_buf(ctx, &b);
}

/* Nearly every text of a table is the same in both. */
static void fn_words_in(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    struct jc_buf b = {0};
    const char *s = text_of(argv[0]);
    if (!memchr(s, MARK_ZH, (size_t)sqlite3_value_bytes(argv[0]))) {
        sqlite3_result_value(ctx, argv[0]);
        return;
    }
    add_value(&b, argv[0], sqlite3_value_int(argv[1]) == JC_EN ? JC_EN : JC_ZH);
    give_buf(ctx, &b);
}

/* As SQLite has it from 3.44 on, and PostgreSQL. */
static void fn_concat_ws(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    struct jc_buf b = {0};
    bool any = false;
    if (argc < 1 || any_null(1, argv))
        return;
    for (int i = 1; i < argc; i++) {
        if (any_null(1, argv + i))
            continue;
        if (any)
            jc_buf_str(&b, text_of(argv[0]));
        jc_buf_str(&b, text_of(argv[i]));
        any = true;
    }
    give_buf(ctx, &b);
}

static void fn_msg(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    struct jc_buf b = {0};
    bool cure = *(const char *)sqlite3_user_data(ctx) == 'c';
    (cure ? jc_msg_cure : jc_msg_problem)(&b, sqlite3_value_int(argv[0]), text_of(argv[1]), text_of(argv[2]),
                                          text_of(argv[3]), sqlite3_value_int(argv[4]) == JC_EN ? JC_EN : JC_ZH);
    give_buf(ctx, &b);
}

static void fn_msg_severity(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    (void)argc;
    sqlite3_result_int(ctx, jc_msg_severity(sqlite3_value_int(argv[0])));
}

/* ---- scan: rows pushed through a C function ----------------------------------------------------- */

struct jc_scan {
    sqlite3_value **v;
    int n;
};

int64_t jc_scan_int(const struct jc_scan *row, int i, int64_t none)
{
    return i < row->n && sqlite3_value_type(row->v[i]) == SQLITE_INTEGER ? sqlite3_value_int64(row->v[i]) : none;
}

const char *jc_scan_text(const struct jc_scan *row, int i, size_t *n)
{
    const char *s = i < row->n ? (const char *)sqlite3_value_text(row->v[i]) : NULL;
    *n = s ? (size_t)sqlite3_value_bytes(row->v[i]) : 0;
    return s ? s : "";
}

static void scan_step(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    const struct jc_store *store = sqlite3_user_data(ctx);
    const struct jc_scan row = {argv, argc};
    if (store->row_fn)
        store->row_fn(store->row_arg, &row);
}

static void fn_pick(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    const struct jc_store *store = sqlite3_user_data(ctx);
    const struct jc_scan row = {argv, argc};
    sqlite3_result_int(ctx, store->pick_fn && store->pick_fn(store->row_arg, &row));
}

static void scan_final(sqlite3_context *ctx)
{
    sqlite3_result_null(ctx);
}

int jc_store_functions(struct jc_store *store)
{
    sqlite3 *db = store->db;
    static const struct {
        const char *name;
        int argc;
        const char *data;
        void (*fn)(sqlite3_context *, int, sqlite3_value **);
    } list[] = {
        {"rate", 2, "", fn_rate},
        {"rate_add", 2, "+", fn_rate_op},
        {"rate_sub", 2, "-", fn_rate_op},
        {"rate_mul", 2, "*", fn_rate_op},
        {"rate_div", 2, "/", fn_rate_op},
        {"rate_cmp", 2, "", fn_rate_cmp},
        {"rate_cmp", 4, "", fn_rate_cmp4},
        {"rate_sub", 4, "-", fn_rate_op4},
        {"rate_div", 4, "/", fn_rate_op4},
        {"rate_round", 2, "", fn_rate_round},
        {"percent", 1, "", fn_percent},
        {"percent", 2, "", fn_percent},
        {"muldiv", 3, "", fn_muldiv},
        {"day_text", 1, "", fn_day_text},
        {"day_month", 1, "", fn_day_month},
        {"month_end", 1, "", fn_month_end},
        {"scaled_text", 3, "", fn_scaled_text},
        {"decimal_text", 2, "", fn_decimal_text},
        {"key_part", 1, "", fn_key_part},
        {"text_key", 1, "", fn_text_key},
        {"vessel", 1, "", fn_vessel},
        {"text_era", 1, "", fn_text_era},
        {"code_may_be", 2, "", fn_code_may_be},
        {"ident_on_day", 2, "", fn_ident_on_day},
        {"inst_apart", 4, "", fn_inst_apart},
        {"words", 2, "", fn_words},
        {"words_in", 2, "", fn_words_in},
        {"concat_ws", -1, "", fn_concat_ws},
        {"msg_problem", 5, "p", fn_msg},
        {"msg_cure", 5, "c", fn_msg},
        {"msg_severity", 1, "", fn_msg_severity},
    };
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    int rc = SQLITE_OK;
    for (size_t i = 0; i < JC_LEN(list) && rc == SQLITE_OK; i++)
        rc = sqlite3_create_function_v2(db, list[i].name, list[i].argc, flags, (void *)list[i].data, list[i].fn, NULL,
                                        NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_create_function_v2(db, "rate_sum", 1, flags, NULL, NULL, rate_sum_step, rate_sum_final, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_create_function_v2(db, "scan", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, store, NULL, scan_step,
                                        scan_final, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_create_function_v2(db, "pick", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, store, fn_pick, NULL, NULL,
                                        NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_create_collation_v2(db, "RATE", SQLITE_UTF8, NULL, collate_rate, NULL);
    return rc;
}
