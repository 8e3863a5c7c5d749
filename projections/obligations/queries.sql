-- name: due_first(slice, viewer, filter, after, row_limit)
-- Obligations of a slice by due date, those without one last, then by directive, task and place.
SELECT o.*
FROM wanted(slice(:slice), viewer(:viewer), obligation_filter(:filter)) o
WHERE :after::jsonb IS NULL OR
      (coalesce(o.due_at, 'infinity'), o.directive_position, o.task_ordinal, o.path, o.unit_id,
       o.occurrence)
      > ((:after ->> 0)::timestamptz, (:after ->> 1)::bigint, (:after ->> 2)::smallint,
         :after ->> 3, (:after ->> 4)::uuid, (:after ->> 5)::date)
ORDER BY coalesce(o.due_at, 'infinity'), o.directive_position, o.task_ordinal, o.path, o.unit_id,
         o.occurrence
LIMIT :row_limit;

-- name: most_urgent(slice, viewer, filter, after, row_limit)
-- The same by the urgency of their documents before all, the most urgent first.
SELECT o.*
FROM wanted(slice(:slice), viewer(:viewer), obligation_filter(:filter)) o
WHERE :after::jsonb IS NULL OR
      (urgency_place(o.urgency), coalesce(o.due_at, 'infinity'), o.directive_position,
       o.task_ordinal, o.path, o.unit_id, o.occurrence)
      > ((:after ->> 0)::integer, (:after ->> 1)::timestamptz, (:after ->> 2)::bigint,
         (:after ->> 3)::smallint, :after ->> 4, (:after ->> 5)::uuid, (:after ->> 6)::date)
ORDER BY urgency_place(o.urgency), coalesce(o.due_at, 'infinity'), o.directive_position,
         o.task_ordinal, o.path, o.unit_id, o.occurrence
LIMIT :row_limit;

-- name: newest_first(slice, viewer, filter, after, row_limit)
-- The same by the reach that opened them, the newest first.
SELECT o.*
FROM wanted(slice(:slice), viewer(:viewer), obligation_filter(:filter)) o
WHERE :after::jsonb IS NULL OR
      (-o.reach_position, -o.directive_position, o.task_ordinal, o.path, o.unit_id, o.occurrence)
      > ((:after ->> 0)::bigint, (:after ->> 1)::bigint, (:after ->> 2)::smallint,
         :after ->> 3, (:after ->> 4)::uuid, (:after ->> 5)::date)
ORDER BY -o.reach_position, -o.directive_position, o.task_ordinal, o.path, o.unit_id,
         o.occurrence
LIMIT :row_limit;

-- name: page(slice, viewer, filter, by, after, row_limit)
-- Any of these orders over many units.
SELECT * FROM page(
    slice(:slice), viewer(:viewer), obligation_filter(:filter), :by::text, :after::jsonb,
    :row_limit::integer);

-- name: count(slice, viewer, filter)$
SELECT standing(o.stands_for)
FROM counted(slice(:slice), viewer(:viewer), obligation_filter(:filter)) o;

-- name: routed(slice, viewer, filter, recipient_id, after, row_limit)
-- Obligations whose reports go to or through a unit, wherever their bearers stand, by due date.
SELECT o.*
FROM routed(slice(:slice), viewer(:viewer), obligation_filter(:filter), :recipient_id) o
WHERE :after::jsonb IS NULL OR
      (coalesce(o.due_at, 'infinity'), o.directive_position, o.task_ordinal, o.path, o.unit_id,
       o.occurrence)
      > ((:after ->> 0)::timestamptz, (:after ->> 1)::bigint, (:after ->> 2)::smallint,
         :after ->> 3, (:after ->> 4)::uuid, (:after ->> 5)::date)
ORDER BY coalesce(o.due_at, 'infinity'), o.directive_position, o.task_ordinal, o.path, o.unit_id,
         o.occurrence
LIMIT :row_limit;

-- name: count_routed(slice, viewer, filter, recipient_id)$
SELECT count(*)
FROM routed(slice(:slice), viewer(:viewer), obligation_filter(:filter), :recipient_id);

-- name: among(slice, viewer, unit_ids, task_ids)
-- Of a slice, what some units owe by some tasks.
SELECT o.*
FROM visible_obligation(slice(:slice), viewer(:viewer)) o
WHERE o.unit_id = ANY (:unit_ids) AND o.task_id = ANY (:task_ids);

-- name: borne_at(task_ids, unit_ids, p)
-- Tasks' directives, and where the bearers of what units owe by them stand.
SELECT DISTINCT t.directive_id, t.task_id, k.unit_id, v.path
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[]) AS k(task_id, unit_id)
JOIN task_at(:p) t ON t.task_id = k.task_id
CROSS JOIN LATERAL place_then(k.unit_id, t.directive_id, :p) v;

-- name: quotas(task_ids, unit_ids, occurrences, p)
-- What was reported and accepted towards quotas, by all who share each; of units that have a figure.
SELECT * FROM quota_figures(:task_ids, :unit_ids, :occurrences, :p);

