-- name: named(change_ids)
-- The units that scheduled changes name.
SELECT change_id, unit_ids FROM scheduled_change WHERE change_id = ANY (:change_ids);

-- name: root()$
SELECT unit_id FROM unit_version WHERE parent_id IS NULL AND live ORDER BY from_position LIMIT 1;
