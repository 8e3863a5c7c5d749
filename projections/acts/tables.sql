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
    judged_by_reach   boolean     NOT NULL,
    due_override      timestamptz,
    fulfilled_at      timestamptz,
    latest_report_id  uuid,
    accepted_quantity double precision NOT NULL,
    pending_quantity  double precision NOT NULL,
    PRIMARY KEY (task_id, unit_id, occurrence, position)
) WITH (fillfactor = 90);
CREATE INDEX act_directive ON act (directive_id, unit_id);

COMMENT ON COLUMN act.judged_by_reach IS
    'Judged by a due date that the reach gives: reading knows it, the act does not.';
COMMENT ON COLUMN act.pending_quantity IS 'Of the latest report, until it is decided.';
