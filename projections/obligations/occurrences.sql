-- What is owed occurrence by occurrence, as units declare them: it is there for the declaring unit alone.
-- Rare, so that it keeps plans of its own; slices say whether there is any of it at all.

-- When a report is due on what occurred, by the calendar of its declaring or, where later, of the last
-- counting anew.
CREATE FUNCTION due_after_occurrence(t task, d declared_occurrence)
RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN t.occurrence_hours IS NOT NULL
                THEN d.occurred_at + make_interval(hours => t.occurrence_hours)
                ELSE due_after(d.occurred_on, t.occurrence_working_days, t.occurrence_days,
                               t.on_non_working_day, greatest(d.position, t.counted_position)) END
$$;

-- Whether a unit had declared an occurrence of a task by a position, at which the task asked for it.
CREATE FUNCTION had_occurred(of_task uuid, of_unit uuid, of_occurrence date, at bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM declared_occurrence d
        JOIN task_at(at) t ON t.task_id = d.task_id AND t.due_kind = 'AFTER_OCCURRENCE'
            AND due_level(t, of_unit, at) = ''
        WHERE d.task_id = of_task AND d.unit_id = of_unit AND d.occurrence = of_occurrence
          AND d.position <= at);
END
$$;

-- The directives by which units that somebody in the slice bears for have declared anything.
CREATE FUNCTION declared_within(slice slice)
RETURNS TABLE (directive_id uuid) LANGUAGE sql STABLE AS $$
    SELECT DISTINCT d.directive_id
    FROM borne(slice) b
    JOIN declared_occurrence d ON d.unit_id = b.unit_id
    WHERE d.position <= slice.p
      AND (slice.directive_id IS NULL OR d.directive_id = slice.directive_id)
      AND (slice.cause_id IS NULL OR d.directive_id IN (SELECT s.directive_id FROM serving(slice) s))
$$;
