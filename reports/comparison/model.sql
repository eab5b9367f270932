-- The embedding model used last, and the version of the database.
select (select model from embedding_model order by used_at desc limit 1) as model,
  (select dimensions from embedding_model order by used_at desc limit 1) as dimensions,
  version() as duckdb
