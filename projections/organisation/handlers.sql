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

-- name: note_parents(unit_ids, positions)!
-- Units that have got a child, from their first one on.
INSERT INTO parent_unit (unit_id, since_position)
SELECT * FROM unnest(:unit_ids::uuid[], :positions::bigint[])
ON CONFLICT DO NOTHING;
