-- What acts on groups ease: they are one event each, so it is judged on reading whom they were about. Like
-- what else happens rarely, most of it keeps plans of its own. Parameters mean what they mean in
-- coverage.sql; "at" is the position of the act.

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
        SELECT FROM act s
        WHERE s.task_id = of_task AND s.unit_id = of_unit AND s.occurrence = of_occurrence
          AND s.position <= at AND at < s.to_position
          AND (s.exempted OR s.status NOT IN ('PENDING', 'ACKNOWLEDGED', 'RETURNED')));
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
            w.path, w.path || '0', '', 'g', of_directive, false, false, true, at) o
        WHERE o.task_id = of_task AND o.unit_id = of_unit AND NOT o.recalled);
END
$$;

-- The due date of an obligation at a position, whatever bears on it.
CREATE FUNCTION due_in_force(
    of_directive uuid, of_task uuid, of_unit uuid, of_occurrence date, at bigint
)
RETURNS timestamptz LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (
        SELECT o.due_in_force_at
        FROM place_then(of_unit, of_directive, at) w
        CROSS JOIN LATERAL obligation(
            w.path, w.path || '0', '', 'g', of_directive, false, false, true, at, '-infinity') o
        WHERE o.task_id = of_task AND o.unit_id = of_unit AND o.occurrence = of_occurrence);
END
$$;

-- Whether a task had an occurrence at a position.
CREATE FUNCTION had_period(of_task uuid, of_occurrence date, at bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM period e
        WHERE e.task_id = of_task AND e.occurrence = of_occurrence
          AND e.from_position <= at AND at < e.to_position);
END
$$;

-- Whether an act on a group is about an obligation: by its task, by where its bearer stood then, and if it
-- was owed by then and the unit not withdrawn. From period_position, moved_position and held_since on its
-- period, its bearer's place and its reach are as they are; before, it is looked up what they were.
CREATE FUNCTION touches(
    g group_act, of_task uuid, of_unit uuid, of_occurrence date, period_position bigint,
    bearer_id uuid, path text, moved_position bigint, held_since bigint
)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT (g.task_ids = '{}' OR of_task = ANY (g.task_ids))
        AND (period_position <= g.position OR had_period(of_task, of_occurrence, g.position))
        AND (held_since < g.position
             OR was_owed(g.directive_id, of_task, of_unit, g.position))
        AND NOT is_withdrawn(g.directive_id, of_unit, g.position)
        AND CASE WHEN bearer_id = of_unit AND moved_position <= g.position
                 THEN path >= g.low AND path < g.high
                 ELSE bore_within(g.directive_id, of_unit, g.position, g.low, g.high) END
$$;
