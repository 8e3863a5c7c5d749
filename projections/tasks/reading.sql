-- name: by_ids(p, task_ids)
SELECT * FROM task_shown(:p) WHERE task_id = ANY (:task_ids);

-- name: unit_targets(task_id, p, after_code, after_unit_id, row_limit)
-- What a task asks of units by name, in order of their codes, which they had when they ended.
SELECT u.unit_id, v.code, u.amount
FROM unit_target u
CROSS JOIN LATERAL (
    SELECT w.code FROM unit_version w
    WHERE w.unit_id = u.unit_id AND w.from_position <= :p
    ORDER BY w.from_position DESC LIMIT 1
) v
WHERE u.task_id = :task_id AND u.from_position <= :p AND :p < u.to_position
  AND (:after_code::text IS NULL OR (v.code, u.unit_id) > (:after_code, :after_unit_id::uuid))
ORDER BY v.code, u.unit_id LIMIT :row_limit;

-- name: count_unit_targets(task_id, p)$
SELECT count(*) FROM unit_target u
WHERE u.task_id = :task_id AND u.from_position <= :p AND :p < u.to_position;

-- name: of_directives(p, directive_ids)
-- The documents' own tasks in their order.
SELECT * FROM task_shown(:p)
WHERE directive_id = ANY (:directive_ids) AND is_worded(ordinal)
ORDER BY directive_id, ordinal;
