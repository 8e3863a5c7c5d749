-- name: entries(after, head, row_limit)
-- The events that follow a position.
SELECT position, recorded_at, topic, directive_id, unit_id
FROM audit_entry WHERE position > :after AND position <= :head ORDER BY position LIMIT :row_limit;

-- name: first_issue()$
SELECT position FROM directive WHERE issued_here ORDER BY position LIMIT 1;

-- name: issued(p)
-- All directives that anything may be owed by, in their order.
SELECT directive_id FROM directive WHERE issued_here AND position <= :p ORDER BY directive_id;

-- name: sharing(directive_ids)
-- Of these the directives with a quota that is shared: an act of one unit may fulfil what others owe.
SELECT DISTINCT directive_id FROM task
WHERE directive_id = ANY (:directive_ids) AND target_direction IS NOT NULL
  AND (lead_id IS NOT NULL OR coordinating IS NOT NULL);

-- name: serving(directive_ids)
-- Directives that ever had one of these as their cause.
SELECT DISTINCT cause_id, directive_id FROM cause WHERE cause_id = ANY (:directive_ids);

-- name: places(unit_ids, directive_ids, positions)
-- Where the bearers of what units owe by directives stood.
SELECT DISTINCT k.position, w.path
FROM unnest(:unit_ids::uuid[], :directive_ids::uuid[], :positions::bigint[])
    AS k(unit_id, directive_id, position)
CROSS JOIN LATERAL place_then(k.unit_id, k.directive_id, k.position) w;

-- name: changed_places(p)
-- Where those stand or stood, or who bears for them, of whom an event changed that or their superior.
WITH changed AS (
    SELECT unit_id FROM unit_version WHERE to_position = :p AND to_position < forever()
    UNION
    SELECT unit_id FROM unit WHERE established_position = :p
)
SELECT CASE WHEN v.live THEN v.path ELSE v.heir_path END AS path
FROM changed c
JOIN unit_version v ON v.unit_id = c.unit_id AND (v.from_position = :p OR v.to_position = :p)
UNION
SELECT v.path
FROM unit_transfer t
JOIN unit_version v ON v.unit_id = t.bearer_id AND v.live
    AND v.from_position <= :p AND :p <= v.to_position
WHERE t.from_position = :p OR t.to_position = :p
UNION
SELECT v.path
FROM unit_superior s
JOIN unit_at(:p) v ON v.unit_id = s.unit_id AND v.live
WHERE s.from_position = :p OR s.to_position = :p;

-- name: depending(p)
-- Directives that somebody may see by where units stand or stood whom an event moved or ended: who caused
-- them, takes part or is told, and to whom reports on them go.
WITH changed AS (
    SELECT unit_id FROM unit_version WHERE to_position = :p AND to_position < forever()
)
SELECT directive_id FROM cause
WHERE position <= :p AND cause_issuer_id IN (SELECT unit_id FROM changed)
UNION
SELECT directive_id FROM directive_viewer
WHERE position <= :p AND unit_id IN (SELECT unit_id FROM changed)
UNION
SELECT directive_id FROM task_recipient
WHERE position <= :p AND unit_id IN (SELECT unit_id FROM changed)
UNION
SELECT directive_id FROM task_member
WHERE position <= :p AND unit_id IN (SELECT unit_id FROM changed)
UNION
SELECT directive_id FROM task_superior WHERE position <= :p AND EXISTS (SELECT FROM changed);

-- name: related(viewer, directive_ids)
-- Of these the directives that a viewer may see beyond its own subtrees, were it cleared for everything.
SELECT d.directive_id
FROM unnest(:directive_ids::uuid[]) AS d(directive_id)
WHERE EXISTS (SELECT FROM has_caused(viewer(:viewer), d.directive_id, 0::smallint, false))
   OR EXISTS (SELECT FROM is_told(viewer(:viewer), d.directive_id, 0::smallint, false))
   OR EXISTS (SELECT FROM task_recipient k
              CROSS JOIN LATERAL sees_at(viewer(:viewer), k.unit_id, 0::smallint, false)
              WHERE k.directive_id = d.directive_id)
   OR EXISTS (SELECT FROM task_member k
              CROSS JOIN LATERAL sees_at(viewer(:viewer), k.unit_id, 0::smallint, false)
              WHERE k.directive_id = d.directive_id)
   OR EXISTS (SELECT FROM task_superior s WHERE s.directive_id = d.directive_id);

