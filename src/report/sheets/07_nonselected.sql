-- name: 非中选与可替代 | Non-selected
-- title: 非中选与可替代药品使用情况 | Non-selected products and substitutes
-- note: 按非中选占比从高到低；数量按最小制剂单位，已扣退货 | By share of non-selected volume, high to low; smallest units, net of returns
-- column: 医疗机构 | Institution | text 22 | brief
-- column: 机构编码 | Institution code | code 16
-- column: 批次编码 | Round code | code 12 | brief
-- column: 品种 | Group | text 20 | brief
-- column: 中选量 | Selected | volume | brief
-- column: 非中选量 | Non-selected | volume | brief
-- column: 可替代量 | Substitutes | volume
-- column: 非中选占比(%) | Non-selected (%) | pct | bar; brief
-- column: 非中选占比_金额(%) | Non-selected, amount (%) | pct | bar; brief
-- column: 非中选超量 | Over limit by volume | yes | brief
-- column: 非中选超额 | Over limit by amount | yes
-- column: 转移提示 | Shift | yes
-- column: 缺货豁免 | Shortage exemption | yes
-- column: 依据号 | Key | key 30
--
-- Rule book 5.
SELECT i.name, nullif(i.code, ''), g.round, g.variety, c.s, c.n, c.t, rate(c.n, c.s + c.n) AS share,
  rate(c.n_amount, c.s_amount + c.n_amount), c.over_volume, c.over_amount, c.shift, c.exempt > 0, c.key
FROM ind_group AS c JOIN inst AS i ON i.id = c.inst JOIN grp AS g ON g.id = c.grp
ORDER BY rate_round(share, 9) DESC, share COLLATE RATE DESC, i.code, i.name, c.inst, g.round, g.variety, g.id;
