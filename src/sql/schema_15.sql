-- jicai: version 15. What a payment that came to nothing (退票, 作废) had said to be paid: a red row of the same amount that undoes it
-- as well is nothing beside it (rule book 7.4). An older program did not keep it: 0.
ALTER TABLE payment ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;
CREATE INDEX payment_undone ON payment(id) WHERE undone > 0; -- hardly any

-- Serial numbers of up to six digits are known with their day, and rows of one number are counted by day and amount, not in the
-- order of their file (src/sql/settle_nth.sql): else what a later export says again would be a second payment beside an older
-- program's.
UPDATE payment SET ident = ident_on_day(ident, day)
WHERE ident >= 0 AND length(serial) BETWEEN 1 AND 6 AND serial NOT GLOB '*[^0-9]*';
UPDATE payment SET nth = v.nth FROM (
  SELECT t.id, (t.nth & ~65535) | row_number() OVER (PARTITION BY s.file, t.ident, t.nth >> 16, o.inst, t.pending
    ORDER BY t.day DESC, t.amount DESC, t.id) AS nth
  FROM payment AS t LEFT JOIN org AS o ON o.id = t.org JOIN sheet AS s ON s.id = t.sheet WHERE t.serial IS NOT NULL) AS v
WHERE v.id = payment.id AND v.nth <> payment.nth;
UPDATE payment SET live = v.live FROM (
  SELECT t.id, row_number() OVER (PARTITION BY t.ident, t.nth, o.inst ORDER BY m.correction * m.id DESC, t.pending, t.day DESC,
    t.amount = 0 DESC, t.amount DESC, coalesce(t.invoices, '') <> '' DESC, f.sha256 DESC, t.row DESC, t.id) = 1 AS live
  FROM payment AS t LEFT JOIN org AS o ON o.id = t.org JOIN sheet AS s ON s.id = t.sheet JOIN file AS f ON f.id = s.file
    JOIN import AS m ON m.id = f.import WHERE t.serial IS NOT NULL) AS v
WHERE v.id = payment.id AND v.live <> payment.live;

PRAGMA user_version = 15;
