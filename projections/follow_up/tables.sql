-- How obligations are carried out, beside what decides their state. Texts are contents of the log.

-- Which post of the bearing unit answers for it; null: none any longer.
CREATE TABLE assignment (
    task_id       uuid   NOT NULL,
    unit_id       uuid   NOT NULL,
    occurrence    date   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    post          text,
    PRIMARY KEY (task_id, unit_id, occurrence, from_position)
);

CREATE TABLE plan (
    task_id       uuid   NOT NULL,
    unit_id       uuid   NOT NULL,
    occurrence    date   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    entries       jsonb  NOT NULL,
    PRIMARY KEY (task_id, unit_id, occurrence, from_position)
);

CREATE TABLE extension_request (
    request_id   uuid        NOT NULL PRIMARY KEY,
    directive_id uuid        NOT NULL,
    task_id      uuid        NOT NULL,
    unit_id      uuid        NOT NULL,
    occurrence   date        NOT NULL,
    position     bigint      NOT NULL,
    asked_at     timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    reason_id    uuid        NOT NULL
);
CREATE INDEX extension_request_obligation
    ON extension_request (task_id, unit_id, occurrence, position);

CREATE TABLE extension_decision (
    request_id    uuid        NOT NULL PRIMARY KEY,
    position      bigint      NOT NULL,
    decided_at    timestamptz NOT NULL,
    decided_by_id uuid        NOT NULL,
    due_at        timestamptz,
    remark_id     uuid
);

COMMENT ON COLUMN extension_decision.due_at IS 'What was given; null: it was refused.';

-- That obligations do not apply, as their units said, and what became of it.
CREATE TABLE declaration (
    declaration_id uuid        NOT NULL PRIMARY KEY,
    task_id        uuid        NOT NULL,
    unit_id        uuid        NOT NULL,
    occurrence     date        NOT NULL,
    position       bigint      NOT NULL,
    declared_at    timestamptz NOT NULL,
    reason_id      uuid        NOT NULL
);
CREATE INDEX declaration_obligation ON declaration (task_id, unit_id, occurrence, position);

CREATE TABLE declaration_end (
    declaration_id uuid        NOT NULL PRIMARY KEY,
    position       bigint      NOT NULL,
    ended_at       timestamptz NOT NULL,
    outcome        text        NOT NULL,
    decided_by_id  uuid,
    remark_id      uuid
);

COMMENT ON COLUMN declaration_end.decided_by_id IS
    'Null where the unit took it back, and where it needed no agreement.';

CREATE TABLE inspection (
    inspection_id uuid     NOT NULL PRIMARY KEY,
    task_id       uuid     NOT NULL,
    unit_id       uuid     NOT NULL,
    occurrence    date     NOT NULL,
    position      bigint   NOT NULL,
    by_id         uuid     NOT NULL,
    inspected_on  date     NOT NULL,
    remark_id     uuid     NOT NULL
);
CREATE INDEX inspection_obligation ON inspection (task_id, unit_id, occurrence, position);

-- Of one obligation each.
CREATE TABLE reminder (
    position    bigint      NOT NULL PRIMARY KEY,
    task_id     uuid        NOT NULL,
    unit_id     uuid        NOT NULL,
    occurrence  date        NOT NULL,
    reminded_at timestamptz NOT NULL,
    by_id       uuid        NOT NULL,
    note        text
);
CREATE INDEX reminder_obligation ON reminder (task_id, unit_id, occurrence, position);

-- Of all that was overdue within a unit, of one directive or of all.
CREATE TABLE overdue_reminder (
    position    bigint      NOT NULL PRIMARY KEY,
    under_id    uuid        NOT NULL,
    about_id    uuid,
    by_id       uuid        NOT NULL,
    reminded_at timestamptz NOT NULL,
    note        text
);
CREATE INDEX overdue_reminder_under ON overdue_reminder (under_id, position);
