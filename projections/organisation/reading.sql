-- name: levels()
SELECT rank, key, name FROM level ORDER BY rank;

-- name: by_ids(p, day, unit_ids)
-- Units at a moment, by their ids.
SELECT v.*, v.ancestors AS ancestor_ids, n.name, y.symbol
FROM unit_at(:p) v
CROSS JOIN LATERAL name_on(v.unit_id, :p, :day) n
CROSS JOIN LATERAL symbol_at(v.unit_id, :p) y
WHERE v.unit_id = ANY (:unit_ids);

-- name: by_code(p, day, code)
-- The live unit of a code.
SELECT v.*, v.ancestors AS ancestor_ids, n.name, y.symbol
FROM unit_at(:p) v
CROSS JOIN LATERAL name_on(v.unit_id, :p, :day) n
CROSS JOIN LATERAL symbol_at(v.unit_id, :p) y
WHERE v.code = :code AND v.live;

-- name: page(p, low, high, level, kind, live, after_code, after_unit_id, row_limit, day)
-- Units under a unit, or all, by code.
SELECT v.*, v.ancestors AS ancestor_ids, n.name, y.symbol
FROM (
    SELECT * FROM unit_at(:p)
    WHERE path > :low AND path < :high
      AND (:level::text IS NULL OR level = :level)
      AND (:kind::text IS NULL OR kind = :kind)
      AND (:live::boolean IS NULL OR live = :live)
      AND (:after_code::text IS NULL OR (code, unit_id) > (:after_code, :after_unit_id::uuid))
    ORDER BY code, unit_id LIMIT :row_limit
) v
CROSS JOIN LATERAL name_on(v.unit_id, :p, :day) n
CROSS JOIN LATERAL symbol_at(v.unit_id, :p) y
ORDER BY v.code, v.unit_id;

-- name: count(p, low, high, level, kind, live)$
SELECT count(*) FROM unit_at(:p)
WHERE path > :low AND path < :high
  AND (:level::text IS NULL OR level = :level)
  AND (:kind::text IS NULL OR kind = :kind)
  AND (:live::boolean IS NULL OR live = :live);

-- name: children(p, unit_id, after_code, after_unit_id, row_limit, day)
-- A unit's children by code.
SELECT v.*, v.ancestors AS ancestor_ids, n.name, y.symbol
FROM (
    SELECT * FROM unit_at(:p)
    WHERE parent_id = :unit_id
      AND (:after_code::text IS NULL OR (code, unit_id) > (:after_code, :after_unit_id::uuid))
    ORDER BY code, unit_id LIMIT :row_limit
) v
CROSS JOIN LATERAL name_on(v.unit_id, :p, :day) n
CROSS JOIN LATERAL symbol_at(v.unit_id, :p) y
ORDER BY v.code, v.unit_id;

-- name: count_children(p, unit_id)$
SELECT count(*) FROM unit_at(:p) WHERE parent_id = :unit_id;

-- name: names(unit_ids, p)
-- All names of units in the order of their days, as far as they were recorded.
SELECT unit_id, name, effective_on, valid_from, valid_not_before, valid_not_after
FROM unit_name WHERE unit_id = ANY (:unit_ids) AND position <= :p
ORDER BY unit_id, effective_on, position;

-- name: within(p, unit_ids, viewer)
-- Those of the units that stand in one of the ranges.
SELECT v.unit_id FROM unit_at(:p) v
WHERE v.unit_id = ANY (:unit_ids) AND EXISTS (
    SELECT FROM grants(viewer(:viewer)) g
    WHERE v.path >= g.low AND v.path < end_of_subtree(g.low));
