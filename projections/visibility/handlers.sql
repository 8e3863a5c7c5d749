-- name: end(directive_ids, kinds, through_ids, positions)!
-- Units that are no longer viewers of a kind from these positions on.
UPDATE directive_viewer k SET to_position = n.position
FROM unnest(:directive_ids::uuid[], :kinds::text[], :through_ids::uuid[], :positions::bigint[])
    AS n(directive_id, kind, through_id, position)
WHERE k.directive_id = n.directive_id AND k.kind = n.kind AND k.through_id = n.through_id
  AND k.to_position = forever();

-- name: restrictions(directive_ids)
-- Who may read directives.
SELECT directive_id, clearance, need_to_know FROM directive
WHERE directive_id = ANY (:directive_ids);
