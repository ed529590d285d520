-- id: returned_after
-- title_zh: 完成后退货
-- title_en: returned after completion
-- severity: note
-- direction: 仅提示，不参加任何排名
-- direction_en: only a hint, in no ranking
-- source: 规则书 13
-- source_en: rule book 13
-- formula: 采购量达到约定量之日起 hint.return_days 天内退货
-- formula_en: returned within hint.return_days days from the day on which the volume bought reached the agreed volume
-- params: hint.return_days
SELECT i.name, p.name || words('（' || a.round || '）', ' (' || a.round || ')'),
  words('完成后 ', 'nothing returned within ') || (SELECT value FROM param WHERE name = 'hint.return_days')
    || words(' 天内不退货', ' days of completion'),
  words(day_text(h.day_from) || ' 达到约定量，到 ' || day_text(h.day_to) || ' 退货 ',
    'completed on ' || day_text(h.day_from) || ', returned by ' || day_text(h.day_to) || ': ') || scaled_text(h.volume, 0, 4), NULL, a.key
FROM ind_habit AS h JOIN ind_agreement AS a ON a.id = h.agreement JOIN inst_shown AS i ON i.id = a.inst
JOIN product_shown AS p ON p.id = a.product
WHERE NOT h.rush
