/*
 * explain on random worlds (tests/world), which are odder than a city: agreements of all lengths, not begun or without a
 * price, returns, overlapping files. make worlds puts some of them into the folder $JICAI_WORLDS.
 */
#include "explain_kit.h"

#include <dirent.h>

static void check_world(const char *path)
{
    char month[11];
    open_on(path);
    assess(JC_NO_DAY, JC_NO_DAY, "");
    check_all(NULL);
    for (size_t i = 0; i < JC_LEN(groupings); i++)
        check_all(groupings[i]);
    jc_day from = jc_day_month_add(what.as_of, 0);
    jc_day_text(month, from);
    month[strlen("yyyy-mm")] = '\0';
    assess(jc_day_month_end(from), from, month);
    check_all(NULL);
    for (size_t i = 0; i < JC_LEN(groupings); i++)
        check_all(groupings[i]);
    close_all();
}

Test(explain_worlds, the_counted_rows_add_up_to_every_number)
{
    const char *folder = getenv("JICAI_WORLDS");
    size_t n = 0;
    most = 60; /* nearly all: their sheets are short */
    if (!folder)
        cr_skip_test("make worlds runs it");
    DIR *dir = opendir(folder);
    cr_assert(dir, "%s", folder);
    for (struct dirent *e; (e = readdir(dir));) {
        char path[4096];
        if (e->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        check_world(path);
        n++;
    }
    closedir(dir);
    cr_expect(n > 0);
    printf("explain: %zu worlds\n", n);
}
