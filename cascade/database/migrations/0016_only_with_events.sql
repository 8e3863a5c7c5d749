-- The application is let in through functions of the owner: it writes events, keys, versions and the
-- head by `append` alone, and what was recorded is deleted by nobody. Where one role owns everything
-- (one DATABASE_URL) the triggers say so still.

-- In `append` events come first, so that all of them are there when the head moves.
CREATE FUNCTION cascade_log.demand_events() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    found record;
BEGIN
    SELECT count(*) AS events, max(recorded_at) AS recorded_at,
           count(*) FILTER (WHERE s.version IS DISTINCT FROM e.last_version) AS astray
      INTO found
      FROM (SELECT stream_id, recorded_at,
                   max(stream_version) OVER (PARTITION BY stream_id) AS last_version
              FROM cascade_log.event
             WHERE position > old.position AND position <= new.position) AS e
      LEFT JOIN cascade_log.stream AS s ON s.id = e.stream_id;
    IF new.position <= old.position
        OR found.events <> new.position - old.position
        OR found.recorded_at <> new.recorded_at
        OR found.astray > 0
        OR octet_length(new.frontier) <> 32 * bit_count(new.position::bit(64)) THEN
        RAISE EXCEPTION 'the head moves only with the events that justify it'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER head_moves_with_events AFTER UPDATE ON cascade_log.log_head
    FOR EACH ROW EXECUTE FUNCTION cascade_log.demand_events();
ALTER TABLE cascade_log.log_head ENABLE ALWAYS TRIGGER head_moves_with_events;

CREATE TRIGGER streams_move_forward BEFORE UPDATE ON cascade_log.stream
    FOR EACH ROW WHEN (new.version <= old.version)
    EXECUTE FUNCTION cascade_log.refuse_going_back();
ALTER TABLE cascade_log.stream ENABLE ALWAYS TRIGGER streams_move_forward;

-- A content goes only by an event that says so. There is none yet: its migration will let it pass.
SELECT cascade_log.make_append_only('cascade_log.content');
SELECT cascade_log.make_append_only('cascade_log.upload_use');

-- Of an upload nothing changes, and it goes only where no event names it: whole, by the foreign keys.
CREATE FUNCTION cascade_log.keep_used_parts() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM cascade_log.upload_use
                WHERE content_id = coalesce(new.content_id, old.content_id)) THEN
        -- As the key of upload_use says it: who prunes looks again.
        RAISE EXCEPTION 'a file that an event names stays as it is'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN coalesce(new, old);
END
$$;

CREATE TRIGGER used_parts_stay BEFORE INSERT OR DELETE ON cascade_log.upload_part
    FOR EACH ROW EXECUTE FUNCTION cascade_log.keep_used_parts();
ALTER TABLE cascade_log.upload_part ENABLE ALWAYS TRIGGER used_parts_stay;

CREATE TRIGGER uploads_stay BEFORE UPDATE OR TRUNCATE ON cascade_log.upload
    FOR EACH STATEMENT EXECUTE FUNCTION cascade_log.refuse_change();
ALTER TABLE cascade_log.upload ENABLE ALWAYS TRIGGER uploads_stay;
CREATE TRIGGER parts_stay BEFORE UPDATE OR TRUNCATE ON cascade_log.upload_part
    FOR EACH STATEMENT EXECUTE FUNCTION cascade_log.refuse_change();
ALTER TABLE cascade_log.upload_part ENABLE ALWAYS TRIGGER parts_stay;

REVOKE EXECUTE ON FUNCTION cascade_log.demand_events(), cascade_log.keep_used_parts() FROM public;

DO $$
DECLARE
    entrance regprocedure;
BEGIN
    FOR entrance IN
        SELECT oid FROM pg_proc
         WHERE pronamespace = 'cascade_log'::regnamespace AND proname IN ('append', 'use_uploads')
    LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', entrance);
    END LOOP;
    -- Whatever the one role of a DATABASE_URL is called: what it owns stays its own.
    IF current_user <> 'cascade_app'
        AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'cascade_app') THEN
        REVOKE INSERT, UPDATE, DELETE ON
            cascade_log.event, cascade_log.idempotency_key, cascade_log.stream,
            cascade_log.log_head, cascade_log.content, cascade_log.upload_use,
            cascade_log.upload_part FROM cascade_app;
    END IF;
END
$$;

-- A file comes in parts before any command names it.
SELECT cascade_log.grant_application('INSERT', 'TABLE cascade_log.upload_part');
-- Whoever locks the head must be allowed to update something of it; this column is true for ever.
SELECT cascade_log.grant_application('UPDATE (only_row)', 'TABLE cascade_log.log_head');
