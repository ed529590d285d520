-- What explain (src/sql/explain.sql) asks beside the results: its words, and the records of every kind where they stand.

-- Units of table trace, and words of the results that explain says again. zh is what is shown. A unit may have a divisor
-- behind it (÷365), which is shown as it is.
CREATE TEMP VIEW IF NOT EXISTS wording(id, zh, en) AS
SELECT column1, iif(column2 = '', column1, column2), column3 FROM (VALUES
  ('volume', '最小单位', 'units'), ('money', '元', 'yuan'), ('days', '天', 'days'), ('', '', ''),
  ('元/包装', '', 'yuan/pack'), ('元/包装（采购价）', '', 'yuan/pack (paid)'), ('元/包装（中选价）', '', 'yuan/pack (award price)'),
  ('元（公布的单位价）', '', 'yuan (published for units)'),
  ('元（多付）', '', 'yuan (overpaid)'), ('包装或单位（比价）', '', 'packs or units (compared)'),
  ('元（采购，比价）', '', 'yuan (paid, compared)'), ('元（中选，比价）', '', 'yuan (award, compared)'), ('包装（数量）', '', 'packs'), ('单位（每包装）', '', 'units per pack'),
  -- agreements
  ('个（零采购）', '', 'agreements (no purchase)'), ('个（低于序时）', '', 'agreements (behind schedule)'),
  ('个（正常）', '', 'agreements (on schedule)'), ('个（超量）', '', 'agreements (above volume)'),
  ('个（无约定量）', '', 'agreements (no agreed volume)'), ('个（未开始）', '', 'agreements (not begun)'),
  ('个（严重滞后）', '', 'agreements (far behind)'), ('个（低于序时且非中选超量）', '', 'agreements (behind, non-selected excess)'),
  ('个（责任：企业）', '', 'agreements (answerable: maker)'), ('个（责任：配送）', '', 'agreements (answerable: distributor)'),
  ('个（责任：医院）', '', 'agreements (answerable: hospital)'), ('个（责任：数据）', '', 'agreements (answerable: data)'),
  ('元（折算约定）', '', 'yuan (weighted: agreed)'), ('元（折算完成）', '', 'yuan (weighted: bought)'),
  ('元（折算序时）', '', 'yuan (weighted: due by now)'), ('最小单位（约定）', '', 'units (agreed)'),
  ('最小单位×天', '', 'units × days '), ('元（到期货款）', '', 'yuan (matured)'), ('天（已过）', '', 'days (elapsed)'), ('天（协议期）', '', 'days (agreement)'),
  ('家（机构）', '', 'institutions'), ('家（零采购机构）', '', 'institutions (no purchase)'), ('家（滞后机构）', '', 'institutions (behind)'),
  ('家（未报机构）', '', 'institutions (not reported)'), ('元（经办逾期未付）', '', 'yuan (overdue, fund agency)'),
  -- classes
  ('最小单位（中选）', '', 'units (selected)'), ('最小单位（非中选）', '', 'units (not selected)'),
  ('最小单位（可替代）', '', 'units (substitutes)'), ('最小单位（缺货豁免）', '', 'units (left out for a shortage)'),
  ('元（中选）', '', 'yuan (selected)'), ('元（非中选）', '', 'yuan (not selected)'),
  ('个（对应非中选产品）', '', 'products (not selected)'), ('个（采购非中选产品）', '', 'products (not selected, bought)'),
  ('个（对应可替代产品）', '', 'products (substitutes)'), ('个（采购可替代产品）', '', 'products (substitutes, bought)'),
  ('个（非中选超量）', '', 'groups (over the limit by volume)'), ('个（非中选超额）', '', 'groups (over the limit by amount)'),
  -- payments
  ('元（未到期或不在本期）', '', 'yuan (not matured in the period)'), ('元（退货，已减）', '', 'yuan (returns, taken off)'),
  ('元（按期付款）', '', 'yuan (paid in time)'), ('元（逾期付款）', '', 'yuan (paid late)'), ('元（付款日不明）', '', 'yuan (paid, day unknown)'),
  ('元（未到期或不在本期的付款）', '', 'yuan (paid for what has not matured in the period)'), ('笔（按期付清）', '', 'receipts (paid in time)'),
  ('元×天（付款）', '', 'yuan × days (paid)'), ('元（未付）', '', 'yuan (overdue)'), ('元（未到期未付）', '', 'yuan (unpaid, not due)'),
  ('元（正当理由）', '', 'yuan (accepted reason)'), ('元（正当理由，不在本期）', '', 'yuan (accepted reason, not of the period)'),
  ('元（冲销，已减）', '', 'yuan (cancelled, taken off)'), ('元（预付/多付）', '', 'yuan (paid ahead or too much)'),
  ('元（只作核对）', '', 'yuan (only compared)'), ('元（无正当理由）', '', 'yuan (without accepted reason)'),
  ('元（有正当理由）', '', 'yuan (with accepted reason)'), ('元（其他账龄）', '', 'yuan (other ages)'),
  -- delivery, channels, invoices
  ('元（订购，计配送率）', '', 'yuan (ordered, in the delivery rate)'), ('元（订购，不计配送率）', '', 'yuan (ordered, in no delivery rate)'),
  ('元（发货）', '', 'yuan (shipped)'), ('最小单位（订购）', '', 'units (ordered)'), ('最小单位（发货）', '', 'units (shipped)'),
  ('最小单位（发货，计入库率）', '', 'units (shipped, in the acceptance rate)'), ('最小单位（入库）', '', 'units (accepted)'),
  ('笔（应到货）', '', 'orders (due to arrive)'), ('笔（及时到货）', '', 'orders (arrived in time)'),
  ('个（缺货品种）', '', 'products (short)'), ('个（连续三月不足）', '', 'products (three months in a row too low)'),
  ('元（药品，网上）', '', 'yuan (medicines, on-line)'), ('元（药品，线下）', '', 'yuan (medicines, off-line)'),
  ('元（药品，渠道不明）', '', 'yuan (medicines, channel unknown)'), ('元（耗材，网上）', '', 'yuan (consumables, on-line)'),
  ('元（耗材，线下）', '', 'yuan (consumables, off-line)'), ('元（耗材，渠道不明）', '', 'yuan (consumables, channel unknown)'),
  ('元（中药饮片）', '', 'yuan (decoction pieces)'), ('笔（两票合规）', '', 'lines (invoices in order)'),
  ('笔（两票问题）', '', 'lines (invoices not in order)'), ('笔（无法核查）', '', 'lines (cannot be checked)'),
  -- watch lists, surplus, reporting
  ('元（本月）', '', 'yuan (this month)'), ('元（上月）', '', 'yuan (month before)'), ('元（去年同月）', '', 'yuan (same month last year)'),
  ('元（需求量×集采前加权价）', '', 'yuan (base × price before)'), ('元（约定量×中选价）', '', 'yuan (agreed × award price)'),
  ('支付比例', '', 'pay ratio'), ('医保占比', '', 'insured share'), ('分（考核）', '', 'points (assessment)'), ('留用比例', '', 'share retained'),
  ('元（预算）', '', 'yuan (budget)'), ('元（支付）', '', 'yuan (spent)'), ('元（结余）', '', 'yuan (surplus)'), ('元（留用）', '', 'yuan (retained)'),
  ('个（未达约定量）', '', 'products (not completed)'), ('个月（应报）', '', 'months (due)'), ('个月（连续缺报）', '', 'months (missing in a row)'),
  -- files, checks, ranks
  ('行', '', 'rows'), ('条（导入时）', '', 'remarks (at import)'), ('左边', '', 'left side'), ('右边', '', 'right side'), ('字节', '', 'bytes'),
  ('行（读到）', '', 'rows (read)'), ('行（入库）', '', 'rows (stored)'), ('行（更新）', '', 'rows (superseded)'),
  ('行（剔除）', '', 'rows (rejected)'), ('行（跳过）', '', 'rows (skipped)'), ('名次', '', 'rank'), ('名次（上期）', '', 'rank (period before)'),
  ('名（较上期）', '', 'places (won)'), ('行（名次在前）', '', 'rows (ranked before)'), ('行（名次并列）', '', 'rows (of the same rank)'),
  ('行（参与排名）', '', 'rows (ranked)'),
  -- words
  ('零采购', '', 'no purchase'), ('低于序时', '', 'behind schedule'), ('正常', '', 'on schedule'), ('超量', '', 'above volume'),
  ('无约定量', '', 'no agreed volume'), ('未开始', '', 'not begun'), ('达标', '', 'good'), ('临近', '', 'near'), ('滞后', '', 'behind'),
  ('严重滞后', '', 'far behind'), ('同包装', '', 'same pack'), ('按差比价折算', '', 'by pack ratio (hint)'), ('已报', '', 'reported'),
  ('部分', '', 'partly'), ('已更正', '', 'corrected'), ('未报', '', 'not reported'), ('合理使用', '', 'Reasonable use'),
  ('履行合同', '', 'Contract performed'), ('完成用量', '', 'Volume completed'));

