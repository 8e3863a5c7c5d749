-- By when things are due. These functions are asked one row at a time and keep plans of their own.

-- The end of the n-th working day after a day, by the calendar of a position; null beyond it. After none
-- it is the day itself or, where that is off, the next one.
CREATE FUNCTION working_days_after(of_day date, n integer, p bigint)
RETURNS timestamptz LANGUAGE plpgsql STABLE STRICT SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (
        SELECT b.ends_at
        FROM calendar_day a
        JOIN calendar_day b ON b.from_position = a.from_position AND b.working
            AND b.ordinal = a.ordinal + CASE WHEN n = 0 AND NOT a.working THEN 1 ELSE n END
        WHERE a.day = of_day AND a.from_position <= p AND p < a.to_position);
END
$$;

-- The end of a day or, where it is off and "way" says so, of the next or the previous working day: the next
-- one, too, where the previous one lies before "not_before".
CREATE FUNCTION working_day_instead(of_day date, way text, not_before date, p bigint)
RETURNS timestamptz LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF way IS NULL THEN
        RETURN (SELECT a.ends_at FROM calendar_day a
                WHERE a.day = of_day AND a.from_position <= p AND p < a.to_position);
    END IF;
    RETURN (
        SELECT CASE WHEN a.working THEN a.ends_at
                    WHEN way = 'PREVIOUS' AND b.day >= not_before THEN b.ends_at
                    ELSE c.ends_at END
        FROM calendar_day a
        LEFT JOIN calendar_day b ON b.from_position = a.from_position AND b.working
            AND b.ordinal = a.ordinal
        LEFT JOIN calendar_day c ON c.from_position = a.from_position AND c.working
            AND c.ordinal = a.ordinal + 1
        WHERE a.day = of_day AND a.from_position <= p AND p < a.to_position);
END
$$;

-- The end of the day by which something is due so many working days, or days, after it was received.
CREATE FUNCTION due_after(
    of_day date, working_days integer, days integer, on_non_working_day text, p bigint
)
RETURNS timestamptz LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF working_days IS NOT NULL THEN
        RETURN working_days_after(of_day, working_days, p);
    END IF;
    RETURN working_day_instead(of_day + due_after.days, on_non_working_day, of_day, p);
END
$$;

-- The end of the day by which a unit owes a task that is due so long after it had another one accepted;
-- null before that.
CREATE FUNCTION due_after_acceptance(t task, of_unit uuid, p bigint)
RETURNS timestamptz LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (
        SELECT due_after(s.fulfilled_on, t.offset_working_days, t.offset_days, t.on_non_working_day,
                         greatest(s.position, t.counted_position))
        FROM act s
        WHERE s.task_id = t.after_task_id AND s.unit_id = of_unit AND s.occurrence = '-infinity'
          AND s.status = 'FULFILLED' AND s.position <= p
        ORDER BY s.position LIMIT 1);
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
-- one unit's several one for the document's urgency, and of these the one set last. For one that had ended it is found from its bearer. One row or
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
        AND (w.urgencies = '{}' OR EXISTS (
            SELECT FROM directive d
            WHERE d.directive_id = of_directive AND d.urgency = ANY (w.urgencies)))
    ORDER BY above.depth DESC, w.urgencies = '{}', w.from_position DESC
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
