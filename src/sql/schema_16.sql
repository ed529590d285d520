-- jicai: version 16. The rows of an import whose place another took (import --replace) are laid aside, so that undo of the
-- other puts them back as they were: same ids, which nothing else gets meanwhile, same spellings. A later version that
-- changes what a column means changes it here, too.
CREATE TABLE aside(
  import INTEGER NOT NULL,                   -- whose row it was
  tbl TEXT NOT NULL,
  id INTEGER NOT NULL,                       -- of the row; of its sheet where the table has no ids
  cells TEXT NOT NULL                        -- JSON array, in the order of the table's columns
) STRICT;
CREATE INDEX aside_row ON aside(tbl, id);

-- 0 = written only in files that were undone or replaced: nobody means it at present, but its id stays its own.
ALTER TABLE firm ADD COLUMN used INTEGER NOT NULL DEFAULT 1;
ALTER TABLE item ADD COLUMN used INTEGER NOT NULL DEFAULT 1;

PRAGMA user_version = 16;