-- name: instants(since, until, first_day, last_day, row_limit)
-- The last instants at which something is not overdue, or not expired, yet, and by which directives.
SELECT x.instant, array_agg(DISTINCT x.directive_id) AS directive_ids
FROM (
    SELECT * FROM stored_instants(:since, :until)
    UNION ALL
    SELECT * FROM counted_instants(:first_day, :last_day)
) x
WHERE x.instant >= :since AND x.instant < :until
GROUP BY x.instant ORDER BY x.instant LIMIT :row_limit;

-- name: end_of_chunk(low, high, p, units)$
-- Where a range is cut behind so many units; null where it holds no more than these.
SELECT path FROM unit_at(:p) WHERE live AND path >= :low AND path < :high
ORDER BY path OFFSET :units LIMIT 1;

-- name: difference(before, before_viewer, before_lows, before_highs, after, after_viewer, after_lows, after_highs, directive_ids, without_ids, by_clock, place, row_limit)
-- What differs between two moments of what is borne in ranges of a slice, by directives, or all without
-- some, in the order of directives, places and tasks.
WITH was AS MATERIALIZED (
    SELECT * FROM told_in(
        slice(:before), viewer(:before_viewer), :before_lows::text[], :before_highs::text[],
        :directive_ids::uuid[], :without_ids::uuid[])
),
now AS MATERIALIZED (
    SELECT * FROM told_in(
        slice(:after), viewer(:after_viewer), :after_lows::text[], :after_highs::text[],
        :directive_ids::uuid[], :without_ids::uuid[])
),
differing AS (
    SELECT coalesce(n.o, w.o) AS o, w.o AS before, n.o AS after
    FROM was w
    FULL JOIN now n ON (n.o).task_id = (w.o).task_id AND (n.o).unit_id = (w.o).unit_id
        AND (n.o).occurrence = (w.o).occurrence
    WHERE n.told IS DISTINCT FROM w.told
),
page AS (
    SELECT d.*
    FROM differing d
    WHERE :place::jsonb IS NULL
       OR ((d.o).directive_id, (d.o).path, (d.o).task_id, (d.o).unit_id, (d.o).occurrence)
        > ((:place ->> 0)::uuid, :place ->> 1, (:place ->> 2)::uuid, (:place ->> 3)::uuid,
           (:place ->> 4)::date)
    ORDER BY (d.o).directive_id, (d.o).path, (d.o).task_id, (d.o).unit_id, (d.o).occurrence
    LIMIT :row_limit
)
SELECT (d.o).*,
       CASE WHEN d.after IS NULL THEN 'LEFT_SLICE'
            WHEN d.before IS NULL THEN
                CASE WHEN (d.o).directive_position > (slice(:before)).p
                       OR NOT was_there((d.o).directive_id, (d.o).task_id, (d.o).unit_id,
                                        (d.o).occurrence, (slice(:before)).p)
                     THEN 'OWED' ELSE 'ENTERED_SLICE' END
            WHEN (d.after).status = 'WITHDRAWN' AND (d.before).status <> 'WITHDRAWN' THEN 'WITHDRAWN'
            WHEN (d.after).bearer_id <> (d.before).bearer_id THEN 'BEARER_CHANGED'
            WHEN :by_clock AND (d.after).timeliness = 'OVERDUE' THEN 'BECAME_OVERDUE'
            ELSE 'CHANGED' END AS change
FROM page d
ORDER BY (d.o).directive_id, (d.o).path, (d.o).task_id, (d.o).unit_id, (d.o).occurrence;
