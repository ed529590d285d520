-- jicai: version 17. An assessment may give a grade alone, whose share is known (rule book 11): 1 A, 2 B, 3 C, 4 below. NULL: the score
-- says which.
ALTER TABLE assessment ADD COLUMN grade INTEGER;

PRAGMA user_version = 17;
