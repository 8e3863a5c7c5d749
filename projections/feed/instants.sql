-- When something may fall due or expire, whoever owes it and whatever became of it: of all versions of what is
-- asked, as a feed only looks more closely there.

-- By dates that are stored.
CREATE FUNCTION stored_instants(since timestamptz, until timestamptz)
RETURNS TABLE (instant timestamptz, directive_id uuid) LANGUAGE sql STABLE AS $$
    SELECT e.due_at, t.directive_id FROM period e JOIN task t ON t.task_id = e.task_id
    WHERE e.due_at >= since AND e.due_at < until
    UNION ALL
    SELECT a.due_override, a.directive_id FROM act a
    WHERE a.due_override >= since AND a.due_override < until
    UNION ALL
    SELECT r.due_at, r.directive_id FROM relay_due r WHERE r.due_at >= since AND r.due_at < until
    UNION ALL
    SELECT g.due_at, g.directive_id FROM group_act g WHERE g.due_at >= since AND g.due_at < until
    UNION ALL
    SELECT t.expires_at, t.directive_id FROM task t
    WHERE t.expires_at >= since AND t.expires_at < until
$$;

-- Whether so many days, working days or not, that begin on a day may end between two others.
CREATE FUNCTION may_end_within(of_day date, days integer, first_day date, last_day date)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT of_day <= last_day AND of_day >= first_day - 3 * days - 60
$$;

-- Reaches of directives, those by foundings included, and tasks that count from them.
CREATE FUNCTION reach_of_task(t task) RETURNS SETOF reach LANGUAGE sql STABLE AS $$
    SELECT h.* FROM reach h WHERE h.directive_id = t.directive_id
    UNION ALL
    SELECT h.* FROM reach h
    WHERE h.directive_id IS NULL
      AND t.directive_id IN (SELECT g.directive_id FROM standing_group g)
$$;

-- What policies ask, by their tasks.
CREATE FUNCTION policy_days() RETURNS TABLE (key text, days integer) LANGUAGE sql STABLE AS $$
    SELECT DISTINCT a.key, asked_days(w, a.key)
    FROM policy_version w
    CROSS JOIN (VALUES ('@policy-acknowledge'), ('@policy-pass-on'), ('@policy-final-report')) AS a(key)
    WHERE asked_days(w, a.key) IS NOT NULL
$$;

-- By what is counted: from a reach, from the acceptance of another task, or from an occurrence.
CREATE FUNCTION counted_instants(first_day date, last_day date)
RETURNS TABLE (instant timestamptz, directive_id uuid) LANGUAGE sql STABLE AS $$
    SELECT due_after_reach(t, h.position, h.local_day), t.directive_id
    FROM task t
    CROSS JOIN LATERAL reach_of_task(t) h
    WHERE is_worded(t.ordinal) AND (t.working_days IS NOT NULL OR t.days IS NOT NULL)
      AND may_end_within(greatest(h.local_day, t.added_on, t.effective_on),
                         coalesce(t.working_days, t.days), first_day, last_day)
    UNION ALL
    SELECT working_days_after(h.local_day, n.days, greatest(h.position, t.counted_position)),
           t.directive_id
    FROM task t
    JOIN (SELECT '@pass-on', NULL::integer UNION ALL SELECT * FROM policy_days()) AS k(key, days)
        ON k.key = t.key
    CROSS JOIN LATERAL (SELECT coalesce(k.days, t.working_days) AS days) n
    CROSS JOIN LATERAL reach_of_task(t) h
    WHERE may_end_within(h.local_day, n.days, first_day, last_day)
    UNION ALL
    SELECT due_after(s.fulfilled_on, t.offset_working_days, t.offset_days, t.on_non_working_day,
                     greatest(s.position, t.counted_position)), t.directive_id
    FROM task t
    JOIN act s ON s.task_id = t.after_task_id AND s.status = 'FULFILLED'
    WHERE may_end_within(s.fulfilled_on, coalesce(t.offset_working_days, t.offset_days),
                         first_day, last_day)
    UNION ALL
    SELECT due_after_occurrence(t, d), t.directive_id
    FROM declared_occurrence d
    JOIN task t ON t.task_id = d.task_id AND t.due_kind = 'AFTER_OCCURRENCE'
$$;
