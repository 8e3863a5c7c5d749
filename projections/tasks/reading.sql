-- name: by_ids(p, task_ids)
SELECT * FROM task_shown(:p) WHERE task_id = ANY (:task_ids);

-- name: of_directives(p, directive_ids)
-- The documents' own tasks in their order.
SELECT * FROM task_shown(:p)
WHERE directive_id = ANY (:directive_ids) AND ordinal < 10000
ORDER BY directive_id, ordinal;
