-- name: shared(task_ids, occurrences)
-- What is accepted of quotas that groups share, and what waits to be decided.
SELECT q.task_id, q.occurrence, q.accepted, q.pending
FROM unnest(:task_ids::uuid[], :occurrences::date[]) AS k(task_id, occurrence)
JOIN shared_quota q USING (task_id, occurrence)
WHERE q.to_position = forever();

-- name: met(task_ids, occurrences)
-- The acceptances by which such quotas were met.
SELECT q.*
FROM unnest(:task_ids::uuid[], :occurrences::date[]) AS k(task_id, occurrence)
JOIN quota_met q USING (task_id, occurrence)
ORDER BY q.position;

-- name: end_shared(task_ids, occurrences, positions)!
UPDATE shared_quota q SET to_position = n.position
FROM unnest(:task_ids::uuid[], :occurrences::date[], :positions::bigint[])
    AS n(task_id, occurrence, position)
WHERE q.task_id = n.task_id AND q.occurrence = n.occurrence AND q.to_position = forever();
