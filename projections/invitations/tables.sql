-- Units asked to coordinate in a task, and what they answered: of the two positions of an answer one
-- at the most is not the greatest there is.
CREATE TABLE invitation (
    invitation_id     uuid        NOT NULL PRIMARY KEY,
    directive_id      uuid        NOT NULL,
    task_id           uuid        NOT NULL,
    unit_id           uuid        NOT NULL,
    position          bigint      NOT NULL,
    accepted_position bigint      NOT NULL,
    declined_position bigint      NOT NULL,
    invited_at        timestamptz NOT NULL,
    answered_at       timestamptz,
    note              text
);
CREATE INDEX invitation_directive ON invitation (directive_id, position);
CREATE INDEX invitation_unit ON invitation (unit_id, position);
CREATE INDEX invitation_task ON invitation (task_id);
