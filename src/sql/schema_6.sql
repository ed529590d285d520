-- jicai: version 6. All hospitals share the identity of an agreement for one product, and of a duty and an assessment: an
-- index with the institution behind it leads to the rows of one without reading those of the others.
DROP INDEX agreement_ident;
CREATE INDEX agreement_ident ON agreement(ident, org);
DROP INDEX duty_ident;
CREATE INDEX duty_ident ON duty(ident, org);
DROP INDEX assessment_ident;
CREATE INDEX assessment_ident ON assessment(ident, org);

PRAGMA user_version = 6;
