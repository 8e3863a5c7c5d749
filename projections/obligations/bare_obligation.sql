-- What is owed, period by period, and what was done with it: obligations before relays' due dates, acts on
-- groups and withdrawals are looked at. "given_due_at" is what the task's period or the reach gave;
-- "held_since" the reach, if it stands: one that is recalled by now may have been so before any act.
CREATE TYPE bare_obligation AS (
    task_id uuid, unit_id uuid, occurrence date, bearer_id uuid, path text, parent_id uuid,
    directive_id uuid, directive_position bigint, issuer_id uuid, clearance smallint,
    need_to_know boolean, task_ordinal smallint, kind text, origin text, role text,
    reach_position bigint, held_since bigint, moved_position bigint, recalled boolean,
    opens_at timestamptz, working_days integer, has_quota boolean, withdrawn_position bigint,
    expires_at timestamptz,
    period_position bigint, period_starts_on date, period_label text,
    original_due_at timestamptz, given_due_at timestamptz,
    has_acts boolean, status text, exempted boolean, acknowledged_at timestamptz,
    reported_at timestamptz, fulfilled_at timestamptz, judged_at timestamptz,
    judged_due_at timestamptz, judged_on_time boolean, judged_position bigint,
    due_override timestamptz, override_position bigint, urgency text, met_position bigint,
    stands_for bigint
);

-- Those to report on declared occurrences: rare, so they keep a plan of their own.
CREATE FUNCTION owed_by_occurrence(slice slice)
RETURNS SETOF bare_obligation LANGUAGE plpgsql STABLE ROWS 5
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY
    SELECT
        o.task_id, o.unit_id, d.occurrence, o.bearer_id, o.path, o.parent_id,
        t.directive_id, t.directive_position, t.issuer_id, t.clearance,
        t.need_to_know, t.ordinal, t.kind, t.origin, o.role,
        o.reach_position, CASE WHEN o.recalled THEN forever() ELSE o.reach_position END,
        o.moved_position, o.recalled,
        greatest(o.opens_at, d.declared_at), NULL::integer, false,
        least(t.withdrawn_position, d.withdrawn_position), t.expires_at,
        greatest(d.position, t.from_position), d.occurred_on, d.label,
        due_after_occurrence(t, d), due_after_occurrence(t, d),
        a.task_id IS NOT NULL, coalesce(a.status, 'PENDING'), coalesce(a.exempted, false),
        a.acknowledged_at, a.reported_at, a.fulfilled_at, a.judged_at,
        a.judged_due_at, a.judged_on_time, a.judged_position,
        a.due_override, a.override_position, t.urgency, NULL::bigint, o.stands_for
    FROM declared_within(slice) k
    CROSS JOIN LATERAL owed(of_directive(slice, k.directive_id)) o
    JOIN task_at(slice.p) t ON t.task_id = o.task_id AND t.due_kind = 'AFTER_OCCURRENCE'
        AND due_level(t, o.unit_id, slice.p) = ''
    JOIN declared_occurrence d ON d.task_id = o.task_id AND d.unit_id = o.unit_id
        AND d.position <= slice.p
    LEFT JOIN act_at(slice.p) a ON a.task_id = o.task_id AND a.unit_id = o.unit_id
        AND a.occurrence = d.occurrence;
END
$$;

-- And all of them. Slices say whether any occurrence was declared at all.
CREATE FUNCTION bare_obligation(slice slice)
RETURNS SETOF bare_obligation LANGUAGE sql STABLE AS $$
    SELECT
        o.task_id, o.unit_id, e.occurrence, o.bearer_id, o.path, o.parent_id,
        t.directive_id, t.directive_position, t.issuer_id, t.clearance,
        t.need_to_know, t.ordinal, t.kind, t.origin, o.role,
        o.reach_position, CASE WHEN o.recalled THEN forever() ELSE o.reach_position END,
        o.moved_position, o.recalled,
        greatest(o.opens_at, e.opens_at), o.working_days,
        t.target_direction IS NOT NULL AND (t.lead_id IS NULL OR o.role <> 'RESPONSIBLE'),
        t.withdrawn_position, t.expires_at,
        e.from_position, e.starts_on, e.label,
        e.original_due_at,
        coalesce(e.due_at,
                 CASE WHEN e.level = '' THEN
                      coalesce(o.reach_due_at,
                               CASE WHEN t.after_task_id IS NOT NULL
                                    THEN due_after_acceptance(t, o.unit_id, slice.p) END) END),
        a.task_id IS NOT NULL,
        CASE WHEN (m.met).position IS NULL THEN coalesce(a.status, 'PENDING') ELSE 'FULFILLED' END,
        coalesce(a.exempted, false), a.acknowledged_at,
        a.reported_at, coalesce((m.met).fulfilled_at, a.fulfilled_at),
        coalesce((m.met).judged_at, a.judged_at),
        CASE WHEN (m.met).position IS NULL THEN a.judged_due_at ELSE (m.met).judged_due_at END,
        CASE WHEN (m.met).position IS NULL THEN a.judged_on_time ELSE (m.met).judged_on_time END,
        a.judged_position, a.due_override, a.override_position, t.urgency, (m.met).position, o.stands_for
    FROM owed(slice) o
    JOIN task_at(slice.p) t ON t.task_id = o.task_id
    JOIN period_at(slice.p) e ON e.task_id = o.task_id AND e.level = due_level(t, o.unit_id, slice.p)
        AND (e.original_due_at IS NULL
             OR e.original_due_at >= CASE WHEN o.reach_position = t.position
                                          THEN coalesce(t.owed_since, o.opens_at)
                                          ELSE o.opens_at END)
    LEFT JOIN act_at(slice.p) a ON a.task_id = o.task_id AND a.unit_id = o.unit_id
        AND a.occurrence = e.occurrence
    -- OFFSET 0: once for each row, and of what no group shares at a glance
    CROSS JOIN LATERAL (
        SELECT CASE WHEN t.coordinating IS NOT NULL AND t.target_direction IS NOT NULL
                         AND o.role <> 'RESPONSIBLE' AND a.status IS DISTINCT FROM 'FULFILLED'
                    THEN met_by_others(t.directive_id, o.task_id, o.unit_id, e.occurrence, slice.p)
                    END AS met
        OFFSET 0
    ) m
    UNION ALL
    SELECT * FROM owed_by_occurrence(slice)
    WHERE slice.has_occurrences AND NOT slice.pass_on_only AND holds_others(slice)
$$;
