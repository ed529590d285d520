-- jicai: version 11. A payment that is not made yet (待审批) pays 0 like a void one, but goes behind what is said to be paid,
-- whichever comes first. Of the rows of an older program nobody knows which it was: they stay as they are, and go before.
ALTER TABLE payment ADD COLUMN pending INTEGER NOT NULL DEFAULT 0; -- 1 = not yet
-- As purchase_parcel, of rows without a line number.
CREATE INDEX purchase_part ON purchase(org, order_no)
WHERE live = 1 AND line_no IS NULL AND order_no IS NOT NULL AND ordered > ifnull(accepted, 0);

PRAGMA user_version = 11;
