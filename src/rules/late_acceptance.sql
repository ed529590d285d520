-- id: late_acceptance
-- title_zh: 验收拖延
-- title_en: accepted late
-- severity: note
-- direction: 仅提示，不参加任何排名
-- direction_en: only a hint, in no ranking
-- source: 规则书 13
-- source_en: rule book 13
-- formula: 验收日期 − 发货日期 > hint.accept_days 天，看截止日以前、有统计期的在期内验收的行：推迟验收会推迟应付日期
-- formula_en: acceptance day − shipping day > hint.accept_days days, of lines accepted up to the cut-off day, with a period within it: late acceptance moves the due day
-- params: hint.accept_days
SELECT i.name, '', words('发货后 ', 'accepted within ') || (SELECT value FROM param WHERE name = 'hint.accept_days')
    || words(' 天内验收', ' days of dispatch'),
  words(x.lines || ' 行超过，最长 ' || x.longest || ' 天', 'late lines: ' || x.lines || ', longest ' || x.longest || ' days'), x.amount,
  'line:' || substr(f.sha256, 1, 12) || ':' || key_part(s.name) || ':' || p.row
FROM ind_late AS x JOIN inst_shown AS i ON i.id = x.inst JOIN purchase AS p ON p.id = x.purchase JOIN sheet AS s ON s.id = p.sheet
JOIN file AS f ON f.id = s.file
