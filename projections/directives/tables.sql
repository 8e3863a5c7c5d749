-- Documents issued here or only known here. "position" is also the tree its audience was resolved in.
CREATE TABLE directive (
    directive_id       uuid        NOT NULL PRIMARY KEY,
    position           bigint      NOT NULL UNIQUE,
    recorded_at        timestamptz NOT NULL,
    issued_here        boolean     NOT NULL,
    recorded_by_id     uuid        NOT NULL,
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
    distribution       jsonb       NOT NULL
);
CREATE INDEX directive_issuer ON directive (issuer_id, position);
CREATE INDEX directive_recorder ON directive (recorded_by_id, position);

COMMENT ON COLUMN directive.audience IS 'Selectors as worded; what they came to is in audience_atom.';
COMMENT ON COLUMN directive.clearance IS 'Rank of the classification: 0 is open.';

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
