-- Changes of the tree that are to take effect on a day to come, and what became of them.
CREATE TABLE scheduled_change (
    change_id        uuid        NOT NULL PRIMARY KEY,
    position         bigint      NOT NULL,
    settled_position bigint      NOT NULL,
    scheduled_at     timestamptz NOT NULL,
    unit_ids         uuid[]      NOT NULL,
    command          text        NOT NULL,
    effective_on     date        NOT NULL,
    outcome          text,
    reason           text
);
CREATE INDEX scheduled_change_units ON scheduled_change USING gin (unit_ids);

COMMENT ON COLUMN scheduled_change.settled_position IS 'The greatest there is while it is to come.';
