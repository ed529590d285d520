/* Heads that announce data of patients: such a sheet is refused unread. */
#include "ingest/header.h"

static bool is_private(const char *key)
{
    static const char *const whole[] = {"姓名", "患者", "病人", "就诊人", "参保人"};
    static const char *const part[] = {"患者姓名", "病人姓名",   "参保人姓名", "患者编号", "患者id",
                                       "病人id",   "身份证",     "证件号",     "住院号",   "门诊号",
                                       "病历号",   "病案号",     "就诊号",     "就诊卡",   "医保卡号",
                                       "社保卡",   "社会保障号", "出生日期",   "人员编号", "姓名(患者)"};
    for (size_t i = 0; i < JC_LEN(part); i++)
        if (strstr(key, part[i]))
            return true;
    for (size_t i = 0; i < JC_LEN(whole); i++)
        if (strcmp(key, whole[i]) == 0)
            return true;
    return false;
}

/* All of them are named, as far as there is room: whoever removes one shall not be sent back for the next. */
static void add_private(struct jc_mapping *m, const char *head)
{
    static const char between[] = "、";
    size_t used = m->private_data ? strlen(m->ask) : 0;
    if (used == 0) {
        jc_copy(m->ask, sizeof m->ask, head);
    } else if (!strstr(m->ask, head) && used + strlen(between) + strlen(head) < sizeof m->ask) {
        jc_copy(m->ask + used, sizeof m->ask - used, between);
        jc_copy(m->ask + used + strlen(between), sizeof m->ask - used - strlen(between), head);
    }
    m->private_data = true;
}

void jc_mapping_check_private(struct jc_mapping *m, const char *key, const char *head)
{
    if (is_private(key))
        add_private(m, head);
}
