-- name: page(directive_id, p, viewer, after_position, row_limit)
-- A directive's relays whose place in its cascade the scope shows, oldest first.
SELECT r.directive_id, r.unit_id, r.position, r.relayed_at, r.note_id, r.audience, r.dues,
       CASE WHEN r.recalled_position <= :p THEN r.recalled_at END AS recalled_at,
       CASE WHEN r.recalled_position <= :p THEN r.recall_reason END AS recall_reason
FROM relay r
JOIN place_at(:p) u ON u.unit_id = r.unit_id
WHERE r.directive_id = :directive_id AND r.position <= :p
  AND (:after_position::bigint IS NULL OR r.position > :after_position)
  AND EXISTS (SELECT FROM sees_in_cascade(viewer(:viewer), r.directive_id, u.path))
ORDER BY r.position LIMIT :row_limit;

-- name: count(directive_id, p, viewer)$
SELECT count(*)
FROM relay r
JOIN place_at(:p) u ON u.unit_id = r.unit_id
WHERE r.directive_id = :directive_id AND r.position <= :p
  AND EXISTS (SELECT FROM sees_in_cascade(viewer(:viewer), r.directive_id, u.path));
