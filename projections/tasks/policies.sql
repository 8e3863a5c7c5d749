-- name: end(unit_ids, keys, from_positions)!
-- Rules that were set anew no longer hold from these positions on.
UPDATE policy_version v SET to_position = n.position
FROM unnest(:unit_ids::uuid[], :keys::text[], :from_positions::bigint[]) AS n(unit_id, key, position)
WHERE v.unit_id = n.unit_id AND v.key = n.key AND v.to_position = forever();
