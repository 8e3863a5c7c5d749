-- name: amendments(directive_ids, p, row_limit)
-- The latest amendments of each directive, oldest first.
SELECT a.*
FROM unnest(:directive_ids::uuid[]) AS k(directive_id)
CROSS JOIN LATERAL (
    SELECT * FROM amendment a
    WHERE a.directive_id = k.directive_id AND a.position <= :p
    ORDER BY a.position DESC LIMIT :row_limit
) a
ORDER BY a.position;

-- name: corrections(directive_ids, p, row_limit)
-- The latest corrections of each directive, oldest first.
SELECT c.*
FROM unnest(:directive_ids::uuid[]) AS k(directive_id)
CROSS JOIN LATERAL (
    SELECT * FROM correction c
    WHERE c.directive_id = k.directive_id AND c.position <= :p
    ORDER BY c.position DESC, c.ordinal DESC LIMIT :row_limit
) c
ORDER BY c.position, c.ordinal;
