-- name: directives_dated(p, clock, days, first_day)
-- In force, with a due date to come that falls on one of the days, or was counted over one of them.
SELECT DISTINCT t.directive_id, t.directive_position
FROM task_at(:p) t
JOIN period d ON d.task_id = t.task_id AND d.from_position <= :p AND :p < d.to_position
WHERE t.withdrawn_position > :p
  AND d.due_at > :clock
  AND (d.due_on = ANY(:days)
       OR d.due_on >= :first_day AND (t.due_rule LIKE '%working days after issue'
                                      OR t.level_dues::text LIKE '%working days after issue%'))
ORDER BY t.directive_position;
