-- Documents issued here or only known here. "position" is also the tree its audience was resolved in.
CREATE TABLE directive (
    directive_id       uuid        NOT NULL PRIMARY KEY,
    position           bigint      NOT NULL UNIQUE,
    recorded_at        timestamptz NOT NULL,
    issued_here        boolean     NOT NULL,
    recorded_by_id     uuid        NOT NULL,
    by_its_issuer      boolean     NOT NULL,
    issuer_id          uuid        NOT NULL,
    issuer_name_then   text        NOT NULL,
    type               text        NOT NULL,
    number             jsonb,
    number_sequence    integer,
    subject            text        NOT NULL,
    on_behalf_of       text,
    issued_on          date        NOT NULL,
    classification     text        NOT NULL,
    clearance          smallint    NOT NULL,
    citations_complete boolean     NOT NULL,
    level_by_level     boolean     NOT NULL,
    audience           jsonb       NOT NULL,
    distribution       jsonb       NOT NULL,
    joint_issuer_ids   uuid[]      NOT NULL,
    signing_post       text,
    standing           boolean     NOT NULL,
    need_to_know       boolean     NOT NULL
);
CREATE INDEX directive_issuer ON directive (issuer_id, position);
CREATE INDEX directive_recorder ON directive (recorded_by_id, position);

COMMENT ON COLUMN directive.by_its_issuer IS
    'False for what another unit noted: it stands among nobody''s documents but as noted.';
COMMENT ON COLUMN directive.audience IS 'Selectors as worded; what they came to is in audience_atom.';
COMMENT ON COLUMN directive.clearance IS 'Rank of the classification: 0 is open.';

-- Where a directive stands: in force from its issue or recording on, until one of the events that
-- end that. "by_id" superseded it.
CREATE TABLE directive_status (
    directive_id  uuid   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    status        text   NOT NULL,
    by_id         uuid,
    reason        text,
    PRIMARY KEY (directive_id, from_position)
);

-- Clerical errors put right, of the directive itself (task_id null) and of its tasks.
CREATE TABLE correction (
    directive_id uuid        NOT NULL,
    position     bigint      NOT NULL,
    ordinal      smallint    NOT NULL,
    recorded_at  timestamptz NOT NULL,
    field        text        NOT NULL,
    task_id      uuid,
    written      text,
    corrected    text        NOT NULL,
    note         text,
    PRIMARY KEY (directive_id, position, ordinal)
);

-- What a directive comes to at a position beside what was issued: its subject as corrected, where it
-- stands. One row.
CREATE FUNCTION directive_state(of_directive uuid, p bigint)
RETURNS TABLE (corrected_subject text, status text, superseded_by_id uuid, reason text)
LANGUAGE sql STABLE AS $$
    SELECT (SELECT c.corrected FROM correction c
            WHERE c.directive_id = of_directive AND c.field = 'subject' AND c.position <= p
            ORDER BY c.position DESC, c.ordinal DESC LIMIT 1),
           s.status, s.by_id, s.reason
    FROM directive_status s
    WHERE s.directive_id = of_directive AND s.from_position <= p AND p < s.to_position
$$;

-- Stretches of time that a document names, and the days that they got.
CREATE TABLE named_window (
    directive_id uuid     NOT NULL,
    key          text     NOT NULL,
    ordinal      smallint NOT NULL,
    stated       text     NOT NULL,
    PRIMARY KEY (directive_id, key)
);

CREATE TABLE window_dating (
    directive_id  uuid   NOT NULL,
    key           text   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    from_day      date   NOT NULL,
    to_day        date   NOT NULL,
    PRIMARY KEY (directive_id, key, from_position)
);
