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

-- What they say of their tasks' indicators.
CREATE TABLE report_value (
    report_id uuid           NOT NULL,
    ordinal   smallint       NOT NULL,
    indicator text           NOT NULL,
    value     numeric(21, 6) NOT NULL,
    PRIMARY KEY (report_id, ordinal)
);

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

-- The values of a report as JSON, in its order.
CREATE FUNCTION values_of(of_report uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        jsonb_agg(jsonb_build_object('indicator', v.indicator, 'value', v.value::text)
                  ORDER BY v.ordinal), '[]')
    FROM report_value v WHERE v.report_id = of_report
$$;

-- What counts of each obligation's reports at a position: what was accepted, and what the latest says
-- until it is decided.
CREATE FUNCTION value_at(p bigint)
RETURNS TABLE (
    task_id uuid, unit_id uuid, occurrence date, indicator text, value numeric, accepted boolean
) LANGUAGE sql STABLE AS $$
    SELECT r.task_id, r.unit_id, r.occurrence, v.indicator, v.value, d.decision IS NOT NULL
    FROM report r
    JOIN report_value v ON v.report_id = r.report_id
    LEFT JOIN report_decision d ON d.report_id = r.report_id AND d.position <= p
    WHERE r.position <= p
      AND (d.decision = 'ACCEPTED' OR d.decision IS NULL AND NOT EXISTS (
            SELECT FROM report l
            WHERE l.task_id = r.task_id AND l.unit_id = r.unit_id AND l.occurrence = r.occurrence
              AND l.position > r.position AND l.position <= p))
$$;
