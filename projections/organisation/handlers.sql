-- name: next_ordinal()$
-- The ordinal of the next unit to be established.
SELECT coalesce(max(ordinal) + 1, 0) FROM unit;

-- name: found(position, time_zone)!
-- The organisation itself.
INSERT INTO organisation (position, time_zone) VALUES (:position, :time_zone);

-- name: places(unit_ids)
-- Where units stand now.
SELECT unit_id, path, ancestors FROM unit_version
WHERE unit_id = ANY (:unit_ids) AND to_position = forever();

-- name: unlabel(unit_ids, label, from_day, position)!
-- Units no longer bear a label from a day on: what they bore of it before is known so from a position on.
WITH ended AS (
    UPDATE unit_label SET to_position = :position
    WHERE unit_id = ANY (:unit_ids) AND label = :label AND to_position = forever()
      AND (to_day IS NULL OR to_day >= :from_day)
    RETURNING unit_id, label, unit_label.from_day
)
INSERT INTO unit_label (unit_id, label, from_day, from_position, to_position, to_day)
SELECT DISTINCT unit_id, label, e.from_day, :position, forever(), :from_day::date - 1
FROM ended e WHERE e.from_day < :from_day;

-- name: note_parents(unit_ids, positions)!
-- Units that have got a child, from their first one on.
INSERT INTO parent_unit (unit_id, since_position)
SELECT * FROM unnest(:unit_ids::uuid[], :positions::bigint[])
ON CONFLICT DO NOTHING;
