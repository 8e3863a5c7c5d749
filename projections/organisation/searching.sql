-- name: page(typed, viewer, p, low, high, level, kind, live, after_rank, after_depth, after_code, after_unit_id, row_limit, day)
-- Units that are found under a unit, or all, those that answer best first, and of these the highest.
SELECT v.*, v.ancestors AS ancestor_ids, n.name, y.symbol, f.rank, f.depth
FROM (
    SELECT v.unit_id, v.code, f.rank, d.depth
    FROM found_unit(:typed, viewer(:viewer), :day) f
    JOIN unit_at(:p) v ON v.unit_id = f.unit_id
    CROSS JOIN cardinality(v.ancestors) AS d(depth)
    WHERE v.path > :low AND v.path < :high
      AND (:level::text IS NULL OR v.level = :level)
      AND (:kind::text IS NULL OR v.kind = :kind)
      AND (:live::boolean IS NULL OR v.live = :live)
      AND (:after_rank::integer IS NULL
           OR (f.rank, d.depth, v.code, v.unit_id)
            > (:after_rank, :after_depth::integer, :after_code, :after_unit_id::uuid))
    ORDER BY f.rank, d.depth, v.code, v.unit_id LIMIT :row_limit
) f
JOIN unit_at(:p) v ON v.unit_id = f.unit_id
CROSS JOIN LATERAL name_on(v.unit_id, :p, :day) n
CROSS JOIN LATERAL symbol_at(v.unit_id, :p) y
ORDER BY f.rank, f.depth, v.code, v.unit_id;

-- name: count(typed, viewer, p, low, high, level, kind, live, day)$
SELECT count(*)
FROM found_unit(:typed, viewer(:viewer), :day) f
JOIN unit_at(:p) v ON v.unit_id = f.unit_id
WHERE v.path > :low AND v.path < :high
  AND (:level::text IS NULL OR v.level = :level)
  AND (:kind::text IS NULL OR v.kind = :kind)
  AND (:live::boolean IS NULL OR v.live = :live);
