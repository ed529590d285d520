-- jicai: version 4. Which purchase lines return something, and how many of a sheet do not count any more, is written down
-- and not looked for in all months; an index of such lines would be opened for every line that is added, and cost a tenth
-- of every import. And what a replaced file had reported outlives it (rule book 13, 已更正).

CREATE TABLE purchase_back(id INTEGER PRIMARY KEY) STRICT; -- purchase.id, accepted < 0 or nothing but a returned quantity
INSERT INTO purchase_back
SELECT id FROM purchase WHERE accepted < 0 OR (returned <> 0 AND ifnull(accepted, 0) = 0) ORDER BY id;

ALTER TABLE sheet ADD COLUMN gone INTEGER NOT NULL DEFAULT 0; -- its purchase lines with live = 0
UPDATE sheet SET gone = (SELECT count(*) FROM purchase AS p WHERE p.sheet = sheet.id AND p.live = 0) WHERE kind = 'purchase';
DROP INDEX purchase_dead;
CREATE TRIGGER purchase_lives AFTER UPDATE OF live ON purchase WHEN old.live <> new.live
BEGIN
  UPDATE sheet SET gone = gone + old.live - new.live WHERE id = new.sheet;
END;

-- Institution and month (yyyymm) that an import had lines for when another was put in its place.
CREATE TABLE corrected(
  import INTEGER NOT NULL, org INTEGER NOT NULL, month INTEGER NOT NULL, PRIMARY KEY(import, org, month)
) WITHOUT ROWID, STRICT;

PRAGMA user_version = 4;
