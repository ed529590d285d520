/* map: what was recognised in a file. */
#include "cli/cli.h"
#include "jicai/ingest.h"

enum { E_NO_PROFILE = 690 };

/* Its heads alone: nothing was recognised. */
static bool is_empty_profile(const struct jc_buf *text)
{
    const char *below = strchr(jc_buf_text(text), '\n');
    return !below || !below[1];
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    const char *save = args_get(&cli->args, O_SAVE), *profile = args_get(&cli->args, O_PROFILE);
    struct input in;
    struct jc_buf text = {0};
    enum jc_status st = spare_file(save, err); /* it may have been edited */
    if (st != JC_OK)
        return st;
    st = input_open(&in, cli->word[0], err);
    if (st == JC_OK)
        st = jc_ingest_map(&text, in.path, profile, save != NULL, cli->lang, err);
    if (st != JC_OK)
        (void)jc_err_place(err, cli->word[0], NULL, NULL);
    if (st == JC_OK && save && is_empty_profile(&text))
        st = jc_fail(err, JC_INPUT, E_NO_PROFILE, cli->word[0], NULL, NULL);
    if (st == JC_OK && cli->json && !save) {
        struct cJSON *o = json_new("map");
        json_str(o, "text", jc_buf_text(&text));
        json_put(o);
    } else if (st == JC_OK) {
        st = output_text(save, jc_buf_text(&text), text.len, err);
    }
    if (st == JC_OK && save && strcmp(save, "-") != 0)
        say(cli,
            tr(cli, "已存为 %s。改好后用 --profile %s 导入。", "Saved as %s. Edit it and import with --profile %s."),
            save, save);
    jc_buf_free(&text);
    input_free(&in);
    return st;
}

const struct command cmd_map = {
    .name = "map",
    .args = "FILE [--save PROFILE]",
    .zh = "看程序认出了哪一行表头、哪些列，各当作什么",
    .en = "which header row and columns were recognised, and as what",
    .more = {"  认错的列可以自己改：jicai map 文件 --save 我的表头.tsv，改好后用 --profile 我的表头.tsv 导入。",
             "  Correct a wrong column yourself: jicai map FILE --save my.tsv, edit it, import with --profile my.tsv."},
    .group = G_TABLE,
    .least = 1,
    .most = 1,
    .options = BIT(O_SAVE) | BIT(O_PROFILE),
    .run = run,
};
