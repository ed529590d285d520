/* The thread of the report: every byte once and in order, and a failure is told. */
#include <criterion/criterion.h>

#include "report/worker.h"

static enum jc_status gather(void *arg, const struct jc_buf *work, struct jc_err *err)
{
    (void)err;
    jc_buf_add(arg, work->p, work->len);
    return JC_OK;
}

Test(report, worker_keeps_the_order_of_what_it_is_given)
{
    struct jc_buf got = {0}, want = {0}, piece = {0};
    struct worker *w = worker_new(gather, &got, 2);
    for (int i = 0; i < 2000; i++) {
        for (int k = 0; k <= i % 7; k++)
            jc_buf_fmt(&piece, "%d.%d ", i, k);
        jc_buf_add(&want, piece.p, piece.len);
        cr_assert_eq(worker_put(w, &piece, NULL), JC_OK);
        cr_assert_eq(piece.len, 0);
    }
    jc_buf_str(&piece, "the last");
    jc_buf_str(&want, "the last");
    cr_assert_eq(worker_end(w, &piece, NULL), JC_OK);
    cr_assert_eq(got.len, want.len);
    cr_assert_eq(memcmp(got.p, want.p, want.len), 0);
    worker_free(w);
    jc_buf_free(&got);
    jc_buf_free(&want);
    jc_buf_free(&piece);
}

struct counted {
    int calls, fails_at;
};

static enum jc_status fail_at(void *arg, const struct jc_buf *work, struct jc_err *err)
{
    struct counted *c = arg;
    return ++c->calls == c->fails_at ? jc_fail(err, JC_OUTPUT, 701, work->p, NULL, NULL) : JC_OK;
}

Test(report, worker_tells_its_first_failure_and_does_nothing_after_it)
{
    for (int at = 1; at <= 4; at++) {
        struct counted c = {.fails_at = at};
        struct jc_buf piece = {0};
        struct jc_err err = {0};
        struct worker *w = worker_new(fail_at, &c, 1);
        enum jc_status st = JC_OK;
        for (int i = 1; i <= 3 && st == JC_OK; i++) {
            jc_buf_fmt(&piece, "%d", i);
            st = worker_put(w, &piece, &err);
        }
        jc_buf_str(&piece, "4");
        st = worker_end(w, &piece, &err);
        char value[2] = {(char)('0' + at), 0};
        cr_expect_eq(st, JC_OUTPUT);
        cr_expect_str_eq(err.value, value);
        cr_expect_eq(c.calls, at);
        worker_free(w);
        jc_buf_free(&piece);
    }
}

Test(report, worker_may_be_left_at_any_time)
{
    struct jc_buf got = {0}, piece = {0};
    worker_free(NULL);
    worker_free(worker_new(gather, &got, 2));
    struct worker *w = worker_new(gather, &got, 2);
    jc_buf_str(&piece, "one");
    cr_assert_eq(worker_put(w, &piece, NULL), JC_OK);
    worker_free(w); /* what was taken is done */
    cr_expect_str_eq(jc_buf_text(&got), "one");
    jc_buf_free(&got);
    jc_buf_free(&piece);
}
