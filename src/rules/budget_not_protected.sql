-- id: budget_not_protected
-- title_zh: 不符合总额不降低
-- title_en: budget not protected
-- severity: note
-- direction: 三项都满足为好
-- direction_en: good where all three hold
-- source: 规则书 12；义乌 2020 任务 6
-- source_en: rule book 12; Yiwu 2020, task 6
-- formula: 合理使用：没有非中选超量；履行合同：按期支付金额占比 ≥ budget.on_time 且没有高于中选价；完成用量：协议年度已满且每个产品完成率 ≥ 100%。有一项不满足
-- formula_en: reasonable use: no not-selected volume over the limit; contract performed: on-time share by amount ≥ budget.on_time and nothing above the award price; volume completed: the agreement year is over and every product has a completion ≥ 100%. One of them does not hold
-- params: budget.on_time
SELECT i.name, x.round || words('（' || x.year || ' 年度）', ' (year ' || x.year || ')'),
  words('合理使用、履行合同、完成用量都满足', 'reasonable use, contract performed and volume completed'),
  concat_ws(words('；', '; '),
    iif(x.reasonable, NULL, words('合理使用：非中选超量 ', 'reasonable use: no, not-selected volume over the limit: ')
      || (SELECT group_concat(variety, words('、', ', ')) FROM (
        SELECT DISTINCT g.variety FROM ind_group AS c JOIN grp AS g ON g.id = c.grp
        WHERE c.inst = x.inst AND c.over_volume AND g.round = x.round ORDER BY g.variety))),
    iif(x.performed = 0, words('履行合同：', 'contract performed: no, ') || concat_ws(words('，', ', '),
      iif(rate_cmp(x.on_time, rate((SELECT scaled FROM param WHERE name = 'budget.on_time'), 10000)) < 0,
        words('按期支付金额占比 ', 'on-time share ') || percent(x.on_time), NULL),
      words('高于中选价 ', 'above the award price: ') || (SELECT group_concat(name, words('、', ', ')) FROM (
        SELECT DISTINCT p.generic || ' ' || p.strength AS name FROM ind_price AS c JOIN product AS p ON p.id = c.product
        WHERE c.inst = x.inst AND c.over > 0 ORDER BY name))), NULL),
    iif(x.completed = 0, words('完成用量：' || x.unfinished || ' 个产品不足 100%',
      'volume completed: no, products below 100%: ' || x.unfinished), NULL)), NULL, x.key
FROM ind_surplus AS x JOIN inst_shown AS i ON i.id = x.inst
WHERE x.protected = 0
