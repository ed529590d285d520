-- jicai: version 3 lets an institution answer for a row of its workbook (jicai split, import --feedback).
ALTER TABLE reason ADD COLUMN key TEXT;     -- 依据号 of the row that was answered for; NULL = a reason of a list
CREATE INDEX reason_key ON reason(key) WHERE key IS NOT NULL;

PRAGMA user_version = 3;
