-- name: of_units(unit_ids, p, row_limit)
-- The latest changes that name each unit, by their days.
SELECT k.unit_id, c.*
FROM unnest(:unit_ids::uuid[]) AS k(unit_id)
CROSS JOIN LATERAL (
    SELECT * FROM scheduled_change c
    WHERE c.unit_ids @> ARRAY[k.unit_id] AND c.position <= :p
    ORDER BY c.effective_on DESC, c.position DESC LIMIT :row_limit
) c
ORDER BY c.effective_on, c.position;

-- name: by_ids(change_ids, p)
SELECT * FROM scheduled_change WHERE change_id = ANY (:change_ids) AND position <= :p;
