-- name: page(p, after, unit_id, low, high, directive_id, task_id, bearer_id, occurrence, actor, topics, correlation_id, recorded_from, recorded_to, lows, highs, clearances, row_limit)
-- The audit trail of a scope, oldest first.
SELECT e.* FROM audit_entry e
WHERE e.position <= :p AND e.position > :after
  AND (:unit_id::uuid IS NULL OR e.unit_id = :unit_id OR e.position = (
        SELECT u.established_position FROM unit u WHERE u.unit_id = :unit_id)
       OR EXISTS (SELECT FROM audit_unit a
                  WHERE a.position = e.position AND a.unit_id = :unit_id))
  AND (:low::text IS NULL
       OR EXISTS (SELECT FROM place_at(:p) v
                  WHERE v.unit_id = e.unit_id AND v.path >= :low AND v.path < :high)
       OR EXISTS (SELECT FROM unit u JOIN place_at(:p) v ON v.unit_id = u.unit_id
                  WHERE u.established_position = e.position
                    AND v.path >= :low AND v.path < :high)
       OR EXISTS (SELECT FROM audit_unit a JOIN place_at(:p) v ON v.unit_id = a.unit_id
                  WHERE a.position = e.position AND v.path >= :low AND v.path < :high))
  AND (:directive_id::uuid IS NULL OR e.directive_id = :directive_id)
  AND (:task_id::uuid IS NULL OR e.task_id = :task_id AND e.unit_id = :bearer_id
       AND e.occurrence = :occurrence)
  AND (:actor::text IS NULL OR e.actor = :actor)
  AND (:topics::text[] IS NULL OR e.topic = ANY (:topics))
  AND (:correlation_id::uuid IS NULL OR e.correlation_id = :correlation_id)
  AND (:recorded_from::timestamptz IS NULL OR e.recorded_at >= :recorded_from)
  AND (:recorded_to::timestamptz IS NULL OR e.recorded_at <= :recorded_to)
  AND EXISTS (SELECT FROM audit_entry_shown(
        e, :p, :lows::text[], :highs::text[], :clearances::smallint[]))
ORDER BY e.position LIMIT :row_limit;

-- name: page_newest_first(p, after, before, unit_id, low, high, directive_id, task_id, bearer_id, occurrence, actor, topics, correlation_id, recorded_from, recorded_to, lows, highs, clearances, row_limit)
-- The same, newest first.
SELECT e.* FROM audit_entry e
WHERE e.position <= :p AND e.position > :after AND e.position < :before
  AND (:unit_id::uuid IS NULL OR e.unit_id = :unit_id OR e.position = (
        SELECT u.established_position FROM unit u WHERE u.unit_id = :unit_id)
       OR EXISTS (SELECT FROM audit_unit a
                  WHERE a.position = e.position AND a.unit_id = :unit_id))
  AND (:low::text IS NULL
       OR EXISTS (SELECT FROM place_at(:p) v
                  WHERE v.unit_id = e.unit_id AND v.path >= :low AND v.path < :high)
       OR EXISTS (SELECT FROM unit u JOIN place_at(:p) v ON v.unit_id = u.unit_id
                  WHERE u.established_position = e.position
                    AND v.path >= :low AND v.path < :high)
       OR EXISTS (SELECT FROM audit_unit a JOIN place_at(:p) v ON v.unit_id = a.unit_id
                  WHERE a.position = e.position AND v.path >= :low AND v.path < :high))
  AND (:directive_id::uuid IS NULL OR e.directive_id = :directive_id)
  AND (:task_id::uuid IS NULL OR e.task_id = :task_id AND e.unit_id = :bearer_id
       AND e.occurrence = :occurrence)
  AND (:actor::text IS NULL OR e.actor = :actor)
  AND (:topics::text[] IS NULL OR e.topic = ANY (:topics))
  AND (:correlation_id::uuid IS NULL OR e.correlation_id = :correlation_id)
  AND (:recorded_from::timestamptz IS NULL OR e.recorded_at >= :recorded_from)
  AND (:recorded_to::timestamptz IS NULL OR e.recorded_at <= :recorded_to)
  AND EXISTS (SELECT FROM audit_entry_shown(
        e, :p, :lows::text[], :highs::text[], :clearances::smallint[]))
ORDER BY e.position DESC LIMIT :row_limit;

-- name: at(positions)
SELECT e.* FROM audit_entry e WHERE e.position = ANY (:positions) ORDER BY e.position;

-- name: inspected(positions, p, lows, highs, clearances)
-- Those of the entries that lie in a scope of inspecting grants.
SELECT e.position FROM audit_entry e
WHERE e.position = ANY (:positions)
  AND EXISTS (SELECT FROM audit_entry_shown(
        e, :p, :lows::text[], :highs::text[], :clearances::smallint[]));

-- name: events(positions)
-- The events themselves, from the log.
SELECT position, stream_id, stream_version, topic, state, recorded_at, actor, correlation_id,
       causation_position, leaf_hash
FROM cascade_log.event WHERE position = ANY (:positions);

-- name: placed_within(unit_ids, p, lows, highs)
-- Those of the units that stand in a scope, or whose places are taken there.
SELECT v.unit_id FROM place_at(:p) v
WHERE v.unit_id = ANY (:unit_ids) AND EXISTS (
    SELECT FROM unnest(:lows::text[], :highs::text[]) AS g(low, high)
    WHERE v.path >= g.low AND v.path < g.high);

-- name: recorded_at(position)$
SELECT recorded_at FROM audit_entry WHERE position = :position;

-- name: position_at(instant)$
-- The last position that was recorded up to an instant; null before the first.
SELECT position FROM audit_entry WHERE recorded_at <= :instant
ORDER BY recorded_at DESC, position DESC LIMIT 1;
