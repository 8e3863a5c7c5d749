-- name: create_obligation()#
-- What a system has that copies: a row for each task and unit, an inbox index, an overdue index.
CREATE SCHEMA naive;
CREATE TABLE naive.obligation (
    task_id      uuid        NOT NULL,
    unit_id      uuid        NOT NULL,
    directive_id uuid        NOT NULL,
    position     bigint      NOT NULL,
    role         text        NOT NULL,
    status       text        NOT NULL,
    due_at       timestamptz,
    PRIMARY KEY (task_id, unit_id)
);
CREATE INDEX obligation_inbox ON naive.obligation (unit_id, due_at);

-- name: empty_obligation()#
TRUNCATE naive.obligation;

-- name: copy_obligations(directive_id)!
-- The obligations of one directive, each in a row.
INSERT INTO naive.obligation (task_id, unit_id, directive_id, position, role, status, due_at)
SELECT t.task_id, u.unit_id, t.directive_id, t.position, 'RESPONSIBLE', 'PENDING', p.due_at
  FROM read_model.task t
  JOIN read_model.period p USING (task_id)
 CROSS JOIN read_model.unit_version u
 WHERE t.directive_id = :directive_id AND t.origin = 'DOCUMENT'
   AND u.level = 'branch' AND u.live AND u.to_position > t.position;

-- name: obligations_count()$
SELECT count(*) FROM naive.obligation;

-- name: obligations_bytes()$
SELECT pg_total_relation_size('naive.obligation');

-- name: counting_statements()
-- One statement for each table of the log and of the read models; parents of partitions hold nothing.
SELECT format('SELECT count(*), coalesce(sum(pg_column_size(t.*)), 0) FROM %I.%I t',
              n.nspname, c.relname) AS statement
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND n.nspname IN ('cascade_log', 'read_model');

-- name: settle()#
-- What loading left to do is done before anything is measured.
VACUUM (ANALYZE, FREEZE);

-- name: checkpoint()#
CHECKPOINT;

-- name: written_bytes()$
-- How much the server has written ahead since it was made.
SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint;
