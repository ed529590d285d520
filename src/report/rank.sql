-- The rank of a row, for explain (rank.c).

-- @row
INSERT INTO trace(purchase, payment, fact, fact_id, counted, amount, unit, why) VALUES(NULL, NULL, '', NULL, ?1, ?2, ?3, ?4);
-- @before
-- The period before, the revision of its issue (NULL = worked out anew), the rank there; ?1 kind, ?2 依据号.
SELECT b.period, b.revision, p.place FROM period_before AS b LEFT JOIN previous AS p ON p.kind = ?1 AND p.key = ?2;
