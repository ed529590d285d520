-- jicai: version 17. Where a file was found, down from the root, in a zip too: path is what stands below the PATH that was named,
-- and every month and hospital has files of the same names. NULL = an older program read it, or it is compiled in.
ALTER TABLE file ADD COLUMN source TEXT;
CREATE INDEX file_source ON file(source);

-- Files that were not read, and were since: what lies at their place was read, passed over or refused by a later import, which
-- tells what is wrong with it now; of a zip or folder, what is in it. When that import is undone they are unread again.
CREATE VIEW read_since AS
SELECT r.id FROM file AS r WHERE r.sha256 = '' AND (EXISTS (
  SELECT 1 FROM file AS n JOIN import AS m ON m.id = n.import AND m.undone = 0
  WHERE n.id > r.id AND n.source = r.source)
OR EXISTS ( -- '0' comes behind '/'; a link back to the folder that is read (E374) lies at its place
  SELECT 1 FROM file AS n JOIN import AS m ON m.id = n.import AND m.undone = 0
  WHERE n.import > r.import AND n.source > r.source || '/' AND n.source < r.source || '0')
OR (r.source IS NULL AND EXISTS (
  SELECT 1 FROM file AS n JOIN import AS m ON m.id = n.import AND m.undone = 0
  WHERE n.id > r.id AND (n.path = r.path OR (n.path > r.path || '/' AND n.path < r.path || '0')))));

PRAGMA user_version = 17;
