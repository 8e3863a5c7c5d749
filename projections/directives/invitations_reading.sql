-- name: of_directives(directive_ids, p, row_limit)
-- The latest invitations of each directive, oldest first.
SELECT i.*
FROM unnest(:directive_ids::uuid[]) AS k(directive_id)
CROSS JOIN LATERAL (
    SELECT * FROM invitation_at(:p) i
    WHERE i.directive_id = k.directive_id
    ORDER BY i.invited_position DESC LIMIT :row_limit
) i
ORDER BY i.invited_position;

-- name: by_ids(invitation_ids, p)
SELECT * FROM invitation_at(:p) WHERE invitation_id = ANY (:invitation_ids);
