-- By which issue, amendment or relay a directive came down, and when, open in [position, to_position):
-- a relay may be recalled. The units it reached are told by its audience (whole) or by reach_atom and
-- reach_unit, in the tree of the reach's own position. A founding of units has a row without a
-- directive: standing ones reach them by it.
CREATE TABLE reach (
    position     bigint      NOT NULL PRIMARY KEY,
    to_position  bigint      NOT NULL,
    directive_id uuid,
    recorded_at  timestamptz NOT NULL,
    local_day    date        NOT NULL,
    kind         text        NOT NULL,
    whole        boolean     NOT NULL,
    from_id      uuid,
    version      integer     NOT NULL
);
CREATE INDEX reach_relayed ON reach (directive_id, from_id) WHERE kind = 'RELAY';

COMMENT ON COLUMN reach.from_id IS 'Null: the directive''s issuer.';
COMMENT ON COLUMN reach.version IS 'Of its event in its stream: relays are recalled by it.';

CREATE TABLE reach_atom (
    directive_id uuid   NOT NULL,
    position     bigint NOT NULL,
    to_position  bigint NOT NULL,
    scope_id     uuid   NOT NULL,
    level        text   COLLATE "C" NOT NULL,
    kind         text   COLLATE "C" NOT NULL,
    PRIMARY KEY (scope_id, level, kind, directive_id, position)
);
CREATE INDEX reach_atom_directive ON reach_atom (directive_id, position);

CREATE TABLE reach_unit (
    directive_id uuid   NOT NULL,
    position     bigint NOT NULL,
    to_position  bigint NOT NULL,
    unit_id      uuid   NOT NULL,
    PRIMARY KEY (unit_id, directive_id, position)
);
CREATE INDEX reach_unit_directive ON reach_unit (directive_id, position);

-- Due dates that a relay brought forward for those it reaches.
CREATE TABLE relay_due (
    task_id      uuid        NOT NULL,
    position     bigint      NOT NULL,
    to_position  bigint      NOT NULL,
    directive_id uuid        NOT NULL,
    due_on       date        NOT NULL,
    due_at       timestamptz NOT NULL,
    PRIMARY KEY (task_id, position)
);
CREATE INDEX relay_due_position ON relay_due (position);

-- Who passed it on: by a relay, unless it is recalled, or by a directive that implements it.
CREATE TABLE passing (
    directive_id    uuid        NOT NULL,
    unit_id         uuid        NOT NULL,
    position        bigint      NOT NULL,
    to_position     bigint      NOT NULL,
    recorded_at     timestamptz NOT NULL,
    implementing_id uuid,
    PRIMARY KEY (directive_id, unit_id, position)
);
CREATE INDEX passing_position ON passing (position);

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
