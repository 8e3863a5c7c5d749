-- name: page(low, high, p, day, later_low, later_high, later_p, later_day, after_code, after_unit_id, row_limit)
-- Units that came to a range of the tree, went from it, or are named or placed otherwise, by code.
SELECT * FROM unit_difference(:low, :high, :p, :day, :later_low, :later_high, :later_p, :later_day) d
WHERE :after_code::text IS NULL OR (d.code, d.unit_id) > (:after_code, :after_unit_id::uuid)
ORDER BY d.code, d.unit_id LIMIT :row_limit;

-- name: count(low, high, p, day, later_low, later_high, later_p, later_day)$
SELECT count(*)
FROM unit_difference(:low, :high, :p, :day, :later_low, :later_high, :later_p, :later_day);
