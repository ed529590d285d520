-- id: zero_purchase
-- title_zh: 零采购
-- title_en: nothing bought
-- severity: error
-- direction: 完成率越高越好
-- direction_en: completion: the higher the better
-- source: 规则书 4.5
-- source_en: rule book 4.5
-- formula: q ≤ 0，Q* > 0，协议已开始；名称相近、没有约定量的机构有采购的，一并写出（可能是同一家，见“像是同一家机构”）
-- formula_en: q ≤ 0, Q* > 0, agreement begun; an institution of a similar name with purchases and no agreed volume is named as well (perhaps they are one, see “perhaps one institution”)
-- params: 
WITH twin AS MATERIALIZED (
  SELECT inst, min(other_name) AS name, count(*) AS n FROM inst_twin WHERE equals <= 2 GROUP BY inst)
SELECT i.name, p.name || words('（' || a.round || '）', ' (' || a.round || ')'), words('序时 ', 'time share ') || percent(a.elapsed, a.days),
  words('已完成 ', 'bought ') || scaled_text(a.counted, 0, 4) || words('，约定 ', ', agreed ') || scaled_text(a.agreed, 0, 4)
    || coalesce(words('；先核对：没有约定采购量的“' || t.name || '”' || iif(t.n > 1, '等 ' || t.n || ' 家', '')
        || '名称相近，有采购明细；如果是同一家，在别名表里写一行“机构”',
      '; check first: “' || t.name || '”' || iif(t.n > 1, ' and others', '')
        || ' has no agreed volume, a name much like this and purchase lines; if they are one, give a line of kind 机构 in an alias table'), ''),
  a.share_value, a.key
FROM agreement_status AS a JOIN inst_shown AS i ON i.id = a.inst JOIN product_shown AS p ON p.id = a.product
LEFT JOIN twin AS t ON t.inst = a.inst
WHERE a.status = '零采购'
