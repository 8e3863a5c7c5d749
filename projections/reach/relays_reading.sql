-- name: page(directive_id, p, lows, highs, clearances, after, row_limit)
-- A directive's relays whose place in its cascade the scope shows, oldest first.
SELECT r.*
FROM relay r
JOIN place_at(:p) u ON u.unit_id = r.unit_id
WHERE r.directive_id = :directive_id AND r.position <= :p
  AND (:after::bigint IS NULL OR r.position > :after)
  AND EXISTS (SELECT FROM cascade_shown(
        r.directive_id, u.path, :p, :lows::text[], :highs::text[], :clearances::smallint[]))
ORDER BY r.position LIMIT :row_limit;

-- name: count(directive_id, p, lows, highs, clearances)$
SELECT count(*)
FROM relay r
JOIN place_at(:p) u ON u.unit_id = r.unit_id
WHERE r.directive_id = :directive_id AND r.position <= :p
  AND EXISTS (SELECT FROM cascade_shown(
        r.directive_id, u.path, :p, :lows::text[], :highs::text[], :clearances::smallint[]));
