-- name: states(task_ids, unit_ids, occurrences)
-- Obligations as their latest acts left them.
SELECT s.*
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[])
    AS k(task_id, unit_id, occurrence)
JOIN act s USING (task_id, unit_id, occurrence)
WHERE s.to_position = 9223372036854775807;

-- name: due_then(task_id, occurrence, position, unit_id)^
-- The due date that a task's period gave at a position, and the one that the unit had instead.
SELECT (SELECT due_at FROM period e
        WHERE e.task_id = :task_id AND e.occurrence = :occurrence
          AND e.from_position <= :position AND :position < e.to_position),
       (SELECT due_override FROM act s
        WHERE s.task_id = :task_id AND s.unit_id = :unit_id AND s.occurrence = :occurrence
          AND s.position <= :position
        ORDER BY s.position DESC LIMIT 1);

-- name: end_states(task_ids, unit_ids, occurrences, positions)!
-- States that were followed by others are true no more from these positions on.
UPDATE act s SET to_position = n.position
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[], :positions::bigint[])
    AS n(task_id, unit_id, occurrence, position)
WHERE s.task_id = n.task_id AND s.unit_id = n.unit_id AND s.occurrence = n.occurrence
  AND s.to_position = 9223372036854775807;
