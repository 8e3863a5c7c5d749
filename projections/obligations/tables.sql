-- What units did with what they owe. A row holds the state after the act, true in
-- [position, to_position). A unit that has done nothing has no row.
CREATE TABLE act (
    task_id           uuid        NOT NULL,
    unit_id           uuid        NOT NULL,
    occurrence        date        NOT NULL,
    position          bigint      NOT NULL,
    to_position       bigint      NOT NULL,
    directive_id      uuid        NOT NULL,
    kind              text        NOT NULL,
    status            text        NOT NULL,
    acknowledged_at   timestamptz,
    reported_at       timestamptz,
    judged_at         timestamptz,
    judged_due_at     timestamptz,
    judged_on_time    boolean,
    judged_position   bigint,
    due_override      timestamptz,
    fulfilled_at      timestamptz,
    fulfilled_on      date,
    latest_report_id  uuid,
    accepted_quantity numeric(38, 6) NOT NULL,
    pending_quantity  numeric(21, 6) NOT NULL,
    override_position bigint,
    exempted          boolean     NOT NULL,
    PRIMARY KEY (task_id, unit_id, occurrence, position)
) WITH (fillfactor = 90);
CREATE INDEX act_directive ON act (directive_id, unit_id);
CREATE INDEX act_unit ON act (unit_id, directive_id);

COMMENT ON COLUMN act.judged_position IS
    'Judged by the due date in force at this position: reading knows it, the act does not.';
COMMENT ON COLUMN act.accepted_quantity IS 'A sum: wider than what one report may say.';
COMMENT ON COLUMN act.pending_quantity IS 'Of the latest report, until it is decided.';
COMMENT ON COLUMN act.override_position IS 'Where due_override was set.';

CREATE FUNCTION act_at(p bigint) RETURNS SETOF act LANGUAGE sql STABLE AS $$
    SELECT * FROM act WHERE position <= p AND p < to_position
$$;

-- What units declared to have happened, of tasks that are due so long after an occurrence: a row for the
-- unit and the occurrence. "occurrence" is what it is known by, occurred_on the local day.
CREATE TABLE declared_occurrence (
    task_id            uuid        NOT NULL,
    unit_id            uuid        NOT NULL,
    occurrence         date        NOT NULL,
    position           bigint      NOT NULL,
    withdrawn_position bigint      NOT NULL,
    directive_id       uuid        NOT NULL,
    occurred_at        timestamptz NOT NULL,
    occurred_on        date        NOT NULL,
    declared_at        timestamptz NOT NULL,
    label              text        NOT NULL,
    note               text,
    withdrawn_because  text,
    PRIMARY KEY (task_id, unit_id, occurrence)
);
CREATE INDEX declared_occurrence_unit ON declared_occurrence (unit_id);

-- What was accepted and what waits to be decided of all who share a quota with a group, true in
-- [position, to_position): a sum, not a list of them.
CREATE TABLE shared_quota (
    task_id      uuid           NOT NULL,
    occurrence   date           NOT NULL,
    position     bigint         NOT NULL,
    to_position  bigint         NOT NULL,
    directive_id uuid           NOT NULL,
    accepted     numeric(38, 6) NOT NULL,
    pending      numeric(38, 6) NOT NULL,
    PRIMARY KEY (task_id, occurrence, position)
);

-- Acceptances by which such a sum was enough: whoever shares it by then and has not fulfilled it is done
-- with it, judged by that report: on time is who was due at "on_time_from" or later, which is its
-- submission or the beginning of the day on which it came on paper. Who does something about it later has
-- a row of its own that says so.
CREATE TABLE quota_met (
    task_id         uuid        NOT NULL,
    occurrence      date        NOT NULL,
    position        bigint      NOT NULL,
    directive_id    uuid        NOT NULL,
    met_at          timestamptz NOT NULL,
    report_position bigint      NOT NULL,
    submitted_at    timestamptz NOT NULL,
    on_time_from    timestamptz NOT NULL,
    PRIMARY KEY (task_id, occurrence, position)
);

-- Extensions (due_at given) and exemptions of all that was open within a unit: of its range of paths at
-- that position. Empty task_ids mean every task of the directive.
CREATE TABLE group_act (
    position     bigint      NOT NULL PRIMARY KEY,
    recorded_at  timestamptz NOT NULL,
    directive_id uuid        NOT NULL,
    under_id     uuid        NOT NULL,
    low          text        COLLATE "C" NOT NULL,
    high         text        COLLATE "C" NOT NULL,
    task_ids     uuid[]      NOT NULL,
    due_at       timestamptz
);
CREATE INDEX group_act_directive ON group_act (directive_id, position);

-- Documents whose issuer owed by a policy that they are entered in time.
CREATE TABLE entry (
    directive_id uuid        NOT NULL PRIMARY KEY,
    task_id      uuid        NOT NULL,
    unit_id      uuid        NOT NULL,
    position     bigint      NOT NULL,
    entered_at   timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    setter_id    uuid        NOT NULL,
    policy_key   text        NOT NULL
);
CREATE INDEX entry_unit ON entry (unit_id, position);
