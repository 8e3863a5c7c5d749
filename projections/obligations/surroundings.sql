-- name: quotas(task_ids)
-- Tasks with a quota, from which positions on, and who shares it since when: lead and coordinating
-- units, where there is a lead.
SELECT t.task_id, t.from_position, t.to_position, t.quota_minimum, t.lead_id IS NOT NULL AS is_led,
       ARRAY(SELECT m.unit_id FROM task_member m WHERE m.task_id = t.task_id ORDER BY m.unit_id)
           AS sharers,
       ARRAY(SELECT m.position FROM task_member m WHERE m.task_id = t.task_id ORDER BY m.unit_id)
           AS positions
FROM task t WHERE t.task_id = ANY (:task_ids) AND t.quota_minimum IS NOT NULL
ORDER BY t.task_id, t.from_position;

-- name: reports(report_ids)
SELECT report_id, position, submitted_at, quantity FROM report WHERE report_id = ANY (:report_ids);

-- name: level_by_level(directive_ids)
SELECT directive_id FROM directive WHERE directive_id = ANY (:directive_ids) AND level_by_level;
