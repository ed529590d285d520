-- name: 滞后与零采购 | Behind
-- title: 滞后与零采购产品及未完成原因 | Agreements behind schedule: please give reasons
-- note: 填写说明：只填黄色的两列。“未完成原因”请从下拉列表中选择，其他情况写在“补充说明”里；填好后保存，发回本文件即可，可以改文件名。其余单元格已锁定，请勿改动。 | How to fill in: only the two yellow columns. Choose a reason from the list, anything else belongs into the note; save and send this file back, under any name. The other cells are locked; please leave them as they are.
-- column: 批次编码 | Round code | code 12
-- column: 通用名 | Generic name | text 24
-- column: 规格 | Strength | text 16
-- column: 中选企业 | Winner | text 28
-- column: 协议止 | To | day
-- column: 计量单位 | Unit | word 10
-- column: 约定量 | Agreed | volume
-- column: 已完成 | Counted | volume
-- column: 完成率(%) | Completion (%) | pct | bar
-- column: 序时进度(%) | Time share (%) | pct
-- column: 进度差 | Gap | percent
-- column: 状态 | Status | status 24
-- column: * | * | mark
-- column: 剩余 | Remaining | volume
-- column: 每30天需 | Needed per 30 days | number
-- column: 每30天需(包装) | Needed per 30 days (packs) | int
-- column: 责任 | Responsibility | text 12
-- column: 未完成原因 | Reason | text 22 | choose 临床需求减少、配送企业未配送、生产企业缺货、配送不及时、使用同品种其他规格、使用非中选产品、约定量报送过高、科室或业务调整、数据有误、其他 / Less clinical need、Not delivered、Maker out of stock、Delivered late、Another strength used、Non-selected product used、Agreed volume too high、Departments changed、Data wrong、Other
-- column: 补充说明 | Note | text 30 | input
-- column: 依据号 | Key | key 30 | aside
--
-- Packs of the award (else of the agreement's own spec), rounded up: what has to be ordered. An answer that was sent in
-- before stands in its column.
SELECT s.round, p.generic, p.strength, p.maker, s.day_to, p.min_unit, s.agreed, s.counted, s.completion, s.share, s.gap,
  s.status, s.word, s.remaining, rate_div(s.need30, 10000),
  rate_round(s.packs, 0) + (rate_cmp(rate_round(s.packs, 0), s.packs) < 0), words_in(s.who, :lang),
  s.answer, NULL, s.key
FROM (
  SELECT s.*, iif(c.who <> '', c.who_words, NULL) AS who, rate_div(s.need30, 10000 * coalesce(s.pack_units, m.upp_column, m.upp_spec)) AS packs,
    (SELECT text FROM answer AS a WHERE a.key = s.key) AS answer
  FROM agreement_status AS s JOIN main.agreement AS g ON g.id = s.id JOIN main.item AS m ON m.id = g.item
  LEFT JOIN cause_shown AS c ON c.agreement = s.id
  WHERE s.inst = :inst AND s.status IN ('零采购', '低于序时')) AS s
JOIN product AS p ON p.id = s.product
ORDER BY s.gap COLLATE RATE, s.round, p.generic, p.strength, p.maker, s.day_from, s.id;
