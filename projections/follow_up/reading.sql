-- name: assignments(task_ids, unit_ids, occurrences, p)
-- The posts that answer for obligations at a position.
SELECT v.task_id, v.unit_id, v.occurrence, v.post
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[])
    AS k(task_id, unit_id, occurrence)
JOIN assignment v USING (task_id, unit_id, occurrence)
WHERE v.from_position <= :p AND :p < v.to_position AND v.post IS NOT NULL;

-- name: plans(task_ids, unit_ids, occurrences, p)
SELECT v.task_id, v.unit_id, v.occurrence, v.entries
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[])
    AS k(task_id, unit_id, occurrence)
JOIN plan v USING (task_id, unit_id, occurrence)
WHERE v.from_position <= :p AND :p < v.to_position;

-- name: requests(task_ids, unit_ids, occurrences, p, row_limit)
-- The latest requests of each obligation, the newest first, with what was decided up to a position.
SELECT r.*, d.decided_at, d.decided_by_id, d.due_at AS given_due_at, d.remark_id
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[])
    AS k(task_id, unit_id, occurrence)
CROSS JOIN LATERAL (
    SELECT * FROM extension_request r
    WHERE r.task_id = k.task_id AND r.unit_id = k.unit_id AND r.occurrence = k.occurrence
      AND r.position <= :p
    ORDER BY r.position DESC LIMIT :row_limit
) r
LEFT JOIN extension_decision d ON d.request_id = r.request_id AND d.position <= :p
ORDER BY r.position DESC;

-- name: requests_by_ids(request_ids, p)
SELECT r.*, d.decided_at, d.decided_by_id, d.due_at AS given_due_at, d.remark_id
FROM extension_request r
LEFT JOIN extension_decision d ON d.request_id = r.request_id AND d.position <= :p
WHERE r.request_id = ANY (:request_ids) AND r.position <= :p;

-- name: declarations(task_ids, unit_ids, occurrences, p, row_limit)
-- The latest declarations of each obligation that it does not apply, the newest first.
SELECT r.*, coalesce(e.outcome, 'OPEN') AS state, e.ended_at, e.decided_by_id, e.remark_id
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[])
    AS k(task_id, unit_id, occurrence)
CROSS JOIN LATERAL (
    SELECT * FROM declaration r
    WHERE r.task_id = k.task_id AND r.unit_id = k.unit_id AND r.occurrence = k.occurrence
      AND r.position <= :p
    ORDER BY r.position DESC LIMIT :row_limit
) r
LEFT JOIN declaration_end e ON e.declaration_id = r.declaration_id AND e.position <= :p
ORDER BY r.position DESC;

-- name: inspections(task_ids, unit_ids, occurrences, p, row_limit)
-- The latest inspections of each obligation, the newest first.
SELECT i.*
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[])
    AS k(task_id, unit_id, occurrence)
CROSS JOIN LATERAL (
    SELECT * FROM inspection i
    WHERE i.task_id = k.task_id AND i.unit_id = k.unit_id AND i.occurrence = k.occurrence
      AND i.position <= :p
    ORDER BY i.position DESC LIMIT :row_limit
) i
ORDER BY i.position DESC;

-- name: reminders(task_ids, unit_ids, occurrences, p, row_limit)
-- The latest reminders of each obligation, the newest first.
SELECT r.*
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[])
    AS k(task_id, unit_id, occurrence)
CROSS JOIN LATERAL (
    SELECT * FROM reminder r
    WHERE r.task_id = k.task_id AND r.unit_id = k.unit_id AND r.occurrence = k.occurrence
      AND r.position <= :p
    ORDER BY r.position DESC LIMIT :row_limit
) r
ORDER BY r.position DESC;

-- name: overdue_reminders(unit_ids, p, row_limit)
-- The latest reminders of all that was overdue within each unit, the newest first.
SELECT r.*
FROM unnest(:unit_ids::uuid[]) AS k(unit_id)
CROSS JOIN LATERAL (
    SELECT * FROM overdue_reminder r
    WHERE r.under_id = k.unit_id AND r.position <= :p
    ORDER BY r.position DESC LIMIT :row_limit
) r
ORDER BY r.position DESC;
