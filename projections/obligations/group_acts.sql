-- What acts on groups change: bulk extensions and bulk exemptions. They are one event each, so it is
-- judged on reading whom they were about; "at" is the position of the act.

-- Whether the bearer of what a unit owes by a directive stood in a range of paths at a position.
CREATE FUNCTION bore_within(
    of_directive uuid, of_unit uuid, at bigint, low text, high text
)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM place_then(of_unit, of_directive, at) w WHERE w.path >= low AND w.path < high);
END
$$;

-- Whether an obligation was open at a position, by its own acts.
CREATE FUNCTION was_open(of_task uuid, of_unit uuid, of_occurrence date, at bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM act_at(at) a
        WHERE a.task_id = of_task AND a.unit_id = of_unit AND a.occurrence = of_occurrence
          AND (a.exempted OR a.status NOT IN ('PENDING', 'ACKNOWLEDGED', 'RETURNED')));
END
$$;

-- Whether a unit owed a task at a position, by a reach that stood then: it may have come to it in another
-- way since.
CREATE FUNCTION was_owed(of_directive uuid, of_task uuid, of_unit uuid, at bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM place_then(of_unit, of_directive, at) w
        CROSS JOIN LATERAL owed(
            slice_within(w.path, end_of_unit(w.path), of_directive, at)) o
        WHERE o.task_id = of_task AND o.unit_id = of_unit AND NOT o.recalled);
END
$$;

-- Whether a task had an occurrence at a position, by the rule that counts for a unit or as it declared it.
CREATE FUNCTION had_period(of_task uuid, of_unit uuid, of_occurrence date, at bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM task_at(at) t
        JOIN period_at(at) e ON e.task_id = t.task_id AND e.level = due_level(t, of_unit, at)
        WHERE t.task_id = of_task AND e.occurrence = of_occurrence)
        OR had_occurred(of_task, of_unit, of_occurrence, at);
END
$$;

-- Whether an occurrence lay beyond the day on which its directive was to expire, as known at a position.
CREATE FUNCTION was_beyond_expiry(of_task uuid, of_unit uuid, of_occurrence date, at bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM task_at(at) t
        JOIN period_at(at) e ON e.task_id = t.task_id AND e.level = due_level(t, of_unit, at)
        WHERE t.task_id = of_task AND e.occurrence = of_occurrence
          AND e.original_due_at > t.expires_at);
END
$$;

-- Whether an act on a group is about an obligation: by its task, by where its bearer stood then, and if it
-- was owed by then and the unit not withdrawn. From period_position, moved_position and held_since on its
-- period, its bearer's place and its reach are as they are; before, or where nothing is said, it is looked
-- up what they were.
CREATE FUNCTION applies_to(
    g group_act, of_task uuid, of_unit uuid, of_occurrence date,
    period_position bigint DEFAULT forever(), held_since bigint DEFAULT forever(),
    bearer_id uuid DEFAULT NULL, path text DEFAULT NULL, moved_position bigint DEFAULT NULL,
    may_expire boolean DEFAULT true
)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT (g.task_ids = '{}' OR of_task = ANY (g.task_ids))
        AND (period_position <= g.position OR had_period(of_task, of_unit, of_occurrence, g.position))
        AND (held_since < g.position
             OR was_owed(g.directive_id, of_task, of_unit, g.position))
        AND NOT is_withdrawn(g.directive_id, of_unit, g.position)
        AND NOT (may_expire AND was_beyond_expiry(of_task, of_unit, of_occurrence, g.position))
        AND NOT (of_occurrence > '-infinity'
                 AND EXISTS (SELECT FROM reported_once m WHERE m.position <= g.position)
                 AND is_owed_by_another(
                        g.directive_id, of_task, of_unit, of_occurrence, g.position))
        AND CASE WHEN bearer_id = of_unit AND moved_position <= g.position
                 THEN path >= g.low AND path < g.high
                 ELSE bore_within(g.directive_id, of_unit, g.position, g.low, g.high) END
$$;

-- What the acts on groups that are about an obligation come to: whether one exempted it, and to when it
-- was extended before that, unless by an act of its own since.
CREATE TYPE group_ease AS (is_exempted boolean, extended_to timestamptz);

CREATE FUNCTION group_ease(n bare_obligation, p bigint)
RETURNS group_ease LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    ease group_ease;
BEGIN
    WITH about AS (
        SELECT g.position, g.due_at
        FROM group_act g
        WHERE g.directive_id = n.directive_id AND g.position <= p
          AND g.position < coalesce(n.met_position, forever())
          AND applies_to(
                g, n.task_id, n.unit_id, n.occurrence,
                period_position => n.period_position, held_since => n.held_since,
                bearer_id => n.bearer_id, path => n.path, moved_position => n.moved_position,
                may_expire => n.expires_at IS NOT NULL)
          AND (NOT n.has_acts OR was_open(n.task_id, n.unit_id, n.occurrence, g.position))
    ),
    exemption AS (SELECT min(position) AS position FROM about WHERE due_at IS NULL)
    SELECT e.position IS NOT NULL, (
        SELECT max(g.due_at) FROM about g
        WHERE g.position < coalesce(e.position, forever()) AND g.position < n.withdrawn_position
          AND g.position > coalesce(n.override_position, 0))
    INTO ease FROM exemption e;
    RETURN ease;
END
$$;
