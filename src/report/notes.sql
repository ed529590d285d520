-- What the report knows of itself, for sheet 说明: filled while the other sheets are written.
DROP TABLE IF EXISTS temp.report_note;
CREATE TEMP TABLE report_note(
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,     -- 'region' 'by' 'sheet' 'pending'
  item TEXT NOT NULL, content TEXT NOT NULL, source TEXT NOT NULL
);
