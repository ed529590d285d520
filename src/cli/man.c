/* The man page: src/cli/man.txt, its @name@ lines filled with what commands, options and exit codes say of themselves. */
#include "cli/cli.h"

/* Text in roff: no control line, no escape, hyphens that can be copied. */
static void add_roff(struct jc_buf *out, const char *text, size_t n)
{
    if (n && (*text == '.' || *text == '\''))
        jc_buf_str(out, "\\&");
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '-')
            jc_buf_char(out, '\\');
        if (text[i] == '\\')
            jc_buf_str(out, "\\e");
        else
            jc_buf_char(out, text[i]);
    }
}

static void add_line(struct jc_buf *out, const char *text)
{
    add_roff(out, text, strlen(text));
    jc_buf_char(out, '\n');
}

/* Lines of help: those set in are examples, the others run on. */
static void add_more(struct jc_buf *out, const char *more)
{
    bool example = false;
    while (*more) {
        size_t n = strcspn(more, "\n"), blank = strspn(more, " ");
        if (n > blank) {
            if ((blank > 4) != example)
                jc_buf_str(out, (example = !example) ? ".nf\n" : ".fi\n");
            add_roff(out, more + blank, n - blank);
            jc_buf_char(out, '\n');
        }
        more += n + (more[n] == '\n');
    }
    if (example)
        jc_buf_str(out, ".fi\n");
}

/* Sentences of help have neither a capital nor a full stop. */
static void add_sentence(struct jc_buf *out, const char *text)
{
    char first = *text >= 'a' && *text <= 'z' ? (char)(*text - 32) : *text;
    add_roff(out, &first, 1);
    add_roff(out, text + 1, strlen(text) - 1);
    jc_buf_str(out, ".\n");
}

static void add_option(struct jc_buf *out, enum option o, bool with_commands)
{
    char usage[64];
    const char *what;
    const struct command *c;
    option_help(o, JC_EN, usage, &what);
    jc_buf_str(out, ".TP\n.B ");
    add_line(out, usage);
    add_sentence(out, what);
    for (size_t i = 0, n = 0; with_commands && (c = command_at(i)); i++)
        if (c->options & BIT(o))
            jc_buf_fmt(out, "%s%s", n++ ? ", " : "With: ", c->name);
    if (with_commands)
        jc_buf_str(out, ".\n");
}

static void add_command(struct jc_buf *out, const struct command *c)
{
    jc_buf_fmt(out, ".TP\n.B %s", c->name);
    if (*c->args)
        jc_buf_char(out, ' ');
    add_line(out, c->args);
    add_sentence(out, c->en);
    if (c->more[JC_EN])
        add_more(out, c->more[JC_EN]);
    bool any = false;
    for (int o = O_COMMON; o < O_COUNT; o++)
        if (c->options & BIT(o)) {
            jc_buf_str(out, any ? ", " : "Options: ");
            add_roff(out, option_name((enum option)o), strlen(option_name((enum option)o)));
            any = true;
        }
    if (any)
        jc_buf_str(out, ".\n");
}

static void add_part(struct jc_buf *out, const char *name, size_t n)
{
    const struct command *c;
    if (strncmp(name, "version", n) == 0)
        jc_buf_str(out, JC_VERSION);
    else if (strncmp(name, "commands", n) == 0)
        for (size_t i = 0; (c = command_at(i)); i++)
            add_command(out, c);
    else if (strncmp(name, "exits", n) == 0)
        doc_exits_roff(out);
    else
        for (int o = *name == 'c' ? 0 : O_COMMON; o < (*name == 'c' ? (int)O_COMMON : (int)O_COUNT); o++)
            add_option(out, (enum option)o, *name != 'c');
}

void doc_man(void)
{
    struct jc_buf b = {0};
    const char *text = jc_asset_find("cli/man.txt")->data;
    for (const char *at; (at = strchr(text, '@')); text = at + 1) {
        jc_buf_add(&b, text, (size_t)(at - text));
        size_t n = strcspn(at + 1, "@");
        add_part(&b, at + 1, n);
        at += n + 1;
        if (b.len && jc_buf_text(&b)[b.len - 1] == '\n' && at[1] == '\n')
            at++; /* a part that is lines has its own last newline */
    }
    jc_buf_str(&b, text);
    fputs(jc_buf_text(&b), stdout);
    jc_buf_free(&b);
}
