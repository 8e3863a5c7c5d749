-- name: document(directive_id)^
-- What a directive's tasks bear of it, as they are now.
SELECT d.directive_id, d.position, d.issuer_id, d.clearance, d.type, d.level_by_level, d.need_to_know,
       d.standing, d.urgency,
       CASE WHEN d.effective_on <> d.issued_on THEN d.effective_on END AS effective_on,
       (SELECT t.expires_at FROM task t
        WHERE t.directive_id = d.directive_id AND t.to_position = forever() LIMIT 1) AS expires_at
FROM directive d WHERE d.directive_id = :directive_id;

-- name: last_ordinal(directive_id)$
-- Of the tasks that a directive words.
SELECT coalesce(max(ordinal), 0) FROM task WHERE directive_id = :directive_id AND is_worded(ordinal);

-- name: current(task_ids)
-- Tasks as they are now.
SELECT * FROM task WHERE task_id = ANY (:task_ids) AND to_position = forever();

-- name: others(directive_id, position)
-- A directive's tasks as they are now, but for those that changed at a position.
SELECT * FROM task
WHERE directive_id = :directive_id AND to_position = forever() AND from_position < :position;

-- name: end_versions(task_ids, position)!
-- Tasks are no longer as they are now, from a position on.
UPDATE task SET to_position = :position
WHERE task_id = ANY (:task_ids) AND to_position = forever();

-- name: withdraw_tasks(task_ids, position)!
-- Nothing more is asked of these tasks.
UPDATE task SET withdrawn_position = least(withdrawn_position, :position)
WHERE task_id = ANY (:task_ids);

-- name: end_tasks(directive_id, position)!
-- Nothing more is asked of a directive that is no longer in force.
UPDATE task SET withdrawn_position = least(withdrawn_position, :position)
WHERE directive_id = :directive_id;

-- name: end_recipients(task_ids, position)!
UPDATE task_recipient SET to_position = :position
WHERE task_id = ANY (:task_ids) AND to_position = forever();

-- name: targets(task_ids)
-- What tasks ask of units by name now.
SELECT * FROM unit_target WHERE task_id = ANY (:task_ids) AND to_position = forever();

-- name: end_targets(task_ids, unit_ids, position)!
UPDATE unit_target u SET to_position = :position
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[]) AS n(task_id, unit_id)
WHERE u.task_id = n.task_id AND u.unit_id = n.unit_id AND u.to_position = forever();

-- name: end_periods_of_tasks(task_ids, position)!
UPDATE period SET to_position = :position
WHERE task_id = ANY (:task_ids) AND to_position = forever();

-- name: move_periods(task_ids, levels, occurrences, due_days, due_instants, position)!
-- Periods fall due by other dates from a position on.
WITH moved AS (
    SELECT * FROM unnest(:task_ids::uuid[], :levels::text[], :occurrences::date[],
                         :due_days::date[], :due_instants::timestamptz[])
        AS n(task_id, level, occurrence, due_on, due_at)
),
ended AS (
    UPDATE period e SET to_position = :position
    FROM moved n
    WHERE e.task_id = n.task_id AND e.level = n.level AND e.occurrence = n.occurrence
      AND e.to_position = forever()
    RETURNING e.*, n.due_on AS new_due_on, n.due_at AS new_due_at
)
INSERT INTO period (
    task_id, level, occurrence, from_position, to_position, due_on, due_at, starts_on, opens_at,
    label, original_due_at)
SELECT task_id, level, occurrence, :position, forever(), new_due_on, new_due_at, starts_on,
       opens_at, label, original_due_at
FROM ended;
