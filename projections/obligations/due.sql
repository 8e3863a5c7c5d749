-- By when things are due. These functions are asked one row at a time and keep plans of their own.

-- The end of the n-th working day after a day, by the calendar of a position; null beyond it.
CREATE FUNCTION working_days_after(of_day date, n integer, p bigint)
RETURNS timestamptz LANGUAGE plpgsql STABLE STRICT SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (
        SELECT b.ends_at
        FROM calendar_day a
        JOIN calendar_day b ON b.from_position = a.from_position AND b.working
            AND b.ordinal = a.ordinal + n
        WHERE a.day = of_day AND a.from_position <= p AND p < a.to_position);
END
$$;

-- The end of the day by which something is due so many working days, or days, after it was received.
CREATE FUNCTION due_after(of_day date, working_days integer, days integer, p bigint)
RETURNS timestamptz LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF working_days IS NOT NULL THEN
        RETURN working_days_after(of_day, working_days, p);
    END IF;
    RETURN (
        SELECT a.ends_at FROM calendar_day a
        WHERE a.day = of_day + due_after.days AND a.from_position <= p AND p < a.to_position);
END
$$;

-- What a policy asks by the key of its task.
CREATE FUNCTION asked_days(rule policy_version, key text)
RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE key WHEN '@policy-acknowledge' THEN rule.acknowledge_within_working_days
                    WHEN '@policy-pass-on' THEN rule.pass_on_within_working_days
                    WHEN '@policy-final-report' THEN rule.final_report_within_working_days END
$$;

-- The standing rule of a kind that counts for a unit reached at a position: the nearest above it, of
-- one unit's several the one set last. For one that had ended it is found from its bearer. One row or
-- none.
CREATE FUNCTION ruling(
    of_directive uuid, of_unit uuid, document_type text, reach_position bigint, local_day date,
    key text
)
RETURNS TABLE (working_days integer, rule_position bigint)
LANGUAGE plpgsql STABLE ROWS 1 SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_variable
BEGIN
    RETURN QUERY
    SELECT asked_days(w, key), w.from_position
    FROM place_then(of_unit, of_directive, reach_position) v
    CROSS JOIN unnest(v.ancestors || v.unit_id) WITH ORDINALITY AS above(unit_id, depth)
    JOIN policy_version w ON w.unit_id = above.unit_id
        AND w.from_position < reach_position AND reach_position <= w.to_position
        AND w.valid_from <= local_day
        AND asked_days(w, key) IS NOT NULL
        AND (w.types = '{}' OR document_type = ANY (w.types))
    ORDER BY above.depth DESC, w.from_position DESC
    LIMIT 1;
END
$$;

-- The earliest due date that open relays set a task for a unit.
CREATE FUNCTION relayed_due(of_directive uuid, of_task uuid, of_unit uuid, p bigint)
RETURNS timestamptz LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (
        SELECT min(b.due_at)
        FROM reaches_of(of_directive, of_unit, p) r
        JOIN relay_due b ON b.position = r.reach_position AND b.task_id = of_task
        WHERE p < b.to_position);
END
$$;
