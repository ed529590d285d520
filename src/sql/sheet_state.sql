-- Every sheet with the rows of it that no longer count because a newer version stands elsewhere (rule book 1, 0.6):
-- rows = (kept - superseded) + superseded + rejected + skipped. Asked for when it is shown: a later file may supersede
-- rows of an earlier one.
CREATE TEMP VIEW IF NOT EXISTS sheet_state AS
SELECT t.*, coalesce(CASE t.kind
  WHEN 'purchase' THEN t.gone
  WHEN 'payment' THEN (SELECT count(*) FROM payment WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  WHEN 'agreement' THEN (SELECT count(*) FROM agreement WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  WHEN 'award' THEN (SELECT count(*) FROM award WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  WHEN 'institution' THEN (SELECT count(*) FROM listed WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  WHEN 'invoice' THEN (SELECT count(*) FROM invoice WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  WHEN 'reason' THEN (SELECT count(*) FROM reason WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  WHEN 'shortage' THEN (SELECT count(*) FROM shortage WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  WHEN 'substitute' THEN (SELECT count(*) FROM substitute WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  WHEN 'watch' THEN (SELECT count(*) FROM watch WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  WHEN 'duty' THEN (SELECT count(*) FROM duty WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  WHEN 'assessment' THEN (SELECT count(*) FROM assessment WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  WHEN 'fund' THEN (SELECT count(*) FROM fund WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  WHEN 'term' THEN (SELECT count(*) FROM term WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  WHEN 'alias' THEN (SELECT count(*) FROM alias WHERE id BETWEEN t.id_from AND t.id_to AND live = 0)
  END, 0) AS superseded
FROM sheet AS t;
