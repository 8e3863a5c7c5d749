-- The write of a batch again, with what it writes as rows: one parameter for each thing, and nothing
-- that a place in a list has to match. What is checked, written and refused is as it was.

CREATE TYPE cascade_log.new_head AS (
    expected_position bigint,
    expected_frontier bytea,
    recorded_at       timestamptz,
    frontier          bytea
);
-- Version 0 in what is checked: there is no such stream yet.
CREATE TYPE cascade_log.stream_version AS (id uuid, version bigint);
CREATE TYPE cascade_log.new_event AS (
    stream_id          uuid,
    stream_version     bigint,
    topic              text,
    state              bytea,
    actor              text,
    correlation_id     uuid,
    causation_position bigint,
    leaf_hash          bytea
);
CREATE TYPE cascade_log.new_key AS (
    key            text,
    principal      text,
    digest         bytea,
    first_position bigint,
    event_count    integer,
    answer         bytea
);
CREATE TYPE cascade_log.new_content AS (id uuid, media_type text, salt bytea, data bytea);

DO $$
BEGIN
    EXECUTE 'DROP FUNCTION ' || (
        SELECT oid::regprocedure FROM pg_proc
         WHERE pronamespace = 'cascade_log'::regnamespace AND proname = 'append');
END
$$;

-- Writes the events after the head, which then moves behind them. Called by `append` alone, whose settings
-- hold here too.
CREATE FUNCTION cascade_log.write_events(
    head cascade_log.new_head, written cascade_log.stream_version[], events cascade_log.new_event[]
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    last_position CONSTANT bigint := head.expected_position + cardinality(events);
BEGIN
    INSERT INTO cascade_log.stream (id, version)
    SELECT s.id, s.version FROM unnest(written) AS s
    ON CONFLICT (id) DO UPDATE SET version = excluded.version;

    INSERT INTO cascade_log.event
        (position, stream_id, stream_version, topic, state, recorded_at, actor, correlation_id,
         causation_position, leaf_hash)
    SELECT head.expected_position + e.place, e.stream_id, e.stream_version, e.topic, e.state,
           head.recorded_at, e.actor, e.correlation_id, e.causation_position, e.leaf_hash
      FROM unnest(events) WITH ORDINALITY
        AS e (stream_id, stream_version, topic, state, actor, correlation_id, causation_position,
              leaf_hash, place);

    UPDATE cascade_log.log_head
       SET position = last_position, recorded_at = head.recorded_at, frontier = head.frontier
     WHERE only_row;
    PERFORM pg_notify('cascade_log', last_position::text);
END
$$;

-- The whole write of a batch in one round trip. Where another process has moved the head, or a stream is
-- not at the expected version, nothing is written and the answer is false; a key that exists already
-- raises unique_violation, an upload that was pruned foreign_key_violation.
CREATE FUNCTION cascade_log.append(
    head     cascade_log.new_head,
    checked  cascade_log.stream_version[],
    written  cascade_log.stream_version[],
    events   cascade_log.new_event[],
    keys     cascade_log.new_key[],
    contents cascade_log.new_content[],
    uploads  uuid[]
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET enable_seqscan = off SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found cascade_log.log_head;
BEGIN
    SELECT * INTO found FROM cascade_log.log_head WHERE only_row FOR UPDATE;
    -- The position alone is not enough: what was foretold may have failed, and as many other events
    -- may be in its place.
    IF (found.position, found.frontier) <> (head.expected_position, head.expected_frontier) THEN
        RETURN false;
    END IF;
    -- Each is looked up by its key, whatever the statistics of the tables say.
    IF EXISTS (
        SELECT FROM unnest(checked) AS c
         WHERE c.version
            <> coalesce((SELECT s.version FROM cascade_log.stream AS s WHERE s.id = c.id), 0)) THEN
        RETURN false;
    END IF;

    INSERT INTO cascade_log.idempotency_key
        (key, principal, digest, first_position, event_count, answer, recorded_at)
    SELECT k.*, head.recorded_at FROM unnest(keys) AS k;
    IF cardinality(contents) > 0 THEN
        INSERT INTO cascade_log.content (id, media_type, salt, data)
        SELECT c.* FROM unnest(contents) AS c;
    END IF;
    IF cardinality(events) > 0 THEN
        PERFORM cascade_log.write_events(head, written, events);
    END IF;
    IF cardinality(uploads) > 0 THEN
        PERFORM cascade_log.use_uploads(uploads);
    END IF;
    RETURN true;
END
$$;

REVOKE EXECUTE ON FUNCTION
    cascade_log.write_events(cascade_log.new_head, cascade_log.stream_version[], cascade_log.new_event[]),
    cascade_log.append(
        cascade_log.new_head, cascade_log.stream_version[], cascade_log.stream_version[],
        cascade_log.new_event[], cascade_log.new_key[], cascade_log.new_content[], uuid[]) FROM public;
SELECT cascade_log.grant_application('EXECUTE', 'FUNCTION ' || oid::regprocedure)
  FROM pg_proc WHERE pronamespace = 'cascade_log'::regnamespace AND proname = 'append';
-- Uploads are used by `append` now, and by nothing else.
DO $$
BEGIN
    IF current_user <> 'cascade_app'
        AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'cascade_app') THEN
        REVOKE EXECUTE ON FUNCTION cascade_log.use_uploads(uuid[]) FROM cascade_app;
    END IF;
END
$$;
