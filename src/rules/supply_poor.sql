-- id: supply_poor
-- title_zh: 配送率较差的配送企业
-- title_en: distributors with a poor delivery rate
-- severity: warning
-- direction: 配送率越高越好
-- direction_en: delivery rate: the higher the better
-- source: 规则书 8
-- source_en: rule book 8
-- formula: Σ发货金额 ÷ Σ订购金额 < supply.poor（机构作废、撤单的不计，缺货、拒绝、配送企业撤单的计入）
-- formula_en: Σ shipped amount ÷ Σ ordered amount < supply.poor (without what the institution made void or withdrew; with what was out of stock, rejected or withdrawn by the distributor)
-- params: supply.poor、supply.good
SELECT iif(s.supplier = 0, words('（未写明配送企业）', '(distributor not named)'), s.name), '',
  words('配送率不低于 ', 'delivery rate at least ') || scaled_text(t.poor * 100, 0, 2) || '%',
  words('配送率（金额） ', 'delivery rate by amount ') || percent(s.shipped_value, s.ordered_value), s.ordered_value - s.shipped_value, s.key
FROM ind_supplier AS s JOIN supply_terms AS t WHERE s.word = '较差'
