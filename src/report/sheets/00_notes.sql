-- name: 说明 | Notes
-- title: 集采履约与货款支付核查报告 · 说明 | Fulfilment and payment report: notes
-- column: 类别 | Section | text 16
-- column: 项目 | Item | text 44
-- column: 内容 | Content | text 64
-- column: 来源 | Source | text 34
--
-- What the report is, how its figures are to be read, and whatever a reader must know before signing it.
WITH words(seq, zh, en) AS (VALUES
  (0, '更正说明', 'Corrections'), (1, '报告', 'Report'), (2, '提示', 'Remarks'), (3, '读法', 'How to read'), (4, '工作表', 'Sheets'),
  (5, '未填的列', 'Columns not filled yet'), (6, '参数', 'Parameters'), (7, '规则', 'Rules')),
lines(section, seq, item, content, source) AS (
  SELECT 1, 1, iif(:lang, 'Cut-off day (closed)', '统计截止日（含当日）'), day_text(as_of), '' FROM run
  UNION ALL SELECT 1, 2, iif(:lang, 'Period', '报告期'),
    CASE WHEN period <> '' THEN period WHEN day_from IS NULL THEN iif(:lang, 'none', '不限')
         ELSE day_text(day_from) || ' – ' || day_text(as_of) END, '' FROM run
  UNION ALL SELECT 1, 3, iif(:lang, 'Region', '供应地区'), content, source FROM report_note WHERE kind = 'region'
  UNION ALL SELECT 1, 4, iif(:lang, 'Institutions', '医疗机构'), count(*), '' FROM inst
  UNION ALL SELECT 1, 5, iif(:lang, 'Agreements covered', '在协议期内的约定'), count(*), '' FROM ind_agreement WHERE begun
  UNION ALL SELECT 1, 6, iif(:lang, 'Program and rules', '程序与规则版本'), version, '' FROM run
  UNION ALL SELECT 1, 7, iif(:lang, 'Fingerprint of the data', '数据指纹'), fingerprint,
    iif(:lang, 'inputs, parameters, rules, cut-off, version', '输入文件、参数、规则、截止日、版本') FROM run

  UNION ALL SELECT 1, 10 + seq, iif(:lang, 'Ranked by · ', '排名对象 · ') || item, content, source FROM report_note WHERE kind = 'by'

  UNION ALL SELECT 2, row_number() OVER (ORDER BY f.rule, f.impact DESC, words_in(f.subject, 0), words_in(f.item, 0), words_in(f.actual, 0), f.evidence),
    words_in(f.subject || iif(f.item = '', '', ' · ' || f.item), :lang),
    words_in(f.actual || iif(f.expected = '', '', iif(:lang, ' (expected: ', '（应为：') || f.expected || iif(:lang, ')', '）')), :lang),
    f.evidence FROM finding AS f WHERE f.rule LIKE 'sanity%'
  UNION ALL SELECT 2, 1000000 + code, 'E' || code,
    msg_problem(code, min(value), min(detail), '', :lang)
      || iif(sum(lines) = 0, '', iif(:lang, ' — lines: ', '——共 ') || sum(lines) || iif(:lang, '', ' 行')),
    iif(:lang, 'see ', '见') || iif(:lang, 'Data issues', '数据问题') FROM ind_note GROUP BY code
  UNION ALL SELECT 2, 2000000, iif(:lang, 'Remark', '备注'), notes, '' FROM run WHERE notes <> ''

  UNION ALL SELECT 3, * FROM (VALUES
    (1, iif(:lang, 'Rounding', '四舍五入'),
      iif(:lang, 'Every figure is worked out exactly and rounded once, when shown; a shown gap may therefore differ by 0.01 from the difference of the shown rates.',
        '所有比率按精确值计算，只在显示时四舍五入一次，因此显示的进度差与显示的两个比率之差可能相差 0.01。'), iif(:lang, 'rule book 0.3', '规则书 0.3')),
    (2, '—', iif(:lang, 'No value: the denominator is empty, or the figure does not apply here.', '没有值：分母为空，或此处不适用。'), iif(:lang, 'rule book 0.3', '规则书 0.3')),
    (3, iif(:lang, 'Ranks', '名次'), iif(:lang, 'Equal keys have equal ranks, the next rank is skipped (1, 2, 2, 4).', '排名依据相同的名次相同，其后名次顺延（1、2、2、4）。'), iif(:lang, 'rule book 0.5', '规则书 0.5')),
    (4, iif(:lang, 'Colours', '颜色'), iif(:lang, '● on track  ▲ near  ■ behind  ■■ far behind  □ not reported', '●达标　▲临近　■滞后　■■严重滞后　□未报'), iif(:lang, 'rule book 4.5, 7.10', '规则书 4.5、7.10')),
    (5, iif(:lang, 'Volumes', '数量'), iif(:lang, 'Always in smallest preparation units; returns are taken off.', '一律按最小制剂单位（片、粒、支……）计，已扣退货。'), iif(:lang, 'rule book 4.2', '规则书 4.2')),
    (6, iif(:lang, 'KEY', '依据号'), iif(:lang, 'jicai explain KEY shows every row that was counted or left out.', '用“jicai explain 依据号”可查到计入和未计入的每一行。'), ''))

  UNION ALL SELECT 0, seq, item, content, source FROM report_note WHERE kind = 'correction'

  UNION ALL SELECT 4, seq, item, content, source FROM report_note WHERE kind = 'sheet'
  UNION ALL SELECT 5, seq, item, iif(:lang, 'shows —: ', '显示 —：') || content, source FROM report_note WHERE kind = 'pending'
  UNION ALL SELECT 6, row_number() OVER (ORDER BY name), words_in(title, :lang), name || ' = ' || iif(value = '', '—', value)
    || iif(value = fallback, '', iif(:lang, '  (default ', '　（默认 ') || fallback || iif(:lang, ')', '）')),
    words_in(source, :lang) || ' · ' || iif(:lang AND origin = '默认', 'default', origin) FROM param
  UNION ALL SELECT 7, row_number() OVER (ORDER BY id), iif(:lang, title_en, title_zh),
    words_in(formula || iif(direction = '', '', words('（', ' (') || direction || words('）', ')')), :lang), words_in(source, :lang) FROM rule)
SELECT iif(:lang, w.en, w.zh), l.item, l.content, l.source
FROM lines AS l JOIN words AS w ON w.seq = l.section
ORDER BY l.section, l.seq;
