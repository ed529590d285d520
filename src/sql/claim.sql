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
  typed INTEGER NOT NULL, -- a cell of a number, not of a text
  PRIMARY KEY(claim, no)) WITHOUT ROWID
-- @claim
INSERT INTO claim(id, sheet, row, name, code, round) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
-- @figure
INSERT INTO claim_figure(claim, no, text, num, places, near, day, typed) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- A cell of a number does not say how many decimals are meant, 50 may be 50.00: as many as the longest of them have, of
-- the time share and of the shares of products (four at most).
-- @widen
UPDATE claim_figure SET places = w.most, num = near / CASE w.most WHEN 0 THEN 10000 WHEN 1 THEN 1000 WHEN 2 THEN 100 WHEN 3 THEN 10 ELSE 1 END
FROM (SELECT no = 7 AS of_time, max(places) AS most FROM claim_figure WHERE typed AND no IN (7, 10, 12, 14, 16) GROUP BY no = 7) AS w
WHERE typed AND no IN (7, 10, 12, 14, 16) AND (no = 7) = w.of_time
-- The day to compare for: where all rounds of the form have ended before the last acceptance, their last day.
-- @day
SELECT max(day) FROM claim_figure WHERE no = 6
HAVING max(day) < (SELECT max(day_accept) FROM purchase WHERE live = 1 AND void = 0 AND accepted > 0)
