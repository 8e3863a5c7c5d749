-- Nobody changes what was recorded: not the application, not the owner, not a replication session.

CREATE FUNCTION cascade_log.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '% on %.% is refused: the log is append-only', tg_op, tg_table_schema, tg_table_name
        USING ERRCODE = 'insufficient_privilege';
END
$$;

-- Statement triggers, because they fire even when no row matches, and because a row trigger never
-- sees TRUNCATE. A partition named directly passes its parent's trigger, so each has its own.
CREATE FUNCTION cascade_log.make_append_only(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %s
         FOR EACH STATEMENT EXECUTE FUNCTION cascade_log.refuse_change()', target);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only', target);
END
$$;

SELECT cascade_log.make_append_only('cascade_log.event');
SELECT cascade_log.make_append_only('cascade_log.idempotency_key');

CREATE TRIGGER head_stays BEFORE DELETE OR TRUNCATE ON cascade_log.log_head
    FOR EACH STATEMENT EXECUTE FUNCTION cascade_log.refuse_change();
ALTER TABLE cascade_log.log_head ENABLE ALWAYS TRIGGER head_stays;

CREATE TRIGGER streams_stay BEFORE DELETE OR TRUNCATE ON cascade_log.stream
    FOR EACH STATEMENT EXECUTE FUNCTION cascade_log.refuse_change();
ALTER TABLE cascade_log.stream ENABLE ALWAYS TRIGGER streams_stay;

-- An upsert of a stream's version is an UPDATE, so its trigger looks at the row.
CREATE FUNCTION cascade_log.refuse_going_back() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '% cannot go back', tg_table_name USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER head_moves_forward BEFORE UPDATE ON cascade_log.log_head
    FOR EACH ROW WHEN (new.position < old.position OR new.recorded_at < old.recorded_at)
    EXECUTE FUNCTION cascade_log.refuse_going_back();
ALTER TABLE cascade_log.log_head ENABLE ALWAYS TRIGGER head_moves_forward;
