-- id: supply_three_months
-- title_zh: 连续三月配送率不足
-- title_en: delivery below the line three months in a row
-- severity: warning
-- direction: 配送率越高越好
-- direction_en: delivery rate: the higher the better
-- source: 规则书 8；青海
-- source_en: rule book 8; Qinghai
-- formula: 连续三个有订单的完整月份，每月配送率都 < supply.poor（品种按数量，配送企业按金额；没有订单的月份跳过）
-- formula_en: three full months with orders in a row, each with a delivery rate < supply.poor (of products by quantity, of distributors by amount; months without orders are skipped)
-- params: supply.poor
SELECT iif(x.supplier < 0, words('（各配送企业合计）', '(all distributors)'),
    coalesce(f.name, words('（未写明配送企业）', '(distributor not named)'))),
  iif(x.product < 0, words('（全部品种，按金额）', '(all products, by amount)'), coalesce(p.name, '')),
  words('每月不低于 ', 'each month at least ') || scaled_text(t.poor * 100, 0, 2) || '%',
  x.first || '–' || x.last || words(' 三个月都不足，三个月共 ', ': too low in three months, together ') || percent(x.shipped3, x.ordered3),
  iif(x.product < 0, x.ordered3 - x.shipped3, NULL), iif(x.supplier < 0, '', 'sup:' || key_part(coalesce(f.name, '')))
FROM supply_low AS x JOIN supply_terms AS t LEFT JOIN supplier AS f ON f.id = x.supplier
LEFT JOIN supply_product AS p ON p.id = x.product
