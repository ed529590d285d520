-- jicai: version 10. In what the demand of an agreement is counted where its volume is in something else, or names nothing,
-- and nobody knows yet how many are in a pack: 'min', 'pack', 'either', '' = as the volume (src/rules/agreed.c).
ALTER TABLE agreement ADD COLUMN demand_unit TEXT NOT NULL DEFAULT '';

PRAGMA user_version = 10;
