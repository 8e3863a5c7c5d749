-- Quotas that a lead shares with a group: who shares one, and what it is to them that it was met. A unit
-- that has done nothing has no row, also when it is done with it by what the others did.

-- Whether a unit shares the quota of a task: it leads or coordinates, by name or in a group.
CREATE FUNCTION shares_quota(of_task uuid, of_unit uuid)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM task_member m WHERE m.task_id = of_task AND m.unit_id = of_unit)
    OR EXISTS (
        SELECT FROM audience_unit a WHERE a.unit_id = of_unit AND a.task_id = of_task)
    OR EXISTS (
        SELECT FROM unit_version v CROSS JOIN LATERAL audience_over(v) a
        WHERE v.unit_id = of_unit AND a.task_id = of_task)
    OR EXISTS (
        SELECT FROM task t
        CROSS JOIN LATERAL founding_under(of_unit, t.directive_id, forever()) f
        WHERE t.task_id = of_task AND f.task_id = of_task);
END
$$;

-- The due date that a task's period gave at a position, and the one that the unit had instead; whether
-- nothing else bears on it: neither the reach, nor another task, nor a relay, nor an extension of many.
CREATE FUNCTION due_then(
    of_directive uuid, of_task uuid, of_unit uuid, of_occurrence date, at bigint
)
RETURNS TABLE (period_due_at timestamptz, own_due_at timestamptz, is_plain boolean)
LANGUAGE sql STABLE AS $$
    SELECT (SELECT e.due_at FROM task_at(at) t
            JOIN period_at(at) e ON e.task_id = t.task_id AND e.level = due_level(t, of_unit, at)
            WHERE t.task_id = of_task AND e.occurrence = of_occurrence),
           (SELECT s.due_override FROM act s
            WHERE s.task_id = of_task AND s.unit_id = of_unit AND s.occurrence = of_occurrence
              AND s.position <= at
            ORDER BY s.position DESC LIMIT 1),
           NOT EXISTS (SELECT FROM task_at(at) t
                       WHERE t.task_id = of_task
                         AND t.due_kind IN ('RELATIVE', 'AFTER_TASK', 'AFTER_OCCURRENCE'))
           AND NOT EXISTS (SELECT FROM relay_due r WHERE r.task_id = of_task)
           AND NOT EXISTS (SELECT FROM group_act g WHERE g.directive_id = of_directive)
$$;

-- How a unit came to be done with its share by what another reported.
CREATE TYPE met_by_others AS (
    "position" bigint, fulfilled_at timestamptz, judged_at timestamptz, judged_due_at timestamptz,
    judged_on_time boolean
);

-- That of a unit that shares a quota with a group, by the first acceptance that was enough since it did;
-- null: there is none yet. Its due date is asked for just before the report: that changed none, but may have
-- met the quota itself, and then leads here again.
CREATE FUNCTION met_by_others(
    of_directive uuid, of_task uuid, of_unit uuid, of_occurrence date, p bigint
)
RETURNS met_by_others LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    met    quota_met;
    due_at timestamptz;
BEGIN
    SELECT q.* INTO met
    FROM quota_met q
    JOIN unit u ON u.unit_id = of_unit AND u.established_position < q.position
    WHERE q.task_id = of_task AND q.occurrence = of_occurrence AND q.position <= p
    ORDER BY q.position LIMIT 1;
    IF met IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT CASE WHEN d.is_plain THEN coalesce(d.own_due_at, d.period_due_at)
                ELSE coalesce(due_in_force(of_directive, of_task, of_unit, of_occurrence,
                                           met.report_position - 1), d.period_due_at) END
    INTO due_at
    FROM due_then(of_directive, of_task, of_unit, of_occurrence, met.report_position) d;
    RETURN (met.position, met.met_at, met.submitted_at, due_at, met.on_time_from <= due_at)::met_by_others;
END
$$;
