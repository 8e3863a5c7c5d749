-- Amendments as they were made; what they come to is in tasks and audiences.
CREATE TABLE amendment (
    directive_id       uuid        NOT NULL,
    position           bigint      NOT NULL,
    recorded_at        timestamptz NOT NULL,
    amending_id        uuid,
    note               text,
    added_task_ids     uuid[]      NOT NULL,
    changed_task_ids   uuid[]      NOT NULL,
    withdrawn_task_ids uuid[]      NOT NULL,
    added              jsonb       NOT NULL,
    withdrawn          jsonb       NOT NULL,
    PRIMARY KEY (directive_id, position)
);

COMMENT ON COLUMN amendment.added IS 'Selectors as worded, as are those withdrawn.';
