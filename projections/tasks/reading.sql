-- name: by_ids(p, task_ids)
-- Tasks as they were at a position, with the due date that is the same for all who owe them, how many
-- occurrences a recurring one has, and the units that accepted to coordinate.
SELECT t.*, e.due_at, n.occurrences, i.invited_ids
FROM task_at(:p) t
LEFT JOIN period e ON e.task_id = t.task_id AND e.occurrence = '-infinity'
    AND e.from_position <= :p AND :p < e.to_position
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE o.occurrence > '-infinity') AS occurrences FROM period o
    WHERE o.task_id = t.task_id AND o.from_position <= :p AND :p < o.to_position) n
CROSS JOIN LATERAL (
    SELECT array_agg(v.unit_id ORDER BY v.accepted_position) AS invited_ids FROM invitation v
    WHERE v.task_id = t.task_id AND v.accepted_position <= :p) i
WHERE t.task_id = ANY (:task_ids);

-- name: of_directives(p, directive_ids)
-- The documents' own tasks in their order.
SELECT t.*, e.due_at, n.occurrences, i.invited_ids
FROM task_at(:p) t
LEFT JOIN period e ON e.task_id = t.task_id AND e.occurrence = '-infinity'
    AND e.from_position <= :p AND :p < e.to_position
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE o.occurrence > '-infinity') AS occurrences FROM period o
    WHERE o.task_id = t.task_id AND o.from_position <= :p AND :p < o.to_position) n
CROSS JOIN LATERAL (
    SELECT array_agg(v.unit_id ORDER BY v.accepted_position) AS invited_ids FROM invitation v
    WHERE v.task_id = t.task_id AND v.accepted_position <= :p) i
WHERE t.directive_id = ANY (:directive_ids) AND t.ordinal < 10000
ORDER BY t.directive_id, t.ordinal;
