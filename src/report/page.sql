-- What the published page says of the run as a whole. :lang 0 zh, 1 en.

-- @run
WITH r AS (
  SELECT period, day_text(as_of) AS upto, day_text(day_from) AS since, fingerprint, version FROM run)
SELECT
  CASE WHEN period = '' THEN iif(since = '', '', iif(:lang, since || ' – ' || upto, since || ' 至 ' || upto))
       WHEN :lang THEN period
       WHEN period LIKE '%Q_' THEN substr(period, 1, 4) || '年第' || substr('一二三四', 0 + substr(period, 6, 1), 1) || '季度'
       ELSE (0 + substr(period, 1, 4)) || '年' || (0 + substr(period, 6, 2)) || '月' END AS span,
  iif(:lang, upto, (0 + substr(upto, 1, 4)) || '年' || (0 + substr(upto, 6, 2)) || '月' || (0 + substr(upto, 9, 2)) || '日') AS upto,
  fingerprint, version
FROM r;

-- @lines
-- What a line in the bars may stand for.
SELECT name, scaled FROM param WHERE scaled IS NOT NULL;

-- @method
SELECT iif(:lang, 'Ranks', '名次'),
  iif(:lang, 'Equal figures share a rank and the next rank is skipped (1, 2, 2, 4). Ranks follow the exact fractions, not the rounded figures.',
    '数值相同的名次相同，其后名次顺延（1、2、2、4）。名次按精确分数比较，不按四舍五入后的数比较。')
UNION ALL SELECT iif(:lang, 'Totals', '合计'),
  iif(:lang, 'The figures at the top are worked out anew from the sums over all institutions, those listed only included; they are not means of rates.',
    '上方的总体数字由全部机构（含只列示的机构）的合计数重新计算，不是各机构比率的平均。')
UNION ALL SELECT iif(:lang, 'Expected', '应报机构'),
  iif(:lang, 'Institutions that must report by the duty table or the list; where neither says so, all of the list; without a list, all in the data.',
    '报送义务表或机构名单中写明必报的机构；都没有写明的，为名单中的全部机构；没有名单的，为数据中出现的全部机构。')
UNION ALL SELECT iif(:lang, 'Rounding', '取整'),
  iif(:lang, 'Every figure is rounded once, when shown; — means that there is no value.',
    '每个数只在显示时四舍五入一次；“—”表示没有值。');
