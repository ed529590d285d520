-- The catalogues that are loaded, the built-in ones among them.

-- @rounds
SELECT w.round AS "round|批次编码|Round", max(w.round_name) AS "name|批次|Name",
  count(DISTINCT iif(w.group_no <> '', w.group_no, iif(w.variety <> '', w.variety, i.generic_key))) AS "groups|品种|Groups|r",
  count(*) AS "rows|中选产品行数|Rows|r", nullif(day_text(min(w.day_from)), '') AS "from|开始|From",
  iif(max(w.nominal), iif(:lang, 'nominal', '名义'), '') AS "nominal|日期|Day",
  CASE min(w.builtin) + max(w.builtin) WHEN 2 THEN iif(:lang, 'built in', '内置') WHEN 0 THEN iif(:lang, 'imported', '导入')
    ELSE iif(:lang, 'both', '内置和导入') END AS "source|来源|Source"
FROM award AS w JOIN item AS i ON i.id = w.item
WHERE w.live = 1
GROUP BY w.round
ORDER BY w.round;

-- @names
SELECT round, max(round_name) FROM award WHERE live = 1 GROUP BY round ORDER BY round;

-- @awards
SELECT w.group_no AS "group|组号|Group|r", i.generic AS "generic|通用名|Generic name", i.spec AS "spec|规格|Strength",
  coalesce(i.upp_column, i.upp_spec) AS "units|转换比|Units|r", scaled_text(w.price, 2, 4) AS "price|中选价格(元)|Price|r",
  iif(w.published IS NULL, NULL, decimal_text(w.published, w.places)
    || iif(w.holds > 1, iif(:lang, ' for ' || w.holds, '（每 ' || w.holds || ' 单位）'), ''))
    AS "published|公布的单位价格(元)|Published by the unit|r?",
  i.maker AS "maker|中选企业|Maker", w.role AS "role|角色|Role", iif(w.regions = '', NULL, w.regions) AS "regions|供应地区|Regions"
FROM award AS w JOIN item AS i ON i.id = w.item
WHERE w.live = 1 AND w.round = :round
ORDER BY w.group_no = '', CAST(w.group_no AS INTEGER), w.group_no, w.variety, w.id;
