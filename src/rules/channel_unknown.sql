-- id: channel_unknown
-- title_zh: 采购渠道不明
-- title_en: purchases without a channel
-- severity: note
-- direction: 仅列示，不计入任何比率
-- direction_en: only listed, in no rate
-- source: 规则书 9
-- source_en: rule book 9
-- formula: 没有写明网上或线下的验收金额（已扣退货）
-- formula_en: accepted amount, less returns, of lines that say neither on-line nor off-line
-- params: 
SELECT i.name, CASE WHEN n.goods_unknown = 0 THEN words('药品', 'medicines') WHEN n.drug_unknown = 0 THEN words('耗材', 'consumables')
    ELSE words('药品、耗材', 'medicines, consumables') END,
  words('写明采购渠道', 'channel stated'),
  words('渠道不明 ', 'channel unknown: ') || scaled_text(n.drug_unknown + n.goods_unknown, 2, 2) || words(' 元', ' yuan'),
  n.drug_unknown + n.goods_unknown, n.key
FROM ind_net AS n JOIN inst_shown AS i ON i.id = n.inst
WHERE n.drug_unknown <> 0 OR n.goods_unknown <> 0
