-- id: rush_buying
-- title_zh: 突击采购
-- title_en: bought in a rush
-- severity: note
-- direction: 仅提示，不参加任何排名
-- direction_en: only a hint, in no ranking
-- source: 规则书 13
-- source_en: rule book 13
-- formula: 协议期最后 hint.rush_days 天的采购量 > hint.rush_share × 全期采购量
-- formula_en: volume of the last hint.rush_days days of the agreement > hint.rush_share × volume of its whole term
-- params: hint.rush_days、hint.rush_share
SELECT i.name, p.name || words('（' || a.round || '）', ' (' || a.round || ')'),
  words('最后 ' || (h.day_to - h.day_from + 1) || ' 天不超过 ', 'in the last ' || (h.day_to - h.day_from + 1) || ' days at most ')
    || scaled_text((SELECT scaled FROM param WHERE name = 'hint.rush_share') * 100, 0, 2) || '%',
  words(day_text(h.day_from) || ' 起 ' || scaled_text(h.volume, 0, 4), scaled_text(h.volume, 0, 4) || ' from ' || day_text(h.day_from) || ' on')
    || words('，全期 ', ', of ') || scaled_text(a.counted, 0, 4) || words('，占 ', ' in all: ') || percent(h.volume, a.counted), NULL, a.key
FROM ind_habit AS h JOIN ind_agreement AS a ON a.id = h.agreement JOIN inst_shown AS i ON i.id = a.inst
JOIN product_shown AS p ON p.id = a.product
WHERE h.rush
