-- Rows of an import, a batch at a time (jc_stmt_give); values by position in the order of the columns named. Columns are
-- named in the order of the table without a gap, live among them: values that SQLite would have to move once more cost a
-- tenth of the inserting.
-- @org
INSERT INTO org(id, code, name, name_key) SELECT c1, c2, c3, c4 FROM given
-- @firm
INSERT INTO firm(id, name, key) SELECT c1, c2, c3 FROM given
-- @item
INSERT INTO item(id, code, platform, generic, form, spec, pack, maker, unit, upp_text, generic_key, form_key, strength_key,
  upp_column, upp_spec, upp_reason, min_unit, maker_keys, maker_core, code_key, in_units)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21 FROM given
-- Spellings that only files taken back had, until now.
-- @firm_used
UPDATE firm SET used = 1 WHERE id IN (SELECT c1 FROM given)
-- @item_used
UPDATE item SET used = 1 WHERE id IN (SELECT c1 FROM given)
-- @issue
INSERT INTO issue(id, import, file, sheet, row, cell, field, value, severity, code, arg1, arg2, rejected, org, amount,
  item, ident, era)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18 FROM given
-- @lost
INSERT INTO lost(issue, item_code, inst_code, order_no, line_no, delivery_no, invoices, supplier, ordered, shipped, accepted,
  returned, day_order, day_ship, day_accept, price)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16 FROM given
-- @blurred
INSERT INTO blurred(id, order_no, line_no, delivery_no) SELECT c1, c2, c3, c4 FROM given
-- @file
INSERT INTO file(id, import, path, format, bytes, sha256, live, source) SELECT c1, c2, c3, c4, c5, c6, c7, c8 FROM given
-- @seen
INSERT INTO seen(sheet, org, n) SELECT c1, c2, c3 FROM given
-- @goods
INSERT INTO goods(sheet, item, kind) SELECT c1, c2, c3 FROM given
-- @sheet
INSERT INTO sheet(id, file, name, kind, header_row, rows, kept, rejected, skipped, id_from, id_to, day_from, day_to,
  ledger_from, ledger_to)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15 FROM given
-- @listed
INSERT INTO listed(id, sheet, row, live, ident, nth, code, name, region, supply, community, lead, level, ownership, type, duty)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15 FROM given
-- @award
INSERT INTO award(id, sheet, row, live, ident, nth, item, round, round_name, group_no, variety, price, unit_price, regions, role,
  day_from, day_to, nominal, kind, builtin, published, places, holds)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22 FROM given
-- @agreement
INSERT INTO agreement(id, sheet, row, live, ident, nth, org, item, round, volume, unit, day_from, day_to, demand, price_before, term,
  demand_unit)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16 FROM given
-- @purchase
INSERT INTO purchase(id, sheet, row, live, nth, state, org, item, order_no, line_no, delivery_no, original, ordered, shipped,
  accepted, returned, price, amount, supplier, invoices, day_order, day_ship, day_accept, paid, day_paid, channel, payer,
  void, status, term, of_accepted, of_order)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25,
  c26, c27, c28, c29, c30, c31 FROM given
-- @purchase_back
INSERT INTO purchase_back(id) SELECT c1 FROM given
-- @purchase_ident
INSERT INTO purchase_ident(ident, id) SELECT c1, c2 FROM given
-- @payment
INSERT INTO payment(id, sheet, row, live, ident, nth, org, day, amount, supplier, invoices, order_no, line_no, payer, serial,
  method, note, pending, era, only_named, undone)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20 FROM given
-- @invoice
INSERT INTO invoice(id, sheet, row, live, ident, nth, no, seller, buyer, day, amount, stage, item, quantity)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13 FROM given
-- @reason
INSERT INTO reason(id, sheet, row, live, ident, nth, org, code, invoices, line_no, item, round, accepted_by, day, order_no)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14 FROM given
-- @answer
INSERT INTO reason(id, sheet, row, live, ident, nth, org, code, invoices, line_no, item, round, key)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10, c11, c12 FROM given
-- @shortage
INSERT INTO shortage(id, sheet, row, live, ident, nth, item, day_from, day_to, org, region, supplier)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10, c11 FROM given
-- @substitute
INSERT INTO substitute(id, sheet, row, live, ident, nth, round, group_no, variety, generic, generic_key, form)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10, c11 FROM given
-- @watch
INSERT INTO watch(id, sheet, row, live, ident, nth, list, generic_key, generic, code, limit_mom, limit_yoy)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10, c11 FROM given
-- @duty
INSERT INTO duty(id, sheet, row, live, ident, nth, org, month, required) SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8 FROM given
-- @assessment
INSERT INTO assessment(id, sheet, row, live, ident, nth, org, round, year, score, grade)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10 FROM given
-- @fund
INSERT INTO fund(id, sheet, row, live, ident, nth, region, year, pay_ratio, insured_share) SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9 FROM given
-- @term
INSERT INTO term(id, sheet, row, live, ident, nth, region, kind, day_from, rule, payer, day_to)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10, c11 FROM given
-- @alias
INSERT INTO alias(id, sheet, row, live, ident, nth, kind, spelling, spelling_key, meant, meant_key)
SELECT c1, c2, c3, 1, c4, c5, c6, c7, c8, c9, c10 FROM given
