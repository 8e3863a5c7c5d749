-- name: bytes_on_disk()$
-- What this database takes, the write-ahead log apart.
SELECT pg_catalog.pg_database_size(pg_catalog.current_database());
