-- One entry for each event: what it is about, for finding it. Its data stays in the log.
CREATE TABLE audit_entry (
    position           bigint      NOT NULL PRIMARY KEY,
    recorded_at        timestamptz NOT NULL,
    topic              text        NOT NULL,
    actor              text        NOT NULL,
    unit_id            uuid,
    directive_id       uuid,
    task_id            uuid,
    occurrence         date,
    occurred_on        date,
    correlation_id     uuid        NOT NULL,
    causation_position bigint,
    leaf_hash          bytea       NOT NULL,
    of_draft           boolean     NOT NULL
);
CREATE INDEX audit_entry_unit ON audit_entry (unit_id, position);
CREATE INDEX audit_entry_directive ON audit_entry (directive_id, position);
CREATE INDEX audit_entry_obligation ON audit_entry (task_id, unit_id, position);
CREATE INDEX audit_entry_correlation ON audit_entry (correlation_id);
CREATE INDEX audit_entry_recorded ON audit_entry (recorded_at, position);

-- The units that an event about several is about. Those that an event established are told by "unit".
CREATE TABLE audit_unit (
    position bigint NOT NULL,
    unit_id  uuid   NOT NULL,
    PRIMARY KEY (position, unit_id)
);
CREATE INDEX audit_unit_unit ON audit_unit (unit_id);
