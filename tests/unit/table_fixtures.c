/*
 * The files of tests/data/files that are no plain UTF-8 are made here, so that their bytes can be read and changed; what
 * `jicai dump` has to say of each stands beside it (tests/data/run.sh).
 *
 *   JICAI_WRITE_FIXTURES=1 build/test/table_fixtures      writes those that differ
 */
#include "unit/fixture_tables.h"
#include "unit/fixture_text.h"
#include "unit/fixture_xlsx.h"

#define FILES "tests/data/files/"

static const struct {
    const char *name;
    void (*make)(struct jc_buf *out);
} fixtures[] = {
    /* .xls of BIFF: code pages, every record, days, sheets, names that promise something else, passwords */
    {"biff5_cp936.xls", make_biff5_cp936},
    {"biff5_no_codepage.xls", make_biff5_no_codepage},
    {"biff5_western_codepage.xls", make_biff5_western_codepage},
    {"biff8_records.xls", make_biff8_records},
    {"biff8_dates.xls", make_biff8_dates},
    {"biff8_1904_hidden.xls", make_biff8_1904},
    {"biff8_named.xlsx", make_biff8_renamed},
    {"biff2_bare.xls", make_biff2_bare},
    {"biff4_workbook.xls", make_biff4_workbook},
    {"password.xls", make_password_xls},
    {"password.xlsx", make_password_xlsx},
    {"protected_2007.xlsx", make_protected_standard},
    {"protected_2010.xlsx", make_protected_agile},
    /* text */
    {"html_gb18030.xls", make_html_gb18030},
    {"mhtml_gbk.xls", make_mhtml},
    {"tab_gbk.xls", make_tab_gbk},
    {"tab_utf16le.XLSX", make_tab_utf16},
    {"gb18030.csv", make_gb18030},
    {"utf16be.csv", make_utf16be},
    {"owner_file.xlsx", make_owner},
    /* .xlsx by producer */
    {"sxssf.xlsx", make_sxssf},
    {"xlsx_named.xls", make_xlsx_as_xls},
    {"all_shared.xlsx", make_all_shared},
    {"sheetjs_raw.xlsx", make_sheetjs_raw},
    {"wps.xlsx", make_wps},
    {"tencent_ns2.xlsx", make_tencent},
    {"closedxml_x.xlsx", make_prefixed},
    {"no_places.xlsX", make_no_places},
    {"bare_parts.xlsx", make_bare},
    {"backslash_names.xlsx", make_backslash},
    {"strict_days.xlsx", make_strict},
    {"zip64_stream.xlsx", make_zip64},
    /* .xlsx by content */
    {"strings.xlsx", make_strings},
    {"formulas_errors.xlsx", make_formulas},
    {"hidden_sheets.xlsx", make_hidden},
    {"numbers_ids.xlsx", make_numbers},
    {"dates.xlsx", make_dates},
    {"dates_by_value.xlsx", make_by_value},
    {"dates_1904.xlsx", make_1904},
    /* tables as they are laid out; each has a .import as well (ingest_fixtures.c) */
    {"vbp_two_titles.xlsx", make_vbp_titles},
    {"wps_groups.xlsx", make_wps_groups},
    {"wide_agreed.xlsx", make_wide},
    {"wide_caption.xlsx", make_wide_caption},
    {"wide_groups.xlsx", make_wide_groups},
    {"lost_ids.xlsx", make_lost_ids},
    {"headless_sheet.xlsx", make_headless},
    {"one_column.xlsx", make_one_column},
    {"stacked_blocks.xlsx", make_blocks},
    {"hospital_sheets.xlsx", make_hospital_sheets},
    {"merged_hospitals.xlsx", make_merged},
    {"serial_days.xlsx", make_serial_days},
    {"months.zip", make_months_zip},
    {"../agree/agree.xlsx", make_agree}, /* and what LibreOffice makes of it: table_ods.c */
};

static void read_whole(struct jc_buf *out, const char *path)
{
    char chunk[4096];
    FILE *f = fopen(path, "rb");

    for (size_t n; f && (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        jc_buf_add(out, chunk, n);
    if (f)
        fclose(f);
}

Test(table_fixtures, are_what_is_written_here)
{
    for (size_t i = 0; i < JC_LEN(fixtures); i++) {
        struct jc_buf want = {0}, have = {0};
        char path[128];

        snprintf(path, sizeof path, FILES "%s", fixtures[i].name);
        fixtures[i].make(&want);
        read_whole(&have, path);
        bool same = have.len == want.len && memcmp(jc_buf_text(&have), jc_buf_text(&want), want.len) == 0;
        if (!same && getenv("JICAI_WRITE_FIXTURES")) {
            FILE *f = fopen(path, "wb");
            cr_assert(f && fwrite(want.p, 1, want.len, f) == want.len && fclose(f) == 0, "%s", path);
        } else {
            cr_expect(same, "%s is not what its maker writes", path);
        }
        jc_buf_free(&want);
        jc_buf_free(&have);
    }
}
