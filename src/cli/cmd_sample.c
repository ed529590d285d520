/* sample: a small set of tables that runs to a report, to look at and to fill in. */
#include "cli/cli.h"

#include <errno.h>
#include <sys/stat.h>

enum { E_EXISTS = 617, E_FOLDER = 625 };
#define FOLDER "cli/sample/"

static enum jc_status make_folder(const char *path, struct jc_err *err)
{
    struct stat sb;
    if (mkdir(path, 0777) == 0 || (errno == EEXIST && stat(path, &sb) == 0 && S_ISDIR(sb.st_mode)))
        return JC_OK;
    return jc_fail(err, JC_OUTPUT, E_FOLDER, path, jc_errno_text(errno), NULL);
}

/* The tables are Chinese; the note that explains them is there in each language. */
static const struct jc_asset *sample_at(const struct cli *cli, size_t i)
{
    static const char *const notes[] = {FOLDER "读我.txt", FOLDER "README.txt"};
    const struct jc_asset *a;
    for (size_t k = 0; (a = jc_asset_at(FOLDER, k)); k++)
        if (strcmp(a->name, notes[cli->lang == JC_ZH]) != 0 && i-- == 0)
            break;
    return a;
}

static void path_of(struct jc_buf *out, const char *folder, const struct jc_asset *a)
{
    jc_buf_clear(out);
    jc_buf_fmt(out, "%s/%s", folder, a->name + strlen(FOLDER));
}

/* Nothing is overwritten: someone may have filled in an earlier sample. */
static enum jc_status check_free(const struct cli *cli, const char *folder, struct jc_err *err)
{
    const struct jc_asset *a;
    struct jc_buf path = {0};
    struct stat sb;
    enum jc_status st = JC_OK;
    for (size_t i = 0; st == JC_OK && (a = sample_at(cli, i)); i++) {
        path_of(&path, folder, a);
        if (stat(jc_buf_text(&path), &sb) == 0)
            st = jc_fail(err, JC_OUTPUT, E_EXISTS, jc_buf_text(&path), NULL, NULL);
    }
    jc_buf_free(&path);
    return st;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    const char *folder = cli->word[0];
    const struct jc_asset *a;
    struct jc_buf path = {0};
    enum jc_status st = check_free(cli, folder, err);
    if (st == JC_OK)
        st = make_folder(folder, err);
    for (size_t i = 0; st == JC_OK && (a = sample_at(cli, i)); i++) {
        path_of(&path, folder, a);
        st = output_text(jc_buf_text(&path), a->data, a->len, err);
        if (st == JC_OK && cli->json) {
            struct cJSON *o = json_new("file");
            json_str(o, "path", jc_buf_text(&path));
            json_put(o);
        }
        put(cli, "  %s", jc_buf_text(&path));
    }
    if (st == JC_OK)
        say(cli,
            tr(cli, "\n这些表用 WPS 或 Excel 打开就能看。现在运行：\n\n  jicai run %s\n",
               "\nOpen these tables with Excel or WPS. Now run:\n\n  jicai run %s\n"),
            folder);
    jc_buf_free(&path);
    return st;
}

const struct command cmd_sample = {
    .name = "sample",
    .args = "DIR",
    .zh = "写出一套小例子，马上就能运行，也可以照着填",
    .en = "write a small example that runs at once and can be filled in",
    .group = G_START,
    .least = 1,
    .most = 1,
    .run = run,
};
