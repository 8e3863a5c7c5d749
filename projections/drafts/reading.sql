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

-- name: found(p, viewer, typed, after_rank, after_age, issuer_id, type, row_limit)
-- The same that are found by their subjects, those that answer best first, of these those changed last.
SELECT d.*, d.from_position AS position, r.rank, -d.from_position AS age
FROM draft d
CROSS JOIN search_rank(d.subject_form, :typed) AS r(rank)
WHERE d.from_position <= :p AND :p < d.to_position
  AND words(d.subject_form) @@ words_begun(:typed)
  AND (:after_rank::integer IS NULL
       OR (r.rank, -d.from_position) > (:after_rank, :after_age::bigint))
  AND (:issuer_id::uuid IS NULL OR d.issuer_id = :issuer_id)
  AND (:type::text IS NULL OR d.type = :type)
  AND EXISTS (SELECT FROM sees_draft(viewer(:viewer), d.directive_id))
ORDER BY r.rank, -d.from_position LIMIT :row_limit;

-- name: count(p, viewer, issuer_id, type, typed)$
SELECT count(*) FROM draft d
WHERE d.from_position <= :p AND :p < d.to_position
  AND (:typed::text IS NULL OR words(d.subject_form) @@ words_begun(:typed))
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
