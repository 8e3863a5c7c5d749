-- name: entries(after, head, row_limit)
-- The events that follow a position.
SELECT position, recorded_at, topic, directive_id, unit_id
FROM audit_entry WHERE position > :after AND position <= :head ORDER BY position LIMIT :row_limit;

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
    SELECT unit_id FROM unit_version WHERE to_position = :p
    UNION
    SELECT unit_id FROM unit WHERE established_position = :p
)
SELECT CASE WHEN v.live THEN v.path ELSE v.heir_path END AS path, v.to_position = :p AS before
FROM changed c
JOIN unit_version v ON v.unit_id = c.unit_id AND (v.from_position = :p OR v.to_position = :p)
UNION
SELECT v.path, true
FROM unit_transfer t
JOIN unit_version v ON v.unit_id = t.bearer_id AND v.live
    AND v.from_position <= :p AND :p <= v.to_position
WHERE t.from_position = :p OR t.to_position = :p
UNION
SELECT v.path, true
FROM unit_superior s
JOIN unit_at(:p) v ON v.unit_id = s.unit_id AND v.live
WHERE s.from_position = :p OR s.to_position = :p;

-- name: instants(since, until, row_limit)
-- The last instants at which something is not overdue, or not expired, yet, and by which directives that
-- may be: dates that are stored, and the ends of days for what counts in days.
WITH counting AS (
    SELECT DISTINCT directive_id FROM task
    WHERE working_days IS NOT NULL OR days IS NOT NULL OR after_task_id IS NOT NULL
       OR due_kind = 'AFTER_OCCURRENCE' OR origin = 'POLICY'
)
SELECT x.instant, array_agg(DISTINCT x.directive_id) AS directive_ids
FROM (
    SELECT e.due_at, t.directive_id FROM period e JOIN task t ON t.task_id = e.task_id
    WHERE e.due_at >= :since AND e.due_at < :until
    UNION ALL
    SELECT due_override, directive_id FROM act WHERE due_override >= :since AND due_override < :until
    UNION ALL
    SELECT due_at, directive_id FROM relay_due WHERE due_at >= :since AND due_at < :until
    UNION ALL
    SELECT due_at, directive_id FROM group_act WHERE due_at >= :since AND due_at < :until
    UNION ALL
    SELECT expires_at, directive_id FROM task WHERE expires_at >= :since AND expires_at < :until
    UNION ALL
    SELECT d.occurred_at + make_interval(hours => t.occurrence_hours), t.directive_id
    FROM declared_occurrence d JOIN task t ON t.task_id = d.task_id
    WHERE d.occurred_at + make_interval(hours => t.occurrence_hours) >= :since
      AND d.occurred_at + make_interval(hours => t.occurrence_hours) < :until
    UNION ALL
    SELECT d.ends_at, c.directive_id FROM calendar_day d CROSS JOIN counting c
    WHERE d.ends_at >= :since AND d.ends_at < :until
) AS x(instant, directive_id)
GROUP BY x.instant ORDER BY x.instant LIMIT :row_limit;

-- name: end_of_chunk(low, high, p, units)$
-- Where a range is cut behind so many units; null where it holds no more than these.
SELECT path FROM unit_at(:p) WHERE live AND path >= :low AND path < :high
ORDER BY path OFFSET :units LIMIT 1;

-- name: difference(before, before_viewer, before_lows, before_highs, after, after_viewer, after_lows, after_highs, directive_ids, by_clock, place, row_limit)
-- What differs between two moments of what is borne in ranges of a slice, by directives or all, in the
-- order of directives, places and tasks. Sums of quotas are part of what is shown.
WITH was AS MATERIALIZED (
    SELECT o, f
    FROM unnest(:before_lows::text[], :before_highs::text[]) AS r(low, high)
    CROSS JOIN LATERAL visible_obligation(
        within(slice(:before), r.low, r.high), viewer(:before_viewer)) o
    LEFT JOIN LATERAL quota_figures(
        CASE WHEN o.has_quota THEN ARRAY[o.task_id] END, ARRAY[o.unit_id], ARRAY[o.occurrence],
        (slice(:before)).p) f ON true
    WHERE :directive_ids::uuid[] IS NULL OR o.directive_id = ANY (:directive_ids)
),
now AS MATERIALIZED (
    SELECT o, f
    FROM unnest(:after_lows::text[], :after_highs::text[]) AS r(low, high)
    CROSS JOIN LATERAL visible_obligation(
        within(slice(:after), r.low, r.high), viewer(:after_viewer)) o
    LEFT JOIN LATERAL quota_figures(
        CASE WHEN o.has_quota THEN ARRAY[o.task_id] END, ARRAY[o.unit_id], ARRAY[o.occurrence],
        (slice(:after)).p) f ON true
    WHERE :directive_ids::uuid[] IS NULL OR o.directive_id = ANY (:directive_ids)
),
differing AS (
    SELECT coalesce(n.o, w.o) AS o, w.o AS before, n.o AS after
    FROM was w
    FULL JOIN now n ON (n.o).task_id = (w.o).task_id AND (n.o).unit_id = (w.o).unit_id
        AND (n.o).occurrence = (w.o).occurrence
    WHERE told(n.o) IS DISTINCT FROM told(w.o) OR n.f IS DISTINCT FROM w.f
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
