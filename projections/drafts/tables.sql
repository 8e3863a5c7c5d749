-- Drafts, state by state; the last one ends with the issue, or when the draft is discarded.
CREATE TABLE draft (
    directive_id   uuid        NOT NULL,
    from_position  bigint      NOT NULL,
    to_position    bigint      NOT NULL,
    drafted_at     timestamptz NOT NULL,
    issuer_id      uuid        NOT NULL,
    type           text        NOT NULL,
    subject        text        NOT NULL,
    subject_form   text        COLLATE "C" NOT NULL,
    classification text        NOT NULL,
    clearance      smallint    NOT NULL,
    content        jsonb       NOT NULL,
    commenter_ids  uuid[]      NOT NULL,
    PRIMARY KEY (directive_id, from_position)
);
CREATE INDEX draft_issuer ON draft (issuer_id);

-- What units remarked on drafts. The texts are contents of the log.
CREATE TABLE draft_comment (
    comment_id   uuid        NOT NULL PRIMARY KEY,
    directive_id uuid        NOT NULL,
    position     bigint      NOT NULL,
    recorded_at  timestamptz NOT NULL,
    unit_id      uuid        NOT NULL,
    text_id      uuid        NOT NULL
);
CREATE INDEX draft_comment_directive ON draft_comment (directive_id, position);
