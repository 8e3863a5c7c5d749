-- Every day that the calendar knows. A seeding lays the whole calendar anew, so that a reach is
-- reckoned for ever by the calendar of its own position.
CREATE TABLE calendar_day (
    from_position bigint      NOT NULL,
    to_position   bigint      NOT NULL,
    day           date        NOT NULL,
    working       boolean     NOT NULL,
    ordinal       integer     NOT NULL,
    ends_at       timestamptz NOT NULL,
    PRIMARY KEY (day, from_position)
);
CREATE INDEX calendar_day_ordinal ON calendar_day (ordinal) WHERE working;

COMMENT ON COLUMN calendar_day.ordinal IS 'Working days up to this day, itself included.';
