-- id: surplus_estimate
-- title_zh: 结余留用试算
-- title_en: surplus retention, an estimate
-- severity: note
-- direction: 仅试算，不作拨付依据
-- direction_en: only an estimate, no ground for payment
-- source: 规则书 11；成都 2021、郑州 2021，等次为深圳 2024 征求意见稿
-- source_en: rule book 11; Chengdu 2021, Zhengzhou 2021, grades of the Shenzhen draft of 2024
-- formula: 结余 = max(0, (Σ 需求量×集采前加权价 − Σ 约定量×中选价 − 非中选金额)×支付比例×医保占比)；留用 = 结余×等次比例，全部产品完成约定量才留用
-- formula_en: surplus = max(0, (Σ base × price before − Σ agreed volume × award price − not-selected amount) × pay ratio × insured share); retained = surplus × share of the grade, only where every product reached its agreed volume
-- params: surplus.score_a、surplus.score_b、surplus.score_c、surplus.share_a、surplus.share_b、surplus.share_c
SELECT i.name, x.round || words('（' || x.year || ' 年度）', ' (year ' || x.year || ')'),
  words('预算 ', 'budget ') || scaled_text(x.budget, 2, 2) || words('，支付 ', ', spent ') || scaled_text(x.spent, 2, 2),
  words('结余 ', 'surplus ') || scaled_text(x.surplus, 2, 2) || words(' 元，', ' yuan, ') || CASE
    WHEN x.score IS NULL THEN words('没有考核得分', 'no assessment score')
    WHEN x.unfinished > 0 THEN words(x.unfinished || ' 个产品未完成约定量，留用 0', 'products not completed: ' || x.unfinished || ', retained 0')
    WHEN x.letter IS NULL AND x.graded THEN words('考核等次在 C 级以下，留用 0', 'grade below C, retained 0')
    WHEN x.letter IS NULL THEN words('考核 ', 'score ') || scaled_text(x.score, 0, 2) || words(' 分，留用 0', ', retained 0')
    ELSE words('考核 ' || x.letter || ' 级，留用 ', 'grade ' || x.letter || ', retained ') || scaled_text(x.retained, 2, 2)
      || words(' 元', ' yuan') END,
  x.retained, x.key
FROM ind_surplus AS x JOIN inst_shown AS i ON i.id = x.inst
WHERE x.surplus > 0
