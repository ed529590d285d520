/*
 * How wide the columns of a worksheet are. A sheet is printed one page wide, so that every column makes the others smaller:
 * where all of them are too wide to be read on paper, those of text give way, the widest first, and wrap.
 */
#include "report/xlsx_book.h"

enum {
    PIXELS = 7,     /* of a character; a Chinese one is two */
    EDGE = 5,       /* pixels of a column beside its characters */
    PAD = 1,        /* a character of room: printers do not keep to pixels */
    BUTTON = 2,     /* the filter's, in the head */
    LEAST = 6,      /* characters of a column */
    NARROWEST = 10, /* characters that a text keeps */
    PAPER = 1520,   /* pixels of a flat A4 between its margins, at 70 %: the 10 pt of a cell are 7 pt on paper */
};

static bool is_plain(char c)
{
    return c > ' ';
}

/* Bytes that stay together at the end of a line: a Chinese character, a blank, what stands between them; a line may end with a -. */
static size_t word_length(const char *s, size_t n)
{
    size_t i = 1;
    bool plain = is_plain(*s);
    while (i < n && (plain ? is_plain(s[i]) && s[i - 1] != '-' : ((unsigned char)s[i] & 0xC0) == 0x80))
        i++;
    return i;
}

int xlsx_lines(const char *s, size_t n, int room, int used)
{
    int lines = 1;
    for (size_t part; n; s += part, n -= part) {
        part = word_length(s, n);
        int w = *s == '\n' ? room + 1 : (int)jc_text_width(s, part);
        if (used && used + w > room) {
            lines++;
            used = 0;
            if (!is_plain(*s) && part == 1)
                continue;
        }
        for (used += w; used > room; used -= room)
            lines++;
    }
    return lines;
}

/* What the head takes in few lines, no word of it broken. */
static int head_width(const char *head)
{
    int all = (int)jc_text_width(head, strlen(head)), lines = all <= 4 ? 1 : all <= 8 ? 2 : all <= 14 ? 3 : 4;
    int most = (all + lines - 1) / lines;
    for (size_t n; *head; head += n) {
        n = word_length(head, strlen(head));
        int w = (int)jc_text_width(head, n);
        most = w > most ? w : most;
    }
    return most + BUTTON;
}

static int at_least(const struct page *p, size_t i, enum jc_lang lang, int width)
{
    int head = head_width(p->col[i]->head[lang]);
    width = width < head ? head : width;
    return width < LEAST ? LEAST : width;
}

int xlsx_column_width(const struct page *p, size_t i, enum jc_lang lang, int *head_lines)
{
    const char *head = p->col[i]->head[lang];
    int text = p->col[i]->input ? p->wide[i] : p->width[i]; /* room to write in */
    int width = at_least(p, i, lang, text + PAD);
    *head_lines = xlsx_lines(head, strlen(head), width - BUTTON, 0);
    return width;
}

/* The key is for the screen: on paper it would only make the figures smaller. */
size_t xlsx_printed(const struct page *p)
{
    return p->n > 1 && p->col[p->n - 1]->type == COL_KEY ? p->n - 1 : p->n;
}

void xlsx_look(struct page *p, const struct cell *cells, size_t n)
{
    char text[CELL_TEXT_MAX];
    for (size_t i = 0; i < n && i < p->n; i++) {
        const struct cell *c = &cells[i];
        if (c->kind == CELL_NUMBER)
            cell_number_text(text, c);
        int w = xlsx_shown_width(c, text), most = c->kind == CELL_TEXT ? p->wide[i] : w;
        w = w > most ? most : w;
        p->width[i] = w > p->width[i] ? w : p->width[i];
    }
}

static bool gives_way(const struct page *p, size_t i, enum jc_lang lang, int width)
{
    const struct column *c = p->col[i];
    return (c->type == COL_TEXT || c->type == COL_STATUS) && !c->input && width > NARROWEST + PAD &&
           at_least(p, i, lang, width - 1) < width;
}

void xlsx_fit(struct page *p, enum jc_lang lang)
{
    int width[XLSX_COLUMNS], total = 0, lines;
    size_t n = xlsx_printed(p), widest;
    for (size_t i = 0; i < n; i++) {
        width[i] = xlsx_column_width(p, i, lang, &lines);
        total += p->col[i]->aside ? 0 : width[i] * PIXELS + EDGE;
    }
    for (; total > PAPER; total -= PIXELS) {
        widest = n;
        for (size_t i = 0; i < n; i++)
            if (gives_way(p, i, lang, width[i]) && (widest == n || width[i] > width[widest]))
                widest = i;
        if (widest == n)
            break;
        p->wide[widest] = --width[widest] - PAD;
    }
    memset(p->width, 0, sizeof p->width); /* the rows come again, to be written */
}
