-- What documents cite, as they write it.
CREATE TABLE citation (
    citation_id   uuid     NOT NULL PRIMARY KEY,
    directive_id  uuid     NOT NULL,
    position      bigint   NOT NULL,
    ordinal       smallint NOT NULL,
    text          text     NOT NULL,
    issued_on     date,
    issuer_name   text,
    relation      text     NOT NULL,
    task_key      text,
    anchor        text,
    target_id     uuid,
    discrepancies jsonb    NOT NULL
);
CREATE UNIQUE INDEX citation_directive ON citation (directive_id, ordinal);
CREATE INDEX citation_target ON citation (target_id);

-- Whose cause a directive serves: its own (distance 0), and that of every directive it implements,
-- at whatever distance. A directive's citations are frozen, so this is fixed by its issue.
CREATE TABLE cause (
    directive_id    uuid     NOT NULL,
    cause_id        uuid     NOT NULL,
    position        bigint   NOT NULL,
    distance        smallint NOT NULL,
    cause_issuer_id uuid     NOT NULL,
    clearance       smallint NOT NULL,
    PRIMARY KEY (directive_id, cause_id)
);
CREATE INDEX cause_served ON cause (cause_id, position);
CREATE INDEX cause_issuer ON cause (cause_issuer_id);

COMMENT ON COLUMN cause.clearance IS 'Of directive_id, not of the cause.';
