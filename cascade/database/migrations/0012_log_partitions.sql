-- The application cannot create tables beside the log, so a function of the owner makes partitions
-- ahead of need. It takes no argument: a caller can make it do nothing but its work.

-- 1,000,000 events are about 1 GB with their indexes: small enough to vacuum, copy or move alone.
CREATE FUNCTION cascade_log.partition_size() RETURNS bigint
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog RETURN 1000000;

-- Returns the last position that has a partition: always more than one whole partition ahead of the head.
CREATE FUNCTION cascade_log.make_partitions() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    size     CONSTANT bigint := cascade_log.partition_size();
    wanted   CONSTANT bigint := (SELECT position / size + 1 FROM cascade_log.log_head);
    name     text;
BEGIN
    -- Two processes may ask at once.
    PERFORM pg_advisory_xact_lock(hashtextextended('cascade_log.make_partitions', 0));
    FOR number IN greatest(wanted - 1, 0) .. wanted LOOP
        name := format('event_%s', lpad(number::text, 6, '0'));
        CONTINUE WHEN to_regclass(format('cascade_log.%I', name)) IS NOT NULL;
        EXECUTE format(
            'CREATE TABLE cascade_log.%I (LIKE cascade_log.event INCLUDING ALL,
             CHECK (position IS NOT NULL AND position >= %s AND position < %s))',
            name, number * size + 1, (number + 1) * size + 1);
        PERFORM cascade_log.make_append_only(format('cascade_log.%I', name)::regclass);
        -- Attached rather than created in place: PARTITION OF would lock out every reader.
        EXECUTE format(
            'ALTER TABLE cascade_log.event ATTACH PARTITION cascade_log.%I FOR VALUES FROM (%s) TO (%s)',
            name, number * size + 1, (number + 1) * size + 1);
    END LOOP;
    RETURN (wanted + 1) * size;
END
$$;

REVOKE EXECUTE ON FUNCTION cascade_log.make_partitions() FROM public;
REVOKE EXECUTE ON FUNCTION cascade_log.make_append_only(regclass) FROM public;

SELECT cascade_log.make_partitions();
