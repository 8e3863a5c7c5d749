-- name: end_periods(task_ids, positions)!
-- Periods that were dated anew fall due as before no more from these positions on.
UPDATE period v SET to_position = n.position
FROM unnest(:task_ids::uuid[], :positions::bigint[]) AS n(task_id, position)
WHERE v.task_id = n.task_id AND v.to_position = 9223372036854775807;
