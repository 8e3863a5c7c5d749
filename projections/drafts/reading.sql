-- name: by_ids(directive_ids, p, viewer)
-- Drafts that a scope shows.
SELECT d.*, d.from_position AS position FROM draft d
WHERE d.directive_id = ANY (:directive_ids) AND d.from_position <= :p AND :p < d.to_position
  AND EXISTS (SELECT FROM sees_draft(viewer(:viewer), d.directive_id));

-- name: page(p, viewer, after_position, issuer_id, type, row_limit)
-- Drafts that a scope shows, those changed last first.
SELECT d.*, d.from_position AS position FROM draft d
WHERE d.from_position <= :p AND :p < d.to_position
  AND (:after_position::bigint IS NULL OR d.from_position < :after_position)
  AND (:issuer_id::uuid IS NULL OR d.issuer_id = :issuer_id)
  AND (:type::text IS NULL OR d.type = :type)
  AND EXISTS (SELECT FROM sees_draft(viewer(:viewer), d.directive_id))
ORDER BY d.from_position DESC LIMIT :row_limit;

-- name: count(p, viewer, issuer_id, type)$
SELECT count(*) FROM draft d
WHERE d.from_position <= :p AND :p < d.to_position
  AND (:issuer_id::uuid IS NULL OR d.issuer_id = :issuer_id)
  AND (:type::text IS NULL OR d.type = :type)
  AND EXISTS (SELECT FROM sees_draft(viewer(:viewer), d.directive_id));

-- name: comments(directive_ids, p, viewer, row_limit)
-- The latest comments on each draft that a scope shows, or that was one, oldest first.
SELECT c.*
FROM unnest(:directive_ids::uuid[]) AS k(directive_id)
CROSS JOIN LATERAL (
    SELECT * FROM draft_comment c
    WHERE c.directive_id = k.directive_id AND c.position <= :p
    ORDER BY c.position DESC LIMIT :row_limit
) c
WHERE EXISTS (SELECT FROM sees_draft(viewer(:viewer), k.directive_id))
ORDER BY c.position;
