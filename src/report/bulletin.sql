-- @add
INSERT INTO temp.bulletin(lang, kind, text) VALUES(?1, ?2, ?3);
-- @lines
SELECT kind, text FROM temp.bulletin WHERE lang = :lang ORDER BY seq;
