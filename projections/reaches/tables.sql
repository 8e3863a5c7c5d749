-- By which issue or relay a directive came down, and when. The units it reached are told by its
-- audience (whole) or by reach_atom and reach_unit, in the tree of the reach's own position.
CREATE TABLE reach (
    position     bigint      NOT NULL PRIMARY KEY,
    directive_id uuid        NOT NULL,
    recorded_at  timestamptz NOT NULL,
    local_day    date        NOT NULL,
    kind         text        NOT NULL,
    whole        boolean     NOT NULL,
    from_id      uuid        NOT NULL
);

CREATE TABLE reach_atom (
    directive_id uuid   NOT NULL,
    position     bigint NOT NULL,
    scope_id     uuid   NOT NULL,
    level        text   COLLATE "C" NOT NULL,
    kind         text   COLLATE "C" NOT NULL,
    PRIMARY KEY (scope_id, level, kind, directive_id, position)
);
CREATE INDEX reach_atom_directive ON reach_atom (directive_id);

CREATE TABLE reach_unit (
    directive_id uuid   NOT NULL,
    position     bigint NOT NULL,
    unit_id      uuid   NOT NULL,
    PRIMARY KEY (unit_id, directive_id, position)
);
CREATE INDEX reach_unit_directive ON reach_unit (directive_id);

-- Who passed it on: by a relay, or by a directive that implements it.
CREATE TABLE passing (
    directive_id    uuid        NOT NULL,
    unit_id         uuid        NOT NULL,
    position        bigint      NOT NULL,
    recorded_at     timestamptz NOT NULL,
    implementing_id uuid,
    PRIMARY KEY (directive_id, unit_id, position)
);
