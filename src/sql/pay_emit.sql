-- What payment timeliness writes (src/rules/pay_emit.c, pay_trace.c).

-- @places
SELECT s.id, substr(f.sha256, 1, 12), s.name FROM sheet s JOIN file f ON f.id = s.file ORDER BY s.id;
-- @pay
INSERT INTO ind_pay(inst, payer, lines, matured_n, matured, net, kept, rejected, in_time, in_time_n, late_paid, matured_paid,
  paid_days, matched, matured_reason, overdue, overdue_reason, longest, key)
VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19);
-- @left
INSERT INTO ind_left(payment, purchase, inst, payer, amount, code, key) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7);
-- @ledger
SELECT coalesce(sum(amount), 0) FROM payment WHERE live = 1 AND day <= ?1;
-- @trace
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why)
VALUES(?1, ?2, ?3, NULL, ?4, ?5, ?6, ?7);
