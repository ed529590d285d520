-- jicai: version 7. Rows that may be one delivery of several of an order line, each of which repeats what was ordered
-- (src/rules/parcel.c): less was accepted than ordered. Few of a month, found without a walk through all.
CREATE INDEX purchase_parcel ON purchase(org, order_no, line_no)
WHERE live = 1 AND delivery_no IS NOT NULL AND order_no IS NOT NULL AND line_no IS NOT NULL AND ordered > ifnull(accepted, 0);

PRAGMA user_version = 7;
