-- The end of a range of positions that nothing has ended yet.
CREATE FUNCTION forever() RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT 9223372036854775807
$$;

-- How far the one consistency group has come. It is bookkeeping: a rebuild does not compare it.
CREATE TABLE checkpoint (
    only_row        boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
    position        bigint      NOT NULL,
    recorded_at     timestamptz NOT NULL,
    definition      text        NOT NULL,
    release         text        NOT NULL,
    parked_position bigint,
    parked_reason   text
) WITH (fillfactor = 10);

COMMENT ON COLUMN checkpoint.definition IS 'Hash of what decides these tables and their rows.';
COMMENT ON COLUMN checkpoint.release IS 'The release of the program that laid these tables.';
COMMENT ON COLUMN checkpoint.parked_position IS 'The event that could not be projected.';
