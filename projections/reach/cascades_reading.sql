-- name: by_level(slice, viewer)
-- Units of the audience, and those that the directive has reached, level by level.
SELECT v.level,
       count(*) AS expected,
       count(h.unit_id) AS reached,
       percentile_cont(0.5) WITHIN GROUP (
           ORDER BY extract(epoch FROM h.reached_at - d.recorded_at)::float8) AS median_seconds,
       max(extract(epoch FROM h.reached_at - d.recorded_at))::float8 AS max_seconds
FROM directive d
CROSS JOIN covered(slice(:slice)) c
JOIN unit_at((slice(:slice)).p) v ON v.unit_id = c.unit_id
LEFT JOIN hop(in_its_cause(slice(:slice))) h ON h.unit_id = c.unit_id
WHERE d.directive_id = (slice(:slice)).directive_id AND c.audience = 0
  AND EXISTS (SELECT FROM sees_in_cascade(viewer(:viewer), d.directive_id, c.path))
GROUP BY v.level
ORDER BY v.level;

-- name: hops(slice, viewer, after_reach_position, after_path, after_unit_id, row_limit)
-- Hops in their order.
SELECT h.*
FROM hop(in_its_cause(slice(:slice))) h
WHERE (:after_reach_position::bigint IS NULL OR (h.reach_position, h.path, h.unit_id)
       > (:after_reach_position::bigint, :after_path::text, :after_unit_id::uuid))
  AND EXISTS (SELECT FROM sees_in_cascade(
        viewer(:viewer), (slice(:slice)).directive_id, h.path))
ORDER BY h.reach_position, h.path, h.unit_id LIMIT :row_limit;

-- name: count_hops(slice, viewer)$
SELECT count(*)
FROM hop(in_its_cause(slice(:slice))) h
WHERE EXISTS (SELECT FROM sees_in_cascade(
        viewer(:viewer), (slice(:slice)).directive_id, h.path));

-- name: passing_on(slice, unit_ids)
-- What units owe of passing the directive on, and when they did.
SELECT o.unit_id, o.due_at, o.fulfilled_at
FROM obligation(slice(:slice)) o
WHERE o.unit_id = ANY (:unit_ids);

-- name: stalled(slice, viewer, after_due_at, after_path, after_unit_id, row_limit)
-- Units that were to pass it on by now and have not, the longest overdue first.
SELECT o.unit_id, o.path, o.due_at, o.due_at AS pass_on_due_at,
       way_of(h.kind) AS kind, coalesce(h.from_id, o.issuer_id) AS from_id,
       NULL::uuid AS implementing_id, h.recorded_at AS reached_at
FROM obligation(slice(:slice)) o
JOIN reach h ON h.position = o.reach_position
WHERE o.timeliness = 'OVERDUE'
  AND (:after_due_at::text IS NULL
       OR (o.due_at, o.path, o.unit_id)
          > (:after_due_at::text::timestamptz, :after_path::text, :after_unit_id::uuid))
  AND EXISTS (SELECT FROM sees_in_cascade(viewer(:viewer), o.directive_id, o.path))
ORDER BY o.due_at, o.path, o.unit_id LIMIT :row_limit;

-- name: count_stalled(slice, viewer)$
SELECT count(*)
FROM obligation(slice(:slice)) o
WHERE o.timeliness = 'OVERDUE'
  AND EXISTS (SELECT FROM sees_in_cascade(viewer(:viewer), o.directive_id, o.path));
