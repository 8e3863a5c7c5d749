-- The truth: an obligation is task x unit that its audience covers x period, never copied.
CREATE TYPE obligation AS (
    task_id uuid, unit_id uuid, occurrence date, bearer_id uuid, path text, parent_id uuid,
    directive_id uuid, directive_position bigint, issuer_id uuid, clearance smallint,
    need_to_know boolean, task_ordinal smallint, kind text, origin text, role text,
    reach_position bigint, opens_at timestamptz, working_days integer, due_at timestamptz,
    status text, timeliness text,
    acknowledged_at timestamptz, submitted_at timestamptz, fulfilled_at timestamptz,
    has_quota boolean, period_starts_on date, period_label text, due_in_force_at timestamptz,
    given_due_at timestamptz, urgency text, stands_for bigint
);

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
            slice_within(w.path, end_of_unit(w.path), of_directive, at)) o
        WHERE o.task_id = of_task AND o.unit_id = of_unit AND o.occurrence = of_occurrence);
END
$$;

-- The due date of an obligation before acts on groups: its own extension; if it was judged before its
-- reach, what was in force then; else what was given, or what a relay brought forward: a relay gives no
-- date to what has none, nor one to occurrences.
CREATE FUNCTION own_due(n bare_obligation, p bigint)
RETURNS TABLE (due_at timestamptz) LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        n.due_override,
        CASE WHEN n.judged_position < n.reach_position
             THEN due_in_force(n.directive_id, n.task_id, n.unit_id, n.occurrence,
                               n.judged_position) END,
        CASE WHEN n.task_id IN (SELECT r.task_id FROM relay_due r)
                 AND n.given_due_at IS NOT NULL AND n.original_due_at IS NULL
                 AND n.role <> 'GATHERING'
             THEN least(n.given_due_at, relayed_due(n.directive_id, n.task_id, n.unit_id, p))
             ELSE n.given_due_at END)
$$;

-- What amendments and acts on groups make of an obligation, and its due date with them: looked up only for
-- directives of which there are any. OFFSET 0: once for each row, however often its columns are named.
CREATE FUNCTION state_in_force(n bare_obligation, p bigint)
RETURNS TABLE (is_withdrawn boolean, is_exempted boolean, due_at timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT
        n.status <> 'FULFILLED' AND (
            p >= n.withdrawn_position OR n.recalled
            OR n.bearer_id <> n.unit_id AND n.occurrence > '-infinity'
                AND EXISTS (SELECT FROM reported_once m
                            WHERE m.position <= p AND m.from_day <= n.period_starts_on)
                AND is_owed_by_another(n.directive_id, n.task_id, n.unit_id, n.occurrence, p)
            OR n.directive_id IN (
                    SELECT a.directive_id FROM amended_atom a WHERE a.withdrawn
                    UNION ALL
                    SELECT a.directive_id FROM amended_unit a WHERE a.withdrawn)
                AND is_withdrawn(n.directive_id, n.unit_id, p)),
        n.exempted OR coalesce((g.ease).is_exempted, false),
        CASE WHEN d.due_at IS NOT NULL THEN greatest(d.due_at, (g.ease).extended_to) END
    FROM own_due(n, p) d
    CROSS JOIN LATERAL (
        SELECT CASE WHEN n.directive_id IN (SELECT a.directive_id FROM group_act a)
                    THEN group_ease(n, p) END AS ease
        OFFSET 0
    ) g
    OFFSET 0
$$;

-- Whether it was open when its directive expired, or is an occurrence due after that. What was handed in
-- is still decided.
CREATE FUNCTION has_expired(n bare_obligation, clock timestamptz)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT n.expires_at IS NOT NULL AND n.status NOT IN ('FULFILLED', 'SUBMITTED')
        AND greatest(clock, n.original_due_at) > n.expires_at
$$;

-- What an obligation is judged by: of one that was reported on or fulfilled, the date in force then.
CREATE FUNCTION timeliness(
    due_at timestamptz, judged_at timestamptz, judged_due_at timestamptz, judged_on_time boolean,
    is_judged_by_due_at boolean, clock timestamptz
)
RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN judged_at IS NULL THEN
            CASE WHEN due_at IS NULL THEN 'UNDATED'
                 WHEN clock > due_at THEN 'OVERDUE'
                 ELSE 'NOT_YET_DUE' END
        WHEN is_judged_by_due_at THEN
            CASE WHEN due_at IS NULL THEN 'UNDATED'
                 WHEN judged_at <= due_at THEN 'ON_TIME' ELSE 'LATE' END
        WHEN judged_due_at IS NULL THEN 'UNDATED'
        WHEN judged_on_time THEN 'ON_TIME'
        ELSE 'LATE'
    END
$$;

-- Obligations as they stand at (slice.p, slice.clock).
CREATE FUNCTION obligation(slice slice)
RETURNS SETOF obligation LANGUAGE sql STABLE AS $$
    SELECT
        n.task_id, n.unit_id, n.occurrence, n.bearer_id, n.path, n.parent_id,
        n.directive_id, n.directive_position, n.issuer_id, n.clearance,
        n.need_to_know, n.task_ordinal, n.kind, n.origin, n.role,
        n.reach_position, n.opens_at, n.working_days,
        CASE WHEN n.judged_at IS NULL OR n.judged_position IS NOT NULL THEN s.due_at
             ELSE n.judged_due_at END,
        CASE WHEN s.is_withdrawn OR has_expired(n, slice.clock) THEN 'WITHDRAWN'
             WHEN s.is_exempted THEN 'EXEMPTED' ELSE n.status END,
        CASE WHEN s.is_withdrawn OR s.is_exempted OR n.status = 'NOT_APPLICABLE'
                  OR has_expired(n, slice.clock) THEN 'UNDATED'
             ELSE timeliness(s.due_at, n.judged_at, n.judged_due_at, n.judged_on_time,
                             n.judged_position IS NOT NULL, slice.clock) END,
        n.acknowledged_at, coalesce(n.judged_at, n.reported_at), n.fulfilled_at,
        n.has_quota, n.period_starts_on, n.period_label, s.due_at, n.given_due_at, n.urgency,
        n.stands_for
    FROM bare_obligation(slice) n
    CROSS JOIN LATERAL state_in_force(n, slice.p) s
$$;
