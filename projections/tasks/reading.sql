-- name: by_ids(p, task_ids)
SELECT * FROM task_shown(:p) WHERE task_id = ANY (:task_ids);

-- name: of_directives(p, directive_ids)
-- The documents' own tasks in their order.
SELECT * FROM task_shown(:p)
WHERE directive_id = ANY (:directive_ids) AND is_worded(ordinal)
ORDER BY directive_id, ordinal;
