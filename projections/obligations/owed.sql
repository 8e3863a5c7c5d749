-- What is owed, before anyone has acted: by the document, to pass on, by policy.

-- Since when others whom the directive concerns stand under a unit, each in the tree in which it came to
-- concern them, so that the unit has something to pass on; null: none do. Of an atom's scope and the
-- unit, one stands under the other, and any unit of the atom's level and kind under the lower of the two
-- will do.
CREATE FUNCTION others_under_since(of_directive uuid, of_unit uuid, p bigint)
RETURNS bigint LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    atom  record;
    since bigint;
BEGIN
    FOR atom IN
        SELECT a.position, a.level, a.kind, greatest(u.path, s.path) AS path
        FROM (
            SELECT position, scope_id, level, kind FROM audience_atom
            WHERE directive_id = of_directive AND position <= p
            UNION
            SELECT position, scope_id, level, kind FROM amended_atom
            WHERE directive_id = of_directive AND position <= p AND NOT withdrawn
        ) a
        JOIN unit_at(a.position) s ON s.unit_id = a.scope_id
        JOIN unit_at(a.position) u ON u.unit_id = of_unit
        WHERE starts_with(u.path, s.path) OR starts_with(s.path, u.path)
        ORDER BY a.position
    LOOP
        IF EXISTS (
            SELECT FROM unit_at(atom.position) m
            WHERE m.level = atom.level AND m.kind = atom.kind
              AND m.path > atom.path AND m.path < end_of_subtree(atom.path))
        THEN
            since := atom.position;
            EXIT;
        END IF;
    END LOOP;
    RETURN least(since, (
        SELECT min(a.position) FROM (
            SELECT position, unit_id FROM audience_unit
            WHERE directive_id = of_directive AND position <= p
            UNION ALL
            SELECT position, unit_id FROM amended_unit
            WHERE directive_id = of_directive AND position <= p AND NOT withdrawn
            UNION ALL
            SELECT position, unit_id FROM task_member
            WHERE directive_id = of_directive AND position <= p
        ) a
        JOIN unit_at(a.position) m ON m.unit_id = a.unit_id
        JOIN unit_at(a.position) u ON u.unit_id = of_unit
        WHERE m.path > u.path AND m.path < end_of_subtree(u.path)));
END
$$;

-- What a unit is to pass on that a directive going level by level concerns from a reach on: from there,
-- or since others stand under it whom the directive concerns. One row or none.
CREATE FUNCTION owed_to_pass_on(of_directive uuid, of_unit uuid, since_position bigint, p bigint)
RETURNS TABLE (
    task_id uuid, reach_position bigint, reached_at timestamptz, working_days integer,
    due_at timestamptz
) LANGUAGE sql STABLE AS $$
    SELECT t.task_id, h.position, h.recorded_at, t.working_days,
           working_days_after(h.local_day, t.working_days, greatest(h.position, t.counted_position))
    FROM others_under_since(of_directive, of_unit, p) AS others(since)
    JOIN reach h ON h.position = greatest(since_position, others.since)
    JOIN task_at(p) t ON t.directive_id = of_directive AND t.key = '@pass-on'
    WHERE others.since IS NOT NULL
$$;

-- What policies ask of a unit that a directive concerns from a reach on; to pass on, not of its issuer. "passing_on": it is one that has
-- to, by a directive that does not go level by level, where others under it are concerned, too.
CREATE FUNCTION owed_by_policy(
    of_directive uuid, of_unit uuid, document_type text, since_position bigint, passing_on boolean,
    p bigint
)
RETURNS TABLE (
    task_id uuid, key text, reach_position bigint, reached_at timestamptz, working_days integer,
    due_at timestamptz
) LANGUAGE sql STABLE AS $$
    SELECT t.task_id, t.key, h.position, h.recorded_at, q.working_days,
           working_days_after(h.local_day, q.working_days, greatest(h.position, t.counted_position))
    FROM (VALUES ('@policy-acknowledge'), ('@policy-pass-on'), ('@policy-final-report'))
        AS added(key)
    JOIN reach h ON h.position = CASE
        WHEN added.key <> '@policy-pass-on' THEN since_position
        WHEN passing_on THEN (
            SELECT greatest(since_position, others.since)
            FROM others_under_since(of_directive, of_unit, p) AS others(since)
            WHERE others.since IS NOT NULL) END
    CROSS JOIN LATERAL ruling(
        of_directive, of_unit, document_type, h.position, h.local_day, added.key) q
    JOIN task_at(p) t ON t.directive_id = of_directive AND t.key = added.key
        AND (added.key <> '@policy-pass-on' OR t.issuer_id <> of_unit)
$$;

-- Tasks due so many days after receipt: an index holds these alone.
CREATE FUNCTION counting_task(slice slice) RETURNS SETOF task LANGUAGE sql STABLE AS $$
    SELECT t.*
    FROM task_at(slice.p) t
    WHERE is_worded(t.ordinal) AND (t.working_days IS NOT NULL OR t.days IS NOT NULL)
      AND NOT slice.pass_on_only
$$;

