-- name: by_ids(p, task_ids)
-- Tasks with the due date that they had at a position, where it is the same for all who owe them.
SELECT t.*, e.due_at
FROM task t
JOIN period e ON e.task_id = t.task_id AND e.from_position <= :p AND :p < e.to_position
WHERE t.task_id = ANY (:task_ids) AND t.position <= :p;

-- name: of_directives(p, directive_ids)
-- The documents' own tasks in their order.
SELECT t.*, e.due_at
FROM task t
JOIN period e ON e.task_id = t.task_id AND e.from_position <= :p AND :p < e.to_position
WHERE t.directive_id = ANY (:directive_ids) AND t.position <= :p AND t.ordinal < 10000
ORDER BY t.directive_id, t.ordinal;
