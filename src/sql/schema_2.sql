-- jicai: version 2 adds the published issues. What was said once stays as it was said: nothing here is ever changed
-- but `final`, and no import, undo or newer program reaches it.

CREATE TABLE issued(
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL,                      -- '2024-09' or '2024Q3'
  revision INTEGER NOT NULL,                 -- 1, 2, …
  final INTEGER NOT NULL DEFAULT 0,          -- 1 = stands for the period, whatever revisions came later
  day INTEGER NOT NULL,                      -- civil day of publication; never in a report
  as_of INTEGER NOT NULL, day_from INTEGER NOT NULL,
  region TEXT NOT NULL,                      -- of --region, '' = none
  version TEXT NOT NULL, fingerprint TEXT NOT NULL,
  silent INTEGER NOT NULL,                   -- institutions that did not report
  UNIQUE(period, revision)
) STRICT;

-- What it was made from.
CREATE TABLE issued_text(sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID, STRICT; -- each text once
CREATE TABLE issued_file(
  issued INTEGER NOT NULL, sha256 TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY(issued, sha256)
) WITHOUT ROWID, STRICT;
CREATE TABLE issued_param(
  issued INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(issued, name)
) WITHOUT ROWID, STRICT;
CREATE TABLE issued_rule(
  issued INTEGER NOT NULL, id TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY(issued, id)
) WITHOUT ROWID, STRICT;

-- Its sheets: the front matter (names, columns, charts), and the result of every statement as it came out, unrounded.
CREATE TABLE issued_sheet(
  issued INTEGER NOT NULL, asset TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY(issued, asset)
) WITHOUT ROWID, STRICT;
CREATE TABLE issued_table(
  id INTEGER PRIMARY KEY,
  issued INTEGER NOT NULL, asset TEXT NOT NULL,
  part TEXT NOT NULL,                        -- of the asset, '' = its first statement
  lang INTEGER NOT NULL,                     -- 0 zh, 1 en, -1 = the same in both
  format TEXT NOT NULL,                      -- 'xlsx' …, '' = the same in all
  cols INTEGER NOT NULL,
  UNIQUE(issued, asset, part, lang, format)
) STRICT;
CREATE TABLE issued_row(
  tbl INTEGER NOT NULL, seq INTEGER NOT NULL,
  key TEXT NOT NULL,                         -- by which a row is found again in another issue, '' = not
  cells TEXT NOT NULL,                       -- JSON array
  PRIMARY KEY(tbl, seq)
) WITHOUT ROWID, STRICT;

PRAGMA user_version = 2;
