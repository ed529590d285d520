-- id: watch_over
-- title_zh: 重点监控超限
-- title_en: watched product over its limit
-- severity: warning
-- direction: 增长越低越好
-- source: 规则书 13
-- formula: 环比 = (本月 − 上月) / 上月 > 环比上限，或 同比 = (本月 − 去年同月) / 去年同月 > 同比上限
-- params: 
SELECT i.name, w.list || '：' || w.name,
  ltrim(iif(w.over_mom, '，环比不超过 ' || scaled_text(w.limit_mom * 100, 0, 2) || '%', '')
    || iif(w.over_yoy, '，同比不超过 ' || scaled_text(w.limit_yoy * 100, 0, 2) || '%', ''), '，'),
  '本月 ' || scaled_text(w.now, 2, 2) || ' 元' || iif(w.over_mom, '，环比 ' || percent(w.mom), '')
    || iif(w.over_yoy, '，同比 ' || percent(w.yoy), ''),
  w.now - iif(w.over_mom, w.before, w.year_ago), w.key
FROM ind_watch AS w JOIN inst_shown AS i ON i.id = w.inst
WHERE w.over_mom OR w.over_yoy
