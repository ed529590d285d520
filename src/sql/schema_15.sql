-- jicai: version 15. What a payment that came to nothing (退票, 作废) had said to be paid: a red row of the same amount that undoes it
-- as well is nothing beside it (rule book 7.4). An older program did not keep it: 0.
ALTER TABLE payment ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;
CREATE INDEX payment_undone ON payment(id) WHERE undone > 0; -- hardly any

PRAGMA user_version = 15;
