-- jicai: version 14. A payment whose ledger says that something else was paid for (款项性质 = 设备款) settles the document that
-- it names, and nothing else of its supplier (rule book 7.4).
ALTER TABLE payment ADD COLUMN only_named INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 14;
