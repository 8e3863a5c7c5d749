-- name: states(task_ids, unit_ids, occurrences)
-- Obligations as their latest acts left them.
SELECT s.*
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[])
    AS k(task_id, unit_id, occurrence)
JOIN act s USING (task_id, unit_id, occurrence)
WHERE s.to_position = forever();

-- name: due_then(task_id, occurrence, position, unit_id, directive_id)^
-- The due date that a task's period gave at a position, the one that the unit had instead, and whether
-- nothing else bears on it.
SELECT * FROM due_then(:directive_id, :task_id, :unit_id, :occurrence, :position);

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
