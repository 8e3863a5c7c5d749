-- name: next_ordinal()$
-- The ordinal of the next unit to be established.
SELECT coalesce(max(ordinal) + 1, 0) FROM unit;

-- name: found(position, time_zone)!
-- The organisation itself.
INSERT INTO organisation (position, time_zone) VALUES (:position, :time_zone);

-- name: places(unit_ids)
-- Where units stand now.
SELECT unit_id, path, ancestors FROM unit_version
WHERE unit_id = ANY (:unit_ids) AND to_position = 9223372036854775807;

-- name: note_parents(unit_ids, positions)!
-- Units that have got a child, from their first one on.
INSERT INTO parent_unit (unit_id, since_position)
SELECT * FROM unnest(:unit_ids::uuid[], :positions::bigint[])
ON CONFLICT DO NOTHING;

-- name: move(unit_id, parent_id, position)!
-- A unit and all under it stand elsewhere from a position on.
WITH place AS (
    SELECT m.path, m.ancestors, p.path || right(m.path, 6) AS new_path,
           p.ancestors || p.unit_id AS new_ancestors
    FROM unit_version m, unit_version p
    WHERE m.unit_id = :unit_id AND m.to_position = 9223372036854775807
      AND p.unit_id = :parent_id AND p.to_position = 9223372036854775807
),
ended AS (
    UPDATE unit_version v SET to_position = :position
    FROM place
    WHERE v.path >= place.path AND v.path < place.path || 'g'
      AND v.to_position = 9223372036854775807
    RETURNING v.*
),
noted AS (
    INSERT INTO parent_unit (unit_id, since_position) VALUES (:parent_id, :position)
    ON CONFLICT DO NOTHING
)
INSERT INTO unit_version (
    unit_id, from_position, to_position, parent_id, addresses_under_id, live, code, kind, level,
    path, ancestors)
SELECT v.unit_id, :position, 9223372036854775807,
       CASE WHEN v.unit_id = :unit_id THEN :parent_id ELSE v.parent_id END,
       v.addresses_under_id, v.live, v.code, v.kind, v.level,
       place.new_path || substr(v.path, length(place.path) + 1),
       place.new_ancestors || v.ancestors[cardinality(place.ancestors) + 1 :]
FROM ended v, place;
