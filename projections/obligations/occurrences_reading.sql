-- name: of_obligations(task_ids, unit_ids, occurrences, p)
-- The occurrences that obligations are on, and why one was withdrawn, if it was by a position.
SELECT d.task_id, d.unit_id, d.occurrence, d.occurred_at, d.label, d.note, d.declared_at,
       CASE WHEN d.withdrawn_position <= :p THEN d.withdrawn_because END AS withdrawn_because
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[])
    AS k(task_id, unit_id, occurrence)
JOIN declared_occurrence d USING (task_id, unit_id, occurrence)
WHERE d.position <= :p;
