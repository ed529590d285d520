-- Made after the first load, kept afterwards: overlap of exports is found by ident alone.
CREATE INDEX IF NOT EXISTS purchase_ident ON purchase(ident);
