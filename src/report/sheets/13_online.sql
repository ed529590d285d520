-- name: 网采率与两票制 | On-line and invoices
-- title: 网上采购率与两票制核对 | On-line purchase and the two-invoice rule
-- note: 按验收入库金额计，已扣退货；药品不含中药饮片；没有写采购渠道的金额单列，不计入网采率。两票制按药品入库行计 | Amounts accepted less returns; medicines without decoction pieces; amounts without a channel stand apart, in no rate. Invoices: accepted medicine lines
-- column: 医疗机构 | Institution | text 34 | brief
-- column: 机构编码 | Institution code | code 16
-- column: 药品网采金额 | Medicines on-line | money | brief
-- column: 药品总金额 | Medicines, total | money | brief
-- column: 药品渠道不明金额 | Medicines, channel unknown | money
-- column: 药品网采率(%) | Medicines on-line (%) | pct | bar; brief
-- column: 耗材网采率(%) | Consumables on-line (%) | pct | bar; brief
-- column: 两票合规笔数 | Invoices in order | int
-- column: 两票问题笔数 | Invoices not in order | int | brief
-- column: 无法核查笔数 | Cannot be checked | int | brief
-- column: 依据号 | Key | key 30
--
-- Rule book 9 and 10.
SELECT i.name, nullif(i.code, ''), iif(n.drug_on + n.drug_off = 0, NULL, n.drug_on), n.drug_on + n.drug_off + n.drug_unknown, n.drug_unknown,
  rate(n.drug_on, n.drug_on + n.drug_off) AS online, rate(n.goods_on, n.goods_on + n.goods_off), n.chain_good, n.chain_bad,
  n.chain_none, n.key
FROM ind_net AS n JOIN inst AS i ON i.id = n.inst
ORDER BY online COLLATE RATE NULLS LAST, i.code, i.name, i.id;
