-- name: page(viewer, filter, after, row_limit)
-- The audit trail of a scope, oldest first.
SELECT e.* FROM wanted_entry(viewer(:viewer), audit_filter(:filter)) e
WHERE e.position > :after
ORDER BY e.position LIMIT :row_limit;

-- name: page_newest_first(viewer, filter, after, before, row_limit)
-- The same, newest first.
SELECT e.* FROM wanted_entry(viewer(:viewer), audit_filter(:filter)) e
WHERE e.position > :after AND e.position < :before
ORDER BY e.position DESC LIMIT :row_limit;

-- name: at(positions)
SELECT e.* FROM audit_entry e WHERE e.position = ANY (:positions) ORDER BY e.position;

-- name: inspected(positions, viewer)
-- Those of the entries that lie in a scope of inspecting grants.
SELECT e.position FROM audit_entry e
WHERE e.position = ANY (:positions)
  AND EXISTS (SELECT FROM sees_entry(viewer(:viewer), e));

-- name: events(positions)
-- The events themselves, from the log.
SELECT position, stream_id, stream_version, topic, state, recorded_at, actor, correlation_id,
       causation_position, leaf_hash
FROM cascade_log.event WHERE position = ANY (:positions);

-- name: placed_within(unit_ids, p, viewer)
-- Those of the units that stand in a scope, or whose places are taken there.
SELECT v.unit_id FROM place_at(:p) v
WHERE v.unit_id = ANY (:unit_ids) AND EXISTS (
    SELECT FROM grants(viewer(:viewer)) g
    WHERE v.path >= g.low AND v.path < end_of_subtree(g.low));

-- name: recorded_at(position)$
SELECT recorded_at FROM audit_entry WHERE position = :position;

-- name: position_at(instant)$
-- The last position that was recorded up to an instant; null before the first.
SELECT position FROM audit_entry WHERE recorded_at <= :instant
ORDER BY recorded_at DESC, position DESC LIMIT 1;
