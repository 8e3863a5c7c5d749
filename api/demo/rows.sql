-- How many rows the log and the read models hold: what an issue costs is the difference.

-- name: counting_statements()
-- One statement for each table that may be read; partitions are read through their parents.
SELECT space.nspname AS schema,
       format('SELECT count(*) FROM %I.%I', space.nspname, class.relname) AS statement
  FROM pg_class AS class
  JOIN pg_namespace AS space ON space.oid = class.relnamespace
 WHERE class.relkind IN ('r', 'p') AND NOT class.relispartition
   AND space.nspname IN ('cascade_log', 'read_model')
   AND has_table_privilege(class.oid, 'SELECT');
