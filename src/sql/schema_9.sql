-- jicai: version 9. The unit of an agreed volume may be 'either': 支, 瓶 or 袋 of a product of which its row does not tell
-- whether they are packs; the catalogue does (src/rules/agreed.c). An older program took them for smallest units.
PRAGMA user_version = 9;