-- By when such a task is due of those that a directive reached at a position: counted from that day, or the
-- later one on which the task was added or the directive takes effect.
CREATE FUNCTION due_after_reach(t task, reach_position bigint, local_day date)
RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT due_after(
        greatest(CASE WHEN t.position > reach_position THEN t.added_on ELSE local_day END,
                 t.effective_on),
        t.working_days, t.days, t.on_non_working_day,
        greatest(reach_position, t.position, t.counted_position))
$$;

-- Documents that were entered under a rule that asks for it in time: the issuer owed that and did it by
-- the issue. They keep a plan of their own, which is over at once where no rule has asked.
CREATE FUNCTION owed_to_enter(slice slice)
RETURNS SETOF owed LANGUAGE plpgsql STABLE ROWS 5 AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM entry) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT e.task_id, e.unit_id, s.bearer_id, s.path, s.parent_id, s.moved_position, 'RESPONSIBLE',
           e.position, e.entered_at, false, NULL::integer, e.due_at, 1::bigint
    FROM entry e
    JOIN borne(slice) s ON s.unit_id = e.unit_id
    WHERE e.position <= slice.p AND is_bearer(e.directive_id, s.only_id, s.except_ids)
      AND (slice.directive_id IS NULL OR e.directive_id = slice.directive_id)
      AND (slice.cause_id IS NULL OR e.directive_id IN (SELECT directive_id FROM serving(slice)));
END
$$;

-- What units owe, in every period of the task.
CREATE FUNCTION owed(slice slice) RETURNS SETOF owed LANGUAGE sql STABLE AS $$
    WITH reached AS MATERIALIZED (SELECT * FROM reached(slice)),
    -- Only a unit with units under it has something to pass on; only under a policy is more asked.
    concerned AS MATERIALIZED (
        SELECT m.directive_id, m.unit_id, m.bearer_id, m.path, m.parent_id, m.moved_position,
               m.document_type, m.level_by_level, x.unit_id IS NOT NULL AS is_parent,
               bool_and(m.recalled) AS recalled,
               coalesce(min(m.reach_position) FILTER (WHERE NOT m.recalled),
                        min(m.reach_position)) AS since_position
        FROM reached m
        LEFT JOIN parent_unit x ON x.unit_id = m.unit_id
        WHERE x.unit_id IS NOT NULL OR slice.has_policies
        GROUP BY m.directive_id, m.unit_id, m.bearer_id, m.path, m.parent_id, m.moved_position,
                 m.document_type, m.level_by_level, x.unit_id
    ),
    -- What is due so many days after receipt comes to few dates: one for each task and reach.
    counted AS MATERIALIZED (
        SELECT t.task_id, m.reach_position,
               due_after_reach(t, m.reach_position, m.local_day) AS due_at
        FROM (SELECT DISTINCT directive_id, reach_position, local_day FROM reached) m
        JOIN counting_task(slice) t ON t.directive_id = m.directive_id
    )
    SELECT m.task_id, m.unit_id, m.bearer_id, m.path, m.parent_id, m.moved_position, m.role,
           greatest(m.reach_position, m.added_position), m.opens_at, m.recalled, m.working_days, k.due_at,
           m.stands_for
    FROM (
        SELECT t.task_id, m.unit_id, m.bearer_id, m.path, m.parent_id, m.moved_position, m.role,
               m.reach_position, t.position AS added_position, m.recalled, t.working_days,
               CASE WHEN t.position > m.reach_position THEN t.added_at ELSE m.reached_at END
                   AS opens_at, m.stands_for
        FROM reached m
        JOIN task_at(slice.p) t ON t.directive_id = m.directive_id AND t.audience = m.audience
        WHERE NOT names(t, m.unit_id)
        UNION ALL
        SELECT m.task_id, m.unit_id, m.bearer_id, m.path, m.parent_id, m.moved_position, m.role,
               m.reach_position, m.reach_position, m.recalled, NULL, m.reached_at, m.stands_for
        FROM reached m
        WHERE m.task_id IS NOT NULL
    ) m
    LEFT JOIN counted k ON k.task_id = m.task_id AND k.reach_position = m.reach_position
    WHERE NOT slice.pass_on_only
    UNION ALL SELECT * FROM gatherers(slice) WHERE holds_others(slice)
    UNION ALL
    SELECT o.task_id, c.unit_id, c.bearer_id, c.path, c.parent_id, c.moved_position, 'RESPONSIBLE',
           o.reach_position, o.reached_at, c.recalled, o.working_days, o.due_at, 1::bigint
    FROM concerned c
    CROSS JOIN LATERAL owed_to_pass_on(c.directive_id, c.unit_id, c.since_position, slice.p) o
    WHERE c.level_by_level AND c.is_parent
    UNION ALL
    SELECT o.task_id, c.unit_id, c.bearer_id, c.path, c.parent_id, c.moved_position, 'RESPONSIBLE',
           o.reach_position, o.reached_at, c.recalled, o.working_days, o.due_at, 1::bigint
    FROM concerned c
    CROSS JOIN LATERAL owed_by_policy(
        c.directive_id, c.unit_id, c.document_type, c.since_position,
        passing_on => c.is_parent AND NOT c.level_by_level, p => slice.p) o
    WHERE slice.has_policies AND (o.key = '@policy-pass-on' OR NOT slice.pass_on_only)
    UNION ALL SELECT * FROM owed_to_enter(slice)
    WHERE slice.has_policies AND NOT slice.pass_on_only AND holds_others(slice)
$$;
