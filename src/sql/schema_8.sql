-- jicai: version 8. In how many rows each sheet writes an institution so: a file that was undone teaches nobody any more who
-- is who, and of several names under one code the one that most rows have is the institution's.
CREATE TABLE seen(sheet INTEGER NOT NULL, org INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(sheet, org)) WITHOUT ROWID, STRICT;
INSERT INTO seen(sheet, org, n)
SELECT sheet, org, count(*) FROM (
  SELECT sheet, org FROM purchase UNION ALL SELECT sheet, org FROM agreement UNION ALL SELECT sheet, org FROM payment
  UNION ALL SELECT sheet, org FROM reason UNION ALL SELECT sheet, org FROM shortage UNION ALL SELECT sheet, org FROM duty
  UNION ALL SELECT sheet, org FROM assessment
  UNION ALL SELECT sheet, org FROM issue WHERE rejected = 1)
WHERE org IS NOT NULL AND sheet IS NOT NULL GROUP BY sheet, org;
ALTER TABLE org ADD COLUMN n INTEGER NOT NULL DEFAULT 0; -- in all sheets that count
UPDATE org SET n = s.n FROM (SELECT org, sum(n) AS n FROM seen GROUP BY org) AS s WHERE s.org = org.id;

PRAGMA user_version = 8;
