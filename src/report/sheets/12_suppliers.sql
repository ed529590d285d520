-- name: 配送企业 | Distributors
-- title: 配送企业供应情况 | Delivery by distributor
-- rank: 排名依据：配送率（金额）从低到高，最差的排第 1；越高越好 | Ranked by delivery rate (amount), low to high, the worst first; higher is better
-- note: 按下单月份计；机构作废、撤单的不计，缺货、拒绝、配送企业撤单的计入；所在表没有发货数量的行不计配送率。缺货品种含登记缺货和有缺货、拒绝、企业撤单的品种 | By month of the order; without lines cancelled by the institution, with those out of stock, refused or cancelled by the distributor; lines of sheets without shipped quantities are in no delivery rate
-- column: 名次 | Rank | rank | brief
-- column: 配送企业 | Distributor | text 34 | brief
-- column: 订购金额 | Ordered | money | brief
-- column: 配送率_数量(%) | Delivered, volume (%) | pct | bar
-- column: 配送率_金额(%) | Delivered, amount (%) | pct | bar; brief
-- column: 入库率(%) | Accepted (%) | pct | bar
-- column: 到货及时率(%) | Arrived in time (%) | pct | bar; brief
-- column: 缺货品种数 | Products short | int | brief
-- column: 连续三月不足90%品种数 | Products below 90 % three months in a row | int | brief
-- column: 评价 | Assessment | status 10 | brief
-- column: * | * | mark
-- column: 依据号 | Key | key 30
-- ranked: sup: | 5
-- chart: bar | 配送率_金额（最低 30 家） | Delivery rate by amount (lowest 30) | 2 | 5 | 30
--
-- Rule book 8. A distributor without a rate is listed without a rank.
WITH r AS (SELECT s.*, rate(shipped_value, ordered_value) AS delivered FROM ind_supplier AS s)
SELECT iif(delivered IS NULL OR supplier = 0, NULL, rank() OVER (
    PARTITION BY delivered IS NULL OR supplier = 0 ORDER BY delivered COLLATE RATE)) AS place,
  iif(supplier = 0, iif(:lang, '(not named)', '（未写明配送企业）'), name), value, rate(shipped, ordered), delivered,
  rate(accepted, sent), rate(in_time, due), short, low, nullif(word, ''),
  CASE word WHEN '正常' THEN '达标' WHEN '一般' THEN '临近' WHEN '较差' THEN '滞后' END, key
FROM r ORDER BY place IS NULL, place, name;
