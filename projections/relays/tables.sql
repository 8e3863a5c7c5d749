-- Relays as they were made, and recalled. Whom they reach is told by reaches.
CREATE TABLE relay (
    directive_id      uuid        NOT NULL,
    unit_id           uuid        NOT NULL,
    version           integer     NOT NULL,
    position          bigint      NOT NULL,
    recalled_position bigint      NOT NULL,
    relayed_at        timestamptz NOT NULL,
    recalled_at       timestamptz,
    recall_reason     text,
    note_id           uuid,
    audience          jsonb       NOT NULL,
    dues              jsonb       NOT NULL,
    PRIMARY KEY (directive_id, unit_id, version)
);
CREATE UNIQUE INDEX relay_position ON relay (directive_id, position);

COMMENT ON COLUMN relay.version IS 'Of the event in the stream of the unit''s execution.';
COMMENT ON COLUMN relay.recalled_position IS 'The greatest there is where it stands.';
