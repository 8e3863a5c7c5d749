-- name: progress(slice, viewer, filter)^
-- Counts of a slice's obligations.
SELECT * FROM progress(slice(:slice), viewer(:viewer), obligation_filter(:filter), head_length => 0);

-- name: by_child(slice, viewer, filter, unit_id, head_length, most_overdue, after, row_limit)
-- The same for each child of a unit and all under it, children with nothing to do included; by code,
-- or by their overdue ones. A child is known by the head of its path.
WITH child AS (
    SELECT v.unit_id, v.code,
           CASE WHEN :most_overdue THEN -coalesce(c.overdue, 0) ELSE 0 END AS rank, c.*
    FROM unit_at((slice(:slice)).p) v
    LEFT JOIN progress(
        slice(:slice), viewer(:viewer), obligation_filter(:filter), head_length => :head_length) c
        ON c.head = v.path
    WHERE v.parent_id = :unit_id
)
SELECT * FROM child
WHERE :after::jsonb IS NULL
   OR (rank, code, unit_id) > ((:after ->> 0)::bigint, :after ->> 1, (:after ->> 2)::uuid)
ORDER BY rank, code, unit_id LIMIT :row_limit;
