-- name: totals(slice, viewer, filter, task_id, occurrence, levels)
-- Sums of what a slice's obligations by a task say of its indicators.
SELECT indicator, accepted, submitted, reported
FROM indicator_totals(
    slice(:slice), viewer(:viewer), obligation_filter(:filter), :task_id, :occurrence, :levels,
    head_length => 0);

-- name: totals_by_child(slice, viewer, filter, task_id, occurrence, levels, unit_id, head_length, after_code, after_unit_id, row_limit)
-- The same for each child of a unit and all under it, by code: a row for each child and indicator, or one
-- without an indicator.
WITH child AS (
    SELECT v.unit_id, v.code, v.path
    FROM unit_at((slice(:slice)).p) v
    WHERE v.parent_id = :unit_id
      AND (:after_code::text IS NULL OR (v.code, v.unit_id) > (:after_code, :after_unit_id::uuid))
    ORDER BY v.code, v.unit_id LIMIT :row_limit
)
SELECT c.unit_id, c.code, t.indicator, t.accepted, t.submitted, t.reported
FROM child c
LEFT JOIN indicator_totals(
    slice(:slice), viewer(:viewer), obligation_filter(:filter), :task_id, :occurrence, :levels,
    head_length => :head_length) t ON t.head = c.path
ORDER BY c.code, c.unit_id;

-- name: of_obligations(task_ids, unit_ids, occurrences, p)
-- What each obligation's reports say of its task's indicators.
SELECT k.task_id, k.unit_id, k.occurrence, v.indicator,
       sum(v.value) FILTER (WHERE v.accepted) AS accepted,
       sum(v.value) FILTER (WHERE NOT v.accepted) AS submitted
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[])
    AS k(task_id, unit_id, occurrence)
JOIN value_at(:p) v USING (task_id, unit_id, occurrence)
GROUP BY k.task_id, k.unit_id, k.occurrence, v.indicator;
