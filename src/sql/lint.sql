-- Is a catalogue sound? :own = 1 looks only at what was loaded, 0 at everything. Rule book 14: up to round 6 the supply
-- areas of the main winners of a group cover every region of the round exactly once, counted on distinct (winner, region).

-- @counts
WITH a AS (
  SELECT w.round, w.round_name, i.maker, i.maker_keys, w.regions,
    iif(w.group_no <> '', w.group_no, iif(w.variety <> '', w.variety, i.generic_key)) AS grp
  FROM award AS w JOIN item AS i ON i.id = w.item WHERE w.live = 1 AND (:own = 0 OR w.builtin = 0))
SELECT round AS "round|批次编码|Round", max(round_name) AS "name|批次|Name", count(DISTINCT grp) AS "groups|品种|Groups|r",
  count(DISTINCT grp || char(10) || iif(maker_keys = '', maker, maker_keys)) AS "products|中选产品|Products|r",
  count(*) AS "rows|行数|Rows|r"
FROM a GROUP BY round ORDER BY round;

-- @findings
WITH RECURSIVE a AS (
  SELECT w.id, w.round, w.price, w.unit_price, w.regions, w.role, w.day_from, i.generic, i.spec, i.maker, i.code,
    i.generic_key, i.form_key, i.upp_column, i.upp_spec, coalesce(i.upp_column, i.upp_spec) AS units, w.row, w.sheet,
    iif(w.group_no <> '', w.group_no, iif(w.variety <> '', w.variety, i.generic_key)) AS grp,
    iif(i.strength_key = '', text_key(i.spec), i.strength_key) AS strength,
    CASE WHEN i.maker_keys = '' THEN i.maker WHEN instr(i.maker_keys, char(10)) = 0 THEN i.maker_keys
      ELSE substr(i.maker_keys, 1, instr(i.maker_keys, char(10)) - 1) END AS winner
  FROM award AS w JOIN item AS i ON i.id = w.item WHERE w.live = 1 AND (:own = 0 OR w.builtin = 0)),
main AS (SELECT * FROM a WHERE role <> '备供' AND round GLOB 'NVBP0[1-6]*'),
split(id, round, grp, winner, region, rest) AS (
  SELECT id, round, grp, winner, '', regions || '、' FROM main WHERE regions <> ''
  UNION ALL
  SELECT id, round, grp, winner, substr(rest, 1, instr(rest, '、') - 1), substr(rest, instr(rest, '、') + 1)
  FROM split WHERE rest <> ''),
area AS (SELECT round, grp, winner, region, min(id) AS id FROM split WHERE region <> '' GROUP BY round, grp, winner, region),
wanted AS (
  SELECT g.round, g.grp, r.region, g.id
  FROM (SELECT round, grp, min(id) AS id FROM main GROUP BY round, grp HAVING min(regions) <> '') AS g
  JOIN (SELECT DISTINCT round, region FROM area) AS r ON r.round = g.round),
-- a published price per unit may have been rounded to 2, 3 or 4 decimals: half of its last place is allowed
priced AS (
  SELECT *, CASE WHEN unit_price % 100 = 0 THEN 100 WHEN unit_price % 10 = 0 THEN 10 ELSE 1 END AS place
  FROM a WHERE unit_price IS NOT NULL AND units > 0),
found(id, problem, detail) AS (
  SELECT min(id), iif(:lang, 'regions supplied more than once', '地区重复供应'), group_concat(region || iif(:lang, ' (' || winners || ')', '（' || winners || '）'), iif(:lang, ', ', '、'))
  FROM (SELECT round, grp, region, min(id) AS id, group_concat(winner, iif(:lang, ', ', '、')) AS winners
    FROM (SELECT * FROM area ORDER BY round, grp, region, winner) GROUP BY round, grp, region HAVING count(*) > 1)
  GROUP BY round, grp
  UNION ALL
  SELECT min(id), iif(:lang, 'regions without supplier', '地区无人供应'), group_concat(region, iif(:lang, ', ', '、'))
  FROM (SELECT w.round, w.grp, w.region, w.id
    FROM wanted AS w LEFT JOIN area AS b ON b.round = w.round AND b.grp = w.grp AND b.region = w.region
    WHERE b.id IS NULL ORDER BY w.round, w.grp, w.region)
  GROUP BY round, grp
  UNION ALL
  SELECT id, iif(:lang, 'price is not unit price × units', '价格与单位价格 × 转换比不符'),
    scaled_text(price, 2, 4) || ' ≠ ' || scaled_text(unit_price, 2, 4) || ' × ' || units
  FROM priced WHERE 2 * abs(price - unit_price * units) > place * units
  UNION ALL
  SELECT id, iif(:lang, 'units per pack unknown', '转换比不明'), spec FROM a WHERE units IS NULL
  UNION ALL
  SELECT id, iif(:lang, 'units per pack differ from the spec', '转换比与规格不符'), upp_column || ' ≠ ' || upp_spec
  FROM a WHERE upp_column <> upp_spec
  UNION ALL
  SELECT max(id), iif(:lang, 'the same row more than once', '重复的行'), count(*) || iif(:lang, ' rows', ' 行')
  FROM a GROUP BY round, grp, generic_key, strength, form_key, winner, units, code, regions, role, day_from HAVING count(*) > 1)
SELECT a.round AS "round|批次编码|Round", a.grp AS "group|品种|Group", a.generic AS "generic|通用名|Generic name",
  a.spec AS "spec|规格|Strength", a.maker AS "maker|中选企业|Maker", f.problem AS "problem|问题|Problem",
  f.detail AS "detail|内容|Detail", p.path AS "file|文件|File", a.row AS "row|行|Row|r"
FROM found AS f JOIN a ON a.id = f.id JOIN sheet AS s ON s.id = a.sheet JOIN file AS p ON p.id = s.file
ORDER BY a.round, a.grp, f.problem, f.detail, a.id;
