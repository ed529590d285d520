-- @differences
SELECT name AS "institution|医疗机构|Institution", round AS "round|批次|Round",
  iif(:lang, en, zh) AS "figure|指标|Figure", ours AS "ours|本程序|Ours|r", theirs AS "theirs|平台|Theirs|r",
  difference AS "difference|差异|Difference|r",
  iif(:lang, why_en, why_zh) || iif(why = 'day', iif(:lang, ': ', '：') || detail, '') AS "reason|可能的原因|Possible reason"
FROM reconciled_shown WHERE NOT agree ORDER BY seq;
-- @all
SELECT name AS "institution|医疗机构|Institution", code AS "code|机构编码|Institution code", round AS "round|批次|Round",
  iif(:lang, en, zh) AS "figure|指标|Figure", ours AS "ours|本程序|Ours", theirs AS "theirs|平台|Theirs",
  iif(agree, NULL, difference) AS "difference|差异|Difference",
  iif(agree, iif(:lang, 'agrees', '相符'), iif(:lang, 'differs', '差异')) AS "result|结果|Result",
  iif(:lang, why_en, why_zh) || iif(why = 'day', iif(:lang, ': ', '：') || detail, '') AS "reason|可能的原因|Possible reason",
  place AS "place|平台表位置|Place in theirs"
FROM reconciled_shown ORDER BY seq;
-- @count
SELECT coalesce(sum(agree), 0), coalesce(sum(NOT agree), 0) FROM reconciled;
