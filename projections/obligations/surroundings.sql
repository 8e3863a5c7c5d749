-- name: quotas(task_ids)
-- Tasks with a quota, from which positions on, and who shares it since when: lead and coordinating
-- units, where there is a lead.
SELECT t.task_id, t.from_position, t.to_position, t.target_direction, t.lead_id IS NOT NULL AS is_led,
       t.coordinating IS NOT NULL AS with_group,
       ARRAY(SELECT m.unit_id FROM task_member m WHERE m.task_id = t.task_id ORDER BY m.unit_id)
           AS sharers,
       ARRAY(SELECT m.position FROM task_member m WHERE m.task_id = t.task_id ORDER BY m.unit_id)
           AS positions
FROM task t WHERE t.task_id = ANY (:task_ids) AND t.target_direction IS NOT NULL
ORDER BY t.task_id, t.from_position;

-- name: targets(task_ids, unit_ids, positions)
-- How much tasks asked of units at positions.
SELECT k.task_id, k.unit_id, k.position, target_of(t, k.unit_id, k.position) AS target
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :positions::bigint[])
    AS k(task_id, unit_id, position)
CROSS JOIN LATERAL task_at(k.position) t
WHERE t.task_id = k.task_id;
-- name: sharing(task_ids, unit_ids)
-- Which of these share the quota of a task with a group, and since when: their founding, or the task.
SELECT k.task_id, k.unit_id, u.established_position
FROM (SELECT DISTINCT * FROM unnest(:task_ids::uuid[], :unit_ids::uuid[]) AS k(task_id, unit_id)) k
JOIN unit u ON u.unit_id = k.unit_id
WHERE k.task_id IN (SELECT t.task_id FROM task t
                    WHERE t.coordinating IS NOT NULL AND t.target_direction IS NOT NULL)
  AND shares_quota(k.task_id, k.unit_id);

-- name: reports(report_ids)
SELECT report_id, position, submitted_at, quantity FROM report WHERE report_id = ANY (:report_ids);

-- name: level_by_level(directive_ids)
SELECT directive_id FROM directive WHERE directive_id = ANY (:directive_ids) AND level_by_level;
