-- The text of the bulletin in both languages, filled by bulletin.c from src/report/bulletin.
DROP TABLE IF EXISTS temp.bulletin;
CREATE TEMP TABLE bulletin(
  seq INTEGER PRIMARY KEY,
  lang INTEGER NOT NULL,  -- 0 zh, 1 en
  kind TEXT NOT NULL,     -- as in the front matter, which is its style
  text TEXT NOT NULL
);
