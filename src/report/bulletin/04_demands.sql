-- heading: - | 三、工作要求 | 3. What is to be done
-- say: when_behind | （{#}）加快执行约定采购量。零采购和严重滞后的医疗机构要逐个产品查明原因，优先采购、优先使用中选产品，按剩余协议天数排出采购计划，确保协议期内完成约定采购量。 | ({#}) Catch up with the agreed volumes. Institutions that bought nothing or are far behind find out why, product by product, buy and use selected products first, and plan the purchases of the days that are left.
-- say: when_nonselected | （{#}）规范使用非中选产品。非中选产品采购超量的医疗机构要说明理由，把同品种的采购转回中选产品。 | ({#}) Products not selected. Institutions above the limit give their reasons and go back to the selected product of the group.
-- say: when_price | （{#}）严格执行中选价格。高于中选价采购的医疗机构要逐行核实，会同配送企业更正价格，退回多付金额。 | ({#}) Award prices. Lines above the award price are to be checked one by one, the price corrected with the distributor and the difference paid back.
-- say: when_overdue | （{#}）按期支付货款。货款自验收合格之日起计算付款期限。有逾期未付货款的医疗机构和付款单位要立即清付；确有正当理由的，按规定提交说明和依据。 | ({#}) Payment in time. The term runs from acceptance. What is overdue is to be paid at once; where there is a reason it is to be given in writing.
-- say: when_supply | （{#}）保障中选产品供应。配送率较差的配送企业要查明缺货、配送不及时的原因，会同中选企业组织货源；医疗机构发现缺货要及时登记上报。 | ({#}) Supply. Distributors that deliver poorly find out why and bring in the goods with the winners; institutions report shortages as they come.
-- say: when_online | （{#}）落实网上采购。药品应当在采购平台上采购，线下采购的要说明原因，限期改正。 | ({#}) On-line purchase. Medicines are bought on the platform; purchases off it are to be explained and put right.
-- say: when_silent | （{#}）按时报送数据。未报送的医疗机构要尽快补报，补报的数据计入下一期通报。 | ({#}) Reporting. Who did not report does so now; it counts in the next bulletin.
-- say: when_nothing | （{#}）保持现有工作力度。本期没有发现上述各类问题，请继续按协议约定采购、按期支付货款、按时报送数据。 | ({#}) Go on as before. None of these problems was found this time.
-- say: - | （{#}）认真核对数据。请各医疗机构对照附件核对本机构数据，有异议的于　　月　　日前书面反馈，逐项写明理由，并附依据材料。 | ({#}) Check the figures. Institutions compare the annex with their own figures and object in writing before the day of            , item by item, with evidence.
-- attach: - | 附件：货款支付和执行进度排名及有关说明 | Annex: the rankings of payment and fulfilment, with notes
-- sign: - | （发文机关名称） | (issuing authority)
-- sign: - | （印发日期） | (day of issue)
--
-- Each demand stands where its problem does.

-- @when_behind
SELECT 1 FROM agreement_status WHERE counts AND NOT on_track LIMIT 1;
-- @when_nonselected
SELECT 1 FROM ind_group WHERE over_volume LIMIT 1;
-- @when_price
SELECT 1 FROM ind_price WHERE over IS NOT NULL LIMIT 1;
-- @when_overdue
SELECT 1 FROM ind_pay WHERE overdue > 0 LIMIT 1;
-- @when_supply
SELECT 1 FROM ind_supplier WHERE supplier <> 0 AND (word = '较差' OR low > 0) LIMIT 1;
-- @when_online
SELECT 1 FROM ind_net AS n JOIN param AS g ON g.name = 'online.goal_medicine'
WHERE n.drug_on + n.drug_off > 0 AND rate_cmp(n.drug_on, n.drug_on + n.drug_off, g.scaled, 10000) < 0 LIMIT 1;
-- @when_silent
SELECT 1 FROM ind_pay WHERE inst IN (SELECT id FROM inst_expected) GROUP BY inst HAVING sum(lines) = 0 LIMIT 1;
-- @when_nothing
SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM agreement_status WHERE counts AND NOT on_track)
  AND NOT EXISTS (SELECT 1 FROM ind_group WHERE over_volume) AND NOT EXISTS (SELECT 1 FROM ind_price WHERE over IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM ind_pay WHERE overdue > 0)
  AND NOT EXISTS (SELECT 1 FROM ind_supplier WHERE supplier <> 0 AND (word = '较差' OR low > 0))
  AND NOT EXISTS (SELECT 1 FROM ind_net AS n JOIN param AS g ON g.name = 'online.goal_medicine'
    WHERE n.drug_on + n.drug_off > 0 AND rate_cmp(n.drug_on, n.drug_on + n.drug_off, g.scaled, 10000) < 0)
  AND NOT EXISTS (SELECT 1 FROM ind_pay WHERE inst IN (SELECT id FROM inst_expected) GROUP BY inst HAVING sum(lines) = 0);
