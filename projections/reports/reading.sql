-- name: of_obligations(task_ids, unit_ids, occurrences, p, row_limit)
-- The latest reports of each obligation, the newest first, with what became of them.
SELECT r.*, values_of(r.report_id) AS values, r.unit_id AS by_id, d.decision, d.decided_at, d.remark_id, d.received_on
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[])
    AS k(task_id, unit_id, occurrence)
CROSS JOIN LATERAL (
    SELECT * FROM report r
    WHERE r.task_id = k.task_id AND r.unit_id = k.unit_id AND r.occurrence = k.occurrence
      AND r.position <= :p
    ORDER BY r.position DESC LIMIT :row_limit
) r
LEFT JOIN LATERAL (
    SELECT * FROM report_decision d WHERE d.report_id = r.report_id AND d.position <= :p
    ORDER BY d.position DESC LIMIT 1
) d ON true
ORDER BY r.position DESC;

-- name: by_ids(p, report_ids)
SELECT r.*, values_of(r.report_id) AS values, r.unit_id AS by_id, d.decision, d.decided_at, d.remark_id, d.received_on
FROM report r
LEFT JOIN LATERAL (
    SELECT * FROM report_decision d WHERE d.report_id = r.report_id AND d.position <= :p
    ORDER BY d.position DESC LIMIT 1
) d ON true
WHERE r.report_id = ANY (:report_ids) AND r.position <= :p;
