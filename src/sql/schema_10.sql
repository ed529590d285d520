-- jicai: version 10. In what the demand of an agreement is counted where its volume is in something else, or names nothing,
-- and nobody knows yet how many are in a pack: 'min', 'pack', 'either', '' = as the volume (src/rules/agreed.c).
ALTER TABLE agreement ADD COLUMN demand_unit TEXT NOT NULL DEFAULT '';

-- The payments of one voucher are told apart by what is written as paid, which a row of a void one keeps nowhere else: the
-- occurrence of ident < 0 holds it above its lowest 16 bits.
UPDATE payment SET nth = (amount << 16) | nth WHERE ident < 0;

PRAGMA user_version = 10;