CREATE TEMP VIEW IF NOT EXISTS unit_shown AS
SELECT t.unit, w.zh || substr(t.unit, length(w.id) + 1) AS zh, w.en || substr(t.unit, length(w.id) + 1) AS en
FROM (SELECT DISTINCT unit, iif(instr(unit, '÷') = 0, unit, substr(unit, 1, instr(unit, '÷') - 1)) AS id FROM trace) AS t
JOIN wording AS w ON w.id = t.id;

-- Every record of a file, and whether it counts.
CREATE TEMP VIEW IF NOT EXISTS stored AS
SELECT 'purchase' AS kind, id, row, live FROM purchase UNION ALL SELECT 'payment', id, row, live FROM payment
UNION ALL SELECT 'agreement', id, row, live FROM main.agreement UNION ALL SELECT 'award', id, row, live FROM award
UNION ALL SELECT 'institution', id, row, live FROM listed UNION ALL SELECT 'invoice', id, row, live FROM invoice
UNION ALL SELECT 'reason', id, row, live FROM reason UNION ALL SELECT 'shortage', id, row, live FROM shortage
UNION ALL SELECT 'substitute', id, row, live FROM substitute UNION ALL SELECT 'watch', id, row, live FROM watch
UNION ALL SELECT 'duty', id, row, live FROM duty UNION ALL SELECT 'assessment', id, row, live FROM assessment
UNION ALL SELECT 'fund', id, row, live FROM fund UNION ALL SELECT 'term', id, row, live FROM term
UNION ALL SELECT 'alias', id, row, live FROM alias;
