-- Results by month and by agreement year (rule book 11 and 13), filled by src/rules/monthly.c. Thirteen months end with
-- that of R: k = 12 is this month, 11 the one before, 0 the same month a year ago.
CREATE VIRTUAL TABLE temp.ind_span USING frame(k INTEGER PRIMARY KEY, month INTEGER NOT NULL, day_from INTEGER NOT NULL, begun INTEGER NOT NULL);
-- month = yyyymm; begun: there are lines of it or of a month before
-- What a sheet brought of an institution: live lines by the month of their acceptance (else order) day, and the amount
-- that counts of them. A linked return takes off in the month of its original.
CREATE VIRTUAL TABLE temp.ind_source USING frame(
  sheet INTEGER NOT NULL, inst INTEGER NOT NULL, k INTEGER NOT NULL, lines INTEGER NOT NULL, amount INTEGER NOT NULL);
-- What two sheets both have of an institution, on the same day and for the same amount: probably written twice (rule book 13).
-- payments: 0 = purchase lines; one, two: sheet.id, in file order.
CREATE VIRTUAL TABLE temp.ind_twice USING frame(
  payments INTEGER NOT NULL, one INTEGER NOT NULL, two INTEGER NOT NULL, inst INTEGER NOT NULL, lines INTEGER NOT NULL,
  amount INTEGER NOT NULL);
-- Products that a row of a watch list means, and their amounts by institution and month.
CREATE VIRTUAL TABLE temp.ind_watched USING frame(watch INTEGER NOT NULL, item INTEGER NOT NULL, PRIMARY KEY(watch, item));
CREATE VIRTUAL TABLE temp.ind_bought USING frame(
  inst INTEGER NOT NULL, item INTEGER NOT NULL, k INTEGER NOT NULL, amount INTEGER NOT NULL,
  PRIMARY KEY(item, inst, k));
-- Lines accepted more than hint.accept_days after they were sent; purchase = the one that took longest.
CREATE VIRTUAL TABLE temp.ind_late USING frame(
  inst INTEGER PRIMARY KEY, lines INTEGER NOT NULL, longest INTEGER NOT NULL, amount INTEGER NOT NULL,
  purchase INTEGER NOT NULL);
-- Not-selected amount (class n) by the year in which the agreement that covers the day began.
CREATE VIRTUAL TABLE temp.ind_unselected USING frame(
  inst INTEGER NOT NULL, grp INTEGER NOT NULL, year INTEGER NOT NULL, amount INTEGER NOT NULL,
  PRIMARY KEY(inst, grp, year));
-- rush = 1: volume from day_from to day_to, its last days. rush = 0: full on day_from, volume back until day_to.
CREATE VIRTUAL TABLE temp.ind_habit USING frame(
  agreement INTEGER NOT NULL, rush INTEGER NOT NULL, day_from INTEGER NOT NULL, day_to INTEGER NOT NULL,
  volume INTEGER NOT NULL);
-- Assessments; round as in table grp, year = the year in which the agreement began.
CREATE VIRTUAL TABLE temp.ind_score USING frame(
  assessment INTEGER PRIMARY KEY, inst INTEGER NOT NULL, round TEXT NOT NULL, year INTEGER NOT NULL,
  score INTEGER NOT NULL, grade INTEGER); -- 1 A, 2 B, 3 C, 4 below, of one without a score; NULL: the score says which
-- Pay ratio and insured share that hold for an institution, by the year of its agreements: of the closest row of 基金参数.
CREATE VIRTUAL TABLE temp.ind_fund USING frame(
  inst INTEGER NOT NULL, year INTEGER NOT NULL, id INTEGER NOT NULL, pay_ratio INTEGER NOT NULL,
  insured_share INTEGER NOT NULL, PRIMARY KEY(inst, year));
