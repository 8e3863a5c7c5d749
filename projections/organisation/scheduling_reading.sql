-- name: of_units(unit_ids, p, row_limit)
-- The latest changes that name each unit, by their days.
SELECT k.unit_id, c.*
FROM unnest(:unit_ids::uuid[]) AS k(unit_id)
CROSS JOIN LATERAL (
    SELECT * FROM scheduled_change_at(:p) c
    WHERE c.unit_ids @> ARRAY[k.unit_id]
    ORDER BY c.effective_on DESC, c.scheduled_position DESC LIMIT :row_limit
) c
ORDER BY c.effective_on, c.scheduled_position;

-- name: by_ids(change_ids, p)
SELECT * FROM scheduled_change_at(:p) WHERE change_id = ANY (:change_ids);
