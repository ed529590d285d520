-- name: 滞后与零采购 | Behind
-- title: 滞后与零采购产品清单 | Agreements behind schedule or without any purchase
-- note: 按进度差从低到高，最落后的在前 | By gap, the furthest behind first
-- column: 医疗机构 | Institution | text 22 | brief
-- column: 机构编码 | Institution code | code 16
-- column: 批次编码 | Round code | code 12
-- column: 通用名 | Generic name | text 18 | brief
-- column: 规格 | Strength | text 13 | brief
-- column: 中选企业 | Winner | text 20 | brief
-- column: 协议起 | From | day
-- column: 协议止 | To | day
-- column: 计量单位 | Unit | word 10
-- column: 约定量 | Agreed | volume | brief
-- column: 已完成 | Counted | volume | brief
-- column: 完成率(%) | Completion (%) | pct | bar; brief
-- column: 序时进度(%) | Time share (%) | pct
-- column: 进度差 | Gap | percent | brief
-- column: 状态 | Status | status 24 | brief
-- column: * | * | mark
-- column: 严重滞后 | Far behind | yes
-- column: 剩余 | Remaining | volume
-- column: 每30天需 | Needed per 30 days | number
-- column: 预计完成率(%) | Forecast (%) | pct
-- column: 责任 | Responsibility | text 12 | brief
-- column: 未完成原因 | Reason | text 13
-- column: 缺货证据 | Evidence of shortage | text 24
-- column: 依据号 | Key | key 30
SELECT i.name, nullif(i.code, ''), s.round, p.generic, p.strength, p.maker, s.day_from, s.day_to, p.min_unit, s.agreed,
  s.counted, s.completion, s.share, s.gap, s.status, s.word, s.severe, s.remaining, rate_div(s.need30, 10000),
  s.forecast,
  words_in(nullif(concat_ws(words('、', ', '), v.said, u.said), ''), :lang), words_in(s.reason, :lang),
  iif(c.firm OR c.dealer, (SELECT words_in(supply, :lang) FROM cause_shown AS d WHERE d.agreement = s.id), NULL), s.key
FROM ind_behind AS b JOIN agreement_status AS s ON s.id = b.agreement JOIN inst AS i ON i.id = s.inst
JOIN product AS p ON p.id = s.product LEFT JOIN supply_cause AS c ON c.agreement = s.id LEFT JOIN cause_words AS v ON v.who = c.who LEFT JOIN unsure AS u ON u.inst = s.inst AND s.status = '零采购'
ORDER BY b.place;
