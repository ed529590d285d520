-- jicai: version 16. A payment term holds to its last day (rule book 7.2). An older program did not keep it: until it is imported again
-- such a row holds on, as before.
ALTER TABLE term ADD COLUMN day_to INTEGER;

PRAGMA user_version = 16;
