-- name: enter(schema)$
-- Unqualified names mean this schema until the transaction ends.
SELECT set_config('search_path', :schema, true);

-- name: exists(schema)$
-- Whether there is a schema of read models.
SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = :schema);

-- name: start(definition, release)!
-- Nothing is projected yet.
INSERT INTO checkpoint (position, recorded_at, definition, release)
VALUES (0, '1970-01-01T00:00:00Z', :definition, :release);

-- name: laid_by()$
-- The release that laid the tables, whichever it was: null where it is older than the column.
SELECT to_jsonb(c) ->> 'release' FROM checkpoint c;

-- name: checkpoint()^
SELECT position, recorded_at, definition, parked_position, parked_reason FROM checkpoint;

-- name: advance(position, recorded_at, after)$
-- Moves the checkpoint where it is still where the writer believes it: 1 then.
WITH moved AS (
    UPDATE checkpoint SET position = :position, recorded_at = :recorded_at,
        parked_position = NULL, parked_reason = NULL
    WHERE position = :after RETURNING 1
)
SELECT count(*) FROM moved;

-- name: announce(channel, position)$
-- Wakes readers that wait for a position, at the commit.
SELECT pg_notify(:channel, :position);

-- name: park(position, reason)!
-- The next event cannot be projected: the group stands still until somebody resumes it.
UPDATE checkpoint SET parked_position = :position, parked_reason = :reason;

-- name: parked()^
-- Where the group stands still, if it does.
SELECT c.parked_position AS position, e.topic, c.parked_reason AS reason
FROM checkpoint c JOIN cascade_log.event e ON e.position = c.parked_position;

-- name: topic(position)$
-- What kind of event stands at a position, whether or not it can be read.
SELECT topic FROM cascade_log.event WHERE position = :position;

-- name: resume()!
UPDATE checkpoint SET parked_position = NULL, parked_reason = NULL;

-- name: lead()$
-- Leadership lasts as long as the session.
SELECT pg_try_advisory_lock(hashtextextended('cascade.projections.leader', 0));

-- name: hold_off_switching()$
-- Until the transaction ends; waits while schemas are switched.
SELECT pg_advisory_xact_lock_shared(hashtextextended('cascade.projections.switch', 0));

-- name: begin_switching()$
-- Until end_switching: live pages wait, readers go on.
SELECT pg_advisory_lock(hashtextextended('cascade.projections.switch', 0));

-- name: end_switching()$
SELECT pg_advisory_unlock(hashtextextended('cascade.projections.switch', 0));

-- name: older_snapshots(xid)$
-- Transactions of this database that began before a transaction id was given out, but for pages that
-- wait for the very switch: they have read nothing yet.
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND backend_type = 'client backend' AND wait_event IS DISTINCT FROM 'advisory'
  AND backend_xmin IS NOT NULL AND age(backend_xmin) > age((:xid)::text::xid);

-- name: current_xid()$
SELECT pg_current_xact_id()::xid::text;

-- name: tables(schema)
-- The tables that a rebuild compares.
SELECT tablename FROM pg_tables
WHERE schemaname = :schema AND tablename <> 'checkpoint' ORDER BY tablename;

-- name: digest()^
-- Rows of a table, and the sum of their hashes: sorting a nation's rows would take long.
SELECT count(*),
       sum(hashtextextended(r::text, 0)::numeric)::text || '/'
           || sum(hashtextextended(r::text, 1)::numeric)::text
FROM {table} r;

-- name: drop_schema()#
-- A schema's name cannot be a parameter: {schema} is one of three constants.
DROP SCHEMA IF EXISTS {schema} CASCADE;

-- name: create_schema()#
CREATE SCHEMA {schema};

-- name: rename_schema()#
ALTER SCHEMA {schema} RENAME TO {other};

-- name: analyse()#
-- Tells the planner what a table holds.
ANALYZE {table};
