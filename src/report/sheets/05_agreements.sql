-- name: 机构品种明细 | Agreements
-- title: 各医疗机构中选产品执行明细 | Every agreement of every institution
-- column: 医疗机构 | Institution | text 22
-- column: 机构编码 | Institution code | code 16
-- column: 批次编码 | Round code | code 12
-- column: 通用名 | Generic name | text 18
-- column: 规格 | Strength | text 13
-- column: 中选企业 | Winner | text 20
-- column: 协议起 | From | day
-- column: 协议止 | To | day
-- column: 计量单位 | Unit | word 10
-- column: 约定量 | Agreed | volume
-- column: 已完成 | Counted | volume
-- column: 完成率(%) | Completion (%) | pct | bar
-- column: 序时进度(%) | Time share (%) | pct
-- column: 进度差 | Gap | percent
-- column: 状态 | Status | status 24
-- column: * | * | mark
-- column: 严重滞后 | Far behind | yes
-- column: 剩余 | Remaining | volume
-- column: 每30天需 | Needed per 30 days | number
-- column: 预计完成率(%) | Forecast (%) | pct
-- column: 责任 | Responsibility | text 12
-- column: 未完成原因 | Reason | text 13
-- column: 依据号 | Key | key 30
--
-- Rule book 4.4-4.6 and 15: agreements without a volume are shown without a rate, those not begun without figures.
SELECT i.name, nullif(i.code, ''), s.round, p.generic, p.strength, p.maker, s.day_from, s.day_to, p.min_unit, s.agreed,
  iif(s.begun, s.counted, NULL), s.completion, s.share, s.gap, s.status, nullif(s.word, ''),
  iif(s.counts, s.severe, NULL), s.remaining, rate_div(s.need30, 10000), s.forecast,
  words_in(nullif(concat_ws(words('、', ', '), v.said, u.said), ''), :lang), words_in(s.reason, :lang), s.key
FROM agreement_status AS s CROSS JOIN inst AS i ON i.id = s.inst JOIN product AS p ON p.id = s.product -- in this order: as they lie
LEFT JOIN supply_cause AS c ON c.agreement = s.id LEFT JOIN cause_words AS v ON v.who = c.who LEFT JOIN unsure AS u ON u.inst = s.inst AND s.status = '零采购'
ORDER BY s.place;
