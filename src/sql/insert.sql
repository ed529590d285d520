-- Rows of an import; values by position in the order of the columns named.
-- @org
INSERT INTO org(id, code, name, name_key) VALUES (?, ?, ?, ?)
-- @firm
INSERT INTO firm(id, name, key) VALUES (?, ?, ?)
-- @item
INSERT INTO item(id, code, platform, generic, form, spec, pack, maker, unit, upp_text, generic_key, form_key, strength_key,
  upp_column, upp_spec, upp_reason, min_unit, maker_keys, maker_core, code_key, in_units)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @issue
INSERT INTO issue(id, import, file, sheet, row, cell, field, value, severity, code, arg1, arg2, rejected, org, amount,
  item)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @file
INSERT INTO file(id, import, path, format, bytes, sha256, live) VALUES (?, ?, ?, ?, ?, ?, ?)
-- @sheet
INSERT INTO sheet(id, file, name, kind, header_row, rows, kept, rejected, skipped, id_from, id_to, day_from, day_to,
  ledger_from, ledger_to)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @listed
INSERT INTO listed(id, sheet, row, ident, nth, code, name, region, supply, community, lead, level, ownership, type, duty)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @award
INSERT INTO award(id, sheet, row, ident, nth, item, round, round_name, group_no, variety, price, unit_price, regions, role,
  day_from, day_to, nominal, kind, builtin)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @agreement
INSERT INTO agreement(id, sheet, row, ident, nth, org, item, round, volume, unit, day_from, day_to, demand, price_before, term)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @purchase
INSERT INTO purchase(id, sheet, row, nth, state, org, item, order_no, line_no, delivery_no, original, ordered, shipped,
  accepted, returned, price, amount, supplier, invoices, day_order, day_ship, day_accept, paid, day_paid, channel, payer,
  void, status, term)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @purchase_back
INSERT INTO purchase_back(id) VALUES (?)
-- @purchase_ident
INSERT INTO purchase_ident(ident, id) VALUES (?, ?)
-- @payment
INSERT INTO payment(id, sheet, row, ident, nth, org, day, amount, supplier, invoices, order_no, line_no, payer, serial,
  method, note)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @invoice
INSERT INTO invoice(id, sheet, row, ident, nth, no, seller, buyer, day, amount, stage, item, quantity)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @reason
INSERT INTO reason(id, sheet, row, ident, nth, org, code, invoices, line_no, item, round, accepted_by, day)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @answer
INSERT INTO reason(id, sheet, row, ident, nth, org, code, invoices, line_no, item, round, key)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @shortage
INSERT INTO shortage(id, sheet, row, ident, nth, item, day_from, day_to, org, region, supplier)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @substitute
INSERT INTO substitute(id, sheet, row, ident, nth, round, group_no, variety, generic, generic_key, form)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @watch
INSERT INTO watch(id, sheet, row, ident, nth, list, generic_key, generic, code, limit_mom, limit_yoy)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @duty
INSERT INTO duty(id, sheet, row, ident, nth, org, month, required) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
-- @assessment
INSERT INTO assessment(id, sheet, row, ident, nth, org, round, year, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @fund
INSERT INTO fund(id, sheet, row, ident, nth, region, year, pay_ratio, insured_share) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @term
INSERT INTO term(id, sheet, row, ident, nth, region, kind, day_from, rule, payer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- @alias
INSERT INTO alias(id, sheet, row, ident, nth, kind, spelling, spelling_key, meant, meant_key)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
