-- name: end(directive_ids, from_positions)!
-- Drafts that are in another state, issued or discarded from these positions on.
UPDATE draft v SET to_position = n.position
FROM unnest(:directive_ids::uuid[], :from_positions::bigint[]) AS n(directive_id, position)
WHERE v.directive_id = n.directive_id AND v.to_position = forever();
