-- name: states(task_ids, unit_ids, occurrences)
-- Obligations as their latest acts left them.
SELECT s.*
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[])
    AS k(task_id, unit_id, occurrence)
JOIN act s USING (task_id, unit_id, occurrence)
WHERE s.to_position = forever();

-- name: due_then(task_id, occurrence, position, unit_id, directive_id)^
-- The due date that a task's period gave at a position, and the one that the unit had instead; whether
-- nothing else bears on it: neither the reach, nor another task, nor a relay, nor an extension of many.
SELECT (SELECT due_at FROM period e
        WHERE e.task_id = :task_id AND e.occurrence = :occurrence
          AND e.from_position <= :position AND :position < e.to_position),
       (SELECT due_override FROM act s
        WHERE s.task_id = :task_id AND s.unit_id = :unit_id AND s.occurrence = :occurrence
          AND s.position <= :position
        ORDER BY s.position DESC LIMIT 1),
       NOT EXISTS (SELECT FROM task_at(:position) t
                   WHERE t.task_id = :task_id
                     AND t.due_kind IN ('RELATIVE', 'AFTER_TASK', 'AFTER_OCCURRENCE'))
       AND NOT EXISTS (SELECT FROM relay_due r WHERE r.task_id = :task_id)
       AND NOT EXISTS (SELECT FROM group_act g WHERE g.directive_id = :directive_id);

-- name: due_in_force(task_id, unit_id, occurrence, position, directive_id)$
-- The due date of an obligation at a position, whatever bears on it.
SELECT due_in_force(:directive_id, :task_id, :unit_id, :occurrence, :position);

-- name: standing_passing(directive_id, unit_id, position)^
-- The first passing on of a directive by a unit that stands at a position, if any does.
SELECT position, recorded_at FROM passing
WHERE directive_id = :directive_id AND unit_id = :unit_id
  AND position <= :position AND :position < to_position
ORDER BY position LIMIT 1;

-- name: act_on_group(position, recorded_at, directive_id, under_id, task_ids, due_at)!
-- An act on all that was open within a unit, where it, or who stands for it, stood then.
INSERT INTO group_act (
    position, recorded_at, directive_id, under_id, low, high, task_ids, due_at)
SELECT :position, :recorded_at, :directive_id, :under_id, v.path, end_of_subtree(v.path), :task_ids, :due_at
FROM place_at(:position) v WHERE v.unit_id = :under_id;

-- name: end_states(task_ids, unit_ids, occurrences, positions)!
-- States that were followed by others are true no more from these positions on.
UPDATE act s SET to_position = n.position
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[], :positions::bigint[])
    AS n(task_id, unit_id, occurrence, position)
WHERE s.task_id = n.task_id AND s.unit_id = n.unit_id AND s.occurrence = n.occurrence
  AND s.to_position = forever();
