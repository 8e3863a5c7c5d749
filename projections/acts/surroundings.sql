-- name: quotas(task_ids)
-- Tasks with a quota, and who shares it: lead and coordinating units, where there is a lead.
SELECT t.task_id, t.quota_minimum,
       CASE WHEN t.lead_id IS NULL THEN '{}'
            ELSE (SELECT array_agg(m.unit_id ORDER BY m.unit_id) FROM task_member m
                  WHERE m.task_id = t.task_id) END AS sharers
FROM task t WHERE t.task_id = ANY (:task_ids) AND t.quota_minimum IS NOT NULL;

-- name: reports(report_ids)
SELECT report_id, position, submitted_at, quantity FROM report WHERE report_id = ANY (:report_ids);

-- name: level_by_level(directive_ids)
SELECT directive_id FROM directive WHERE directive_id = ANY (:directive_ids) AND level_by_level;