-- name: because(task_ids, unit_ids, occurrences, reach_positions, p, row_limit)
-- The events that made each obligation as it is: the issue, the reach, the rule that asks for it, what
-- changed the task, its due date or the audience, acts on the whole group, the ends of those who bore
-- it, the acceptance of a task after which it is due, and the acts on it, the deciding one of a shared
-- quota among them, of whomever it was.
SELECT k.place, b.position
FROM unnest(:task_ids::uuid[], :unit_ids::uuid[], :occurrences::date[], :reach_positions::bigint[])
    WITH ORDINALITY AS k(task_id, unit_id, occurrence, reach_position, place)
CROSS JOIN LATERAL (
    WITH of_task AS (
        SELECT directive_id, directive_position, document_type, key, origin FROM task_at(:p)
        WHERE task_id = k.task_id
    ),
    reached AS (
        SELECT r.reach_position AS position, r.to_position
        FROM of_task t CROSS JOIN LATERAL reaches_of(t.directive_id, k.unit_id, :p) r
    )
    SELECT t.directive_position AS position FROM of_task t
    UNION
    SELECT t.from_position FROM task t WHERE t.task_id = k.task_id AND t.from_position <= :p
    UNION
    SELECT t.withdrawn_position FROM task t
    WHERE t.task_id = k.task_id AND t.withdrawn_position <= :p
    UNION
    SELECT k.reach_position
    UNION
    SELECT e.from_position FROM task_at(:p) t
    JOIN period e ON e.task_id = t.task_id AND e.level = due_level(t, k.unit_id, :p)
    WHERE t.task_id = k.task_id AND e.occurrence = k.occurrence AND e.from_position <= :p
    UNION
    SELECT at.position
    FROM declared_occurrence d
    CROSS JOIN LATERAL (VALUES (d.position), (d.withdrawn_position)) AS at(position)
    WHERE d.task_id = k.task_id AND d.unit_id = k.unit_id AND d.occurrence = k.occurrence
      AND at.position <= :p
    UNION
    SELECT q.rule_position
    FROM of_task t
    JOIN reach h ON h.position = k.reach_position
    CROSS JOIN LATERAL ruling(
        t.directive_id, k.unit_id, t.document_type, h.position, h.local_day, t.key) q
    WHERE t.origin = 'POLICY'
    UNION
    SELECT w.from_position FROM entry e
    JOIN policy_version w ON w.unit_id = e.setter_id AND w.key = e.policy_key
        AND w.from_position < e.position AND e.position <= w.to_position
    WHERE e.task_id = k.task_id
    UNION
    SELECT r.to_position FROM reached r WHERE r.to_position <= :p
    UNION
    SELECT b.position FROM relay_due b JOIN reached r USING (position) WHERE b.task_id = k.task_id
    UNION
    SELECT m.position FROM task_member m
    WHERE m.task_id = k.task_id AND m.unit_id = k.unit_id AND m.position <= :p
    UNION
    SELECT m.position
    FROM task_at(:p) t
    CROSS JOIN LATERAL met_by_others(t.directive_id, k.task_id, k.unit_id, k.occurrence, :p) m
    WHERE t.task_id = k.task_id AND t.coordinating IS NOT NULL AND t.target_direction IS NOT NULL
      AND m.position IS NOT NULL AND shares_quota(k.task_id, k.unit_id)
    UNION
    SELECT a.position FROM of_task t JOIN amended_atom a USING (directive_id)
    CROSS JOIN LATERAL place_then(k.unit_id, t.directive_id, a.position) v
    WHERE a.position <= :p AND a.scope_id = ANY (v.ancestors) AND a.level = v.level AND a.kind = v.kind
    UNION
    SELECT a.position FROM of_task t JOIN amended_unit a USING (directive_id)
    CROSS JOIN LATERAL place_then(k.unit_id, t.directive_id, a.position) v
    WHERE a.position <= :p AND a.unit_id = v.unit_id
    UNION
    SELECT g.position FROM of_task t JOIN group_act g USING (directive_id)
    WHERE g.position <= :p
      AND applies_to(g, k.task_id, k.unit_id, k.occurrence)
      AND was_open(k.task_id, k.unit_id, k.occurrence, g.position)
    UNION
    SELECT min(s.position) FROM task t
    JOIN act s ON s.task_id = t.after_task_id AND s.unit_id = k.unit_id AND s.status = 'FULFILLED'
    WHERE t.task_id = k.task_id AND t.from_position <= :p AND s.position <= :p
    HAVING count(*) > 0
    UNION
    SELECT v.from_position FROM unit_version v
    WHERE v.unit_id = k.unit_id AND NOT v.live AND v.from_position <= :p
    UNION
    SELECT s.position FROM act s
    WHERE s.task_id = k.task_id AND s.unit_id = k.unit_id AND s.occurrence = k.occurrence
      AND s.position <= :p
    ORDER BY 1 LIMIT :row_limit
) b
ORDER BY k.place, b.position;
