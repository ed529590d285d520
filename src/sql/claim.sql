-- A platform's form (rule book 4.10) as what it claims; read by src/ingest/claim.c, compared by report/reconcile.sql.

-- @drop_claim
DROP TABLE IF EXISTS temp.claim
-- @drop_figure
DROP TABLE IF EXISTS temp.claim_figure
-- One for each row of the form.
-- @make_claim
CREATE TEMP TABLE claim(
  id INTEGER PRIMARY KEY, sheet TEXT NOT NULL, row INTEGER NOT NULL,
  name TEXT NOT NULL, code TEXT NOT NULL, round TEXT NOT NULL)
-- One for each of its figures: no = its column in the form, from 1. A number is num / 10^places, near / 10 000 rounded;
-- what is neither number nor day has only its text.
-- @make_figure
CREATE TEMP TABLE claim_figure(
  claim INTEGER NOT NULL, no INTEGER NOT NULL, text TEXT NOT NULL, num INTEGER, places INTEGER, near INTEGER, day INTEGER,
  PRIMARY KEY(claim, no)) WITHOUT ROWID
-- @claim
INSERT INTO claim(id, sheet, row, name, code, round) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
-- @figure
INSERT INTO claim_figure(claim, no, text, num, places, near, day) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)
-- The day to compare for: where all rounds of the form have ended before the last acceptance, their last day.
-- @day
SELECT max(day) FROM claim_figure WHERE no = 6
HAVING max(day) < (SELECT max(day_accept) FROM purchase WHERE live = 1 AND void = 0 AND accepted > 0)
