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

-- Reports that cite no directive, and the obligations that they were found to be about. The texts are
-- contents of the log.
CREATE TABLE recorded_report (
    report_id   uuid        NOT NULL PRIMARY KEY,
    position    bigint      NOT NULL UNIQUE,
    recorded_at timestamptz NOT NULL,
    by_id       uuid        NOT NULL,
    to_id       uuid        NOT NULL,
    subject     text        NOT NULL,
    text_id     uuid        NOT NULL,
    quantity    numeric(21, 6),
    occurred_on date        NOT NULL
);
CREATE INDEX recorded_report_by ON recorded_report (by_id, position);
CREATE INDEX recorded_report_to ON recorded_report (to_id, position);

CREATE TABLE report_link (
    report_id  uuid        NOT NULL PRIMARY KEY,
    position   bigint      NOT NULL,
    linked_at  timestamptz NOT NULL,
    task_id    uuid        NOT NULL,
    unit_id    uuid        NOT NULL,
    occurrence date        NOT NULL
);

-- A live unit, and those that ended and that it stands for. One that ended stands for none.
CREATE FUNCTION stood_for_by(of_unit uuid, p bigint)
RETURNS TABLE (unit_id uuid) LANGUAGE sql STABLE AS $$
    SELECT v.unit_id FROM unit_version v
    WHERE v.unit_id = of_unit AND v.live AND v.from_position <= p AND p < v.to_position
    UNION ALL
    SELECT v.unit_id FROM unit_version v
    WHERE v.heir_id = of_unit AND NOT v.live AND v.from_position <= p AND p < v.to_position
$$;
