-- Whether a unit owed something at a position, whoever saw it.
CREATE FUNCTION was_there(
    of_directive uuid, of_task uuid, of_unit uuid, of_occurrence date, at bigint
)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM place_then(of_unit, of_directive, at) w
        CROSS JOIN LATERAL bare_obligation(
            slice_within(w.path, end_of_unit(w.path), of_directive, at)) o
        WHERE o.task_id = of_task AND o.unit_id = of_unit AND o.occurrence = of_occurrence);
END
$$;

-- What of an obligation a feed tells changes of: all that is shown of it but the place of its bearer, how its
-- task is worded, what was last done about it, and what was reported towards its quota.
CREATE FUNCTION told(o obligation, p bigint) RETURNS TABLE (told text) LANGUAGE sql STABLE AS $$
    SELECT ROW(
        o.bearer_id, o.role, o.kind, o.origin, o.opens_at, o.working_days, o.due_at, o.status,
        o.timeliness, o.acknowledged_at, o.submitted_at, o.fulfilled_at, o.has_quota,
        o.period_starts_on, o.period_label, o.given_due_at, o.urgency,
        (SELECT t.from_position FROM task_at(told.p) t WHERE t.task_id = o.task_id),
        (SELECT a.position FROM act_at(told.p) a
         WHERE a.task_id = o.task_id AND a.unit_id = o.unit_id AND a.occurrence = o.occurrence),
        CASE WHEN o.has_quota THEN (
            SELECT f FROM quota_figures(
                ARRAY[o.task_id], ARRAY[o.unit_id], ARRAY[o.occurrence], told.p) f) END)::text
$$;

-- What a viewer sees of a slice in ranges of places, and what is told of it: by some directives, or by all
-- without some. Planned once for each connection: planning takes longer than a step's answer.
CREATE FUNCTION told_in(
    of_slice slice, of_viewer viewer, lows text[], highs text[],
    directive_ids uuid[], without_ids uuid[]
)
RETURNS TABLE (o obligation, told text)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF directive_ids IS NULL THEN
        RETURN QUERY SELECT v, t.told
        FROM unnest(lows, highs) AS r(low, high)
        CROSS JOIN LATERAL visible_obligation(within(of_slice, r.low, r.high), of_viewer) v
        CROSS JOIN LATERAL told(v, of_slice.p) t
        WHERE v.directive_id <> ALL (without_ids);
    ELSE
        RETURN QUERY SELECT v, t.told
        FROM unnest(lows, highs) AS r(low, high)
        CROSS JOIN LATERAL visible_obligation(within(of_slice, r.low, r.high), of_viewer) v
        CROSS JOIN LATERAL told(v, of_slice.p) t
        WHERE v.directive_id = ANY (directive_ids) AND v.directive_id <> ALL (without_ids);
    END IF;
END
$$;
