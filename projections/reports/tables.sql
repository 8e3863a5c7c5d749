-- Reports and their decisions; the texts are contents of the log, which may be erased.
CREATE TABLE report (
    report_id    uuid        NOT NULL PRIMARY KEY,
    position     bigint      NOT NULL,
    task_id      uuid        NOT NULL,
    unit_id      uuid        NOT NULL,
    occurrence   date        NOT NULL,
    submitted_at timestamptz NOT NULL,
    text_id      uuid        NOT NULL,
    quantity     numeric(21, 6),
    arrived_at   timestamptz
);
COMMENT ON COLUMN report.arrived_at IS
    'Where it had come already, citing nothing, and was linked; it is submitted_at, too.';
CREATE INDEX report_obligation ON report (task_id, unit_id, occurrence, position);

CREATE TABLE report_decision (
    report_id   uuid        NOT NULL,
    position    bigint      NOT NULL,
    decision    text        NOT NULL,
    decided_at  timestamptz NOT NULL,
    remark_id   uuid,
    received_on date,
    PRIMARY KEY (report_id, position)
);
