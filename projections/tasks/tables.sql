-- What is owed. Beside a document's own tasks stand those that passing on and policies add ('@').
CREATE TABLE task (
    task_id          uuid     NOT NULL PRIMARY KEY,
    directive_id     uuid     NOT NULL,
    position         bigint   NOT NULL,
    ordinal          smallint NOT NULL,
    key              text     NOT NULL,
    number           text,
    text             text     NOT NULL,
    kind             text     NOT NULL,
    origin           text     NOT NULL,
    audience         smallint,
    selectors        jsonb,
    lead_id          uuid,
    lead_is_inferred boolean  NOT NULL,
    coordinating_ids uuid[]   NOT NULL,
    quota            jsonb,
    quota_minimum    integer,
    due_kind         text     NOT NULL,
    due_stated       text,
    due_rule         text,
    due_window       text,
    working_days     integer,
    report_to_id     uuid,
    report_via_id    uuid,
    needs_acceptance boolean  NOT NULL,
    issuer_id        uuid     NOT NULL,
    clearance        smallint NOT NULL,
    document_type    text     NOT NULL,
    level_by_level   boolean  NOT NULL
);
CREATE UNIQUE INDEX task_directive ON task (directive_id, ordinal);

COMMENT ON COLUMN task.audience IS
    '0: the directive''s; n: its own; null: the lead and the coordinating units alone, or derived.';
COMMENT ON COLUMN task.issuer_id IS 'The directive''s, as are clearance, document_type, level_by_level.';

-- Whom audiences cover: every unit under scope_id, itself not included, of a level and kind.
CREATE TABLE audience_atom (
    directive_id uuid     NOT NULL,
    audience     smallint NOT NULL,
    position     bigint   NOT NULL,
    scope_id     uuid     NOT NULL,
    level        text     COLLATE "C" NOT NULL,
    kind         text     COLLATE "C" NOT NULL,
    PRIMARY KEY (scope_id, level, kind, directive_id, audience)
);
CREATE INDEX audience_atom_directive ON audience_atom (directive_id, audience);

-- And units beside them.
CREATE TABLE audience_unit (
    directive_id uuid     NOT NULL,
    audience     smallint NOT NULL,
    position     bigint   NOT NULL,
    unit_id      uuid     NOT NULL,
    PRIMARY KEY (unit_id, directive_id, audience)
);
CREATE INDEX audience_unit_directive ON audience_unit (directive_id, audience);

-- A task's lead and coordinating units, each in its best role.
CREATE TABLE task_member (
    task_id      uuid     NOT NULL,
    unit_id      uuid     NOT NULL,
    directive_id uuid     NOT NULL,
    position     bigint   NOT NULL,
    role         text     NOT NULL,
    clearance    smallint NOT NULL,
    PRIMARY KEY (task_id, unit_id)
);
CREATE INDEX task_member_unit ON task_member (unit_id);
CREATE INDEX task_member_directive ON task_member (directive_id);

-- Whom a task's reports are addressed to or go through.
CREATE TABLE task_recipient (
    task_id      uuid     NOT NULL,
    unit_id      uuid     NOT NULL,
    directive_id uuid     NOT NULL,
    clearance    smallint NOT NULL,
    PRIMARY KEY (task_id, unit_id)
);
CREATE INDEX task_recipient_unit ON task_recipient (unit_id);
CREATE INDEX task_recipient_directive ON task_recipient (directive_id);

-- When a task is owed. One that does not recur has the one occurrence '-infinity'.
CREATE TABLE period (
    task_id       uuid   NOT NULL,
    occurrence    date   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    due_on        date,
    due_at        timestamptz,
    PRIMARY KEY (task_id, occurrence, from_position)
);
