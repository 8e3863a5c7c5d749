-- name: page(earlier, earlier_viewer, later, later_viewer, after, row_limit)
-- What differs between two moments, by directives and tasks, then by places in the tree.
SELECT d.before, d.after
FROM differing(
    slice(:earlier), viewer(:earlier_viewer), slice(:later), viewer(:later_viewer)) d
CROSS JOIN LATERAL (SELECT (coalesce(d.after, d.before)).*) o
WHERE :after::jsonb IS NULL
   OR (o.directive_position, o.task_ordinal, o.path, o.unit_id, o.occurrence)
    > ((:after ->> 0)::bigint, (:after ->> 1)::smallint, :after ->> 2, (:after ->> 3)::uuid,
       (:after ->> 4)::date)
ORDER BY o.directive_position, o.task_ordinal, o.path, o.unit_id, o.occurrence
LIMIT :row_limit;

-- name: count(earlier, earlier_viewer, later, later_viewer)$
SELECT count(*) FROM differing(
    slice(:earlier), viewer(:earlier_viewer), slice(:later), viewer(:later_viewer));
