-- id: watch_over
-- title_zh: 重点监控超限
-- title_en: watched product over its limit
-- severity: warning
-- direction: 增长越低越好
-- direction_en: growth: the lower the better
-- source: 规则书 13
-- source_en: rule book 13
-- formula: 环比 = (本月 − 上月) / 上月 > 环比上限，或 同比 = (本月 − 去年同月) / 去年同月 > 同比上限
-- formula_en: month on month = (this month − month before) / month before > its limit, or year on year = (this month − same month last year) / same month last year > its limit
-- params: 
SELECT i.name, w.list || words('：', ': ') || w.name,
  concat_ws(words('，', ', '),
    iif(w.over_mom, words('环比不超过 ', 'month on month at most ') || scaled_text(w.limit_mom * 100, 0, 2) || '%', NULL),
    iif(w.over_yoy, words('同比不超过 ', 'year on year at most ') || scaled_text(w.limit_yoy * 100, 0, 2) || '%', NULL)),
  words('本月 ', 'this month ') || scaled_text(w.now, 2, 2) || words(' 元', ' yuan')
    || iif(w.over_mom, words('，环比 ', ', month on month ') || percent(w.mom), '')
    || iif(w.over_yoy, words('，同比 ', ', year on year ') || percent(w.yoy), ''),
  w.now - iif(w.over_mom, w.before, w.year_ago), w.key
FROM ind_watch AS w JOIN inst_shown AS i ON i.id = w.inst
WHERE w.over_mom OR w.over_yoy
