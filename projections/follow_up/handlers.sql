-- name: end_assignments(task_ids, unit_ids, occurrences, from_positions)!
-- Posts that no longer answer, or were named again, from these positions on.
UPDATE assignment v SET to_position = n.position
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[], :from_positions::bigint[])
    AS n(task_id, unit_id, occurrence, position)
WHERE v.task_id = n.task_id AND v.unit_id = n.unit_id AND v.occurrence = n.occurrence
  AND v.to_position = forever();

-- name: end_plans(task_ids, unit_ids, occurrences, from_positions)!
-- Plans that others took the place of from these positions on.
UPDATE plan v SET to_position = n.position
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[], :from_positions::bigint[])
    AS n(task_id, unit_id, occurrence, position)
WHERE v.task_id = n.task_id AND v.unit_id = n.unit_id AND v.occurrence = n.occurrence
  AND v.to_position = forever();
