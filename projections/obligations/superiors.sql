-- Reports that each unit gives to the one above it, and who gathers them. It keeps plans of its own and is
-- over at once where no task says so.

-- Those under whom a task's issuers address, or who stood for them at a position, and where.
CREATE FUNCTION tops_of(s task_superior, at bigint)
RETURNS TABLE (unit_id uuid, path text) LANGUAGE sql STABLE AS $$
    SELECT w.bearer_id, w.path FROM place_at(at) w WHERE w.unit_id = ANY (s.top_ids)
$$;

-- Those above a unit on a line other than the primary one, in the tree of a position.
CREATE FUNCTION above_on(of_unit uuid, of_line text, at bigint)
RETURNS TABLE (unit_id uuid) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up (unit_id) AS (
        SELECT s.superior_id FROM unit_superior s
        WHERE s.unit_id = of_unit AND s.line = of_line AND s.from_position <= at AND at < s.to_position
        UNION
        SELECT s.superior_id FROM up
        JOIN unit_superior s ON s.unit_id = up.unit_id AND s.line = of_line
            AND s.from_position <= at AND at < s.to_position
    )
    SELECT up.unit_id FROM up
$$;

-- And those under one.
CREATE FUNCTION under_on(of_unit uuid, of_line text, at bigint)
RETURNS TABLE (unit_id uuid) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE down (unit_id) AS (
        SELECT s.unit_id FROM unit_superior s
        WHERE s.superior_id = of_unit AND s.line = of_line
          AND s.from_position <= at AND at < s.to_position
        UNION
        SELECT s.unit_id FROM down
        JOIN unit_superior s ON s.superior_id = down.unit_id AND s.line = of_line
            AND s.from_position <= at AND at < s.to_position
    )
    SELECT down.unit_id FROM down
$$;

-- To whom the reports of a bearer go by a task that names no unit for them: the one above it; else, where
-- nobody stands above it or what is gathered ends there, the unit that the task names. Null: the issuers.
CREATE FUNCTION reports_to(of_task uuid, of_bearer uuid, p bigint)
RETURNS uuid LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    s     task_superior;
    above uuid;
BEGIN
    SELECT * INTO s FROM task_superior r WHERE r.task_id = of_task;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT FROM tops_of(s, p) top WHERE top.unit_id = of_bearer) THEN
        IF s.line IS NULL THEN
            SELECT v.parent_id INTO above FROM unit_at(p) v WHERE v.unit_id = of_bearer;
        ELSE
            SELECT u.superior_id INTO above FROM unit_superior u
            WHERE u.unit_id = of_bearer AND u.line = s.line
              AND u.from_position <= p AND p < u.to_position;
        END IF;
    END IF;
    RETURN coalesce(above, (SELECT t.report_to_id FROM task_at(p) t WHERE t.task_id = of_task));
END
$$;

-- Whether a task charges a unit by then: by name, by its audience or that of those that coordinate in it,
-- or since the unit was founded.
CREATE FUNCTION is_charged(t task, of_unit uuid, p bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN EXISTS (
            SELECT FROM task_member m
            WHERE m.task_id = t.task_id AND m.unit_id = of_unit AND m.position <= p)
        OR EXISTS (
            SELECT FROM audience_unit a
            WHERE a.directive_id = t.directive_id AND a.audience IN (t.audience, -t.ordinal)
              AND a.unit_id = of_unit)
        OR EXISTS (
            SELECT FROM unit_version v CROSS JOIN LATERAL audience_over(v) a
            WHERE v.unit_id = of_unit AND v.live
              AND a.directive_id = t.directive_id AND a.audience IN (t.audience, -t.ordinal))
        OR t.audience IS NOT DISTINCT FROM 0 AND EXISTS (
            SELECT FROM amended_unit a
            WHERE a.directive_id = t.directive_id AND a.unit_id = of_unit
              AND NOT a.withdrawn AND a.position <= p)
        OR t.audience IS NOT DISTINCT FROM 0 AND EXISTS (
            SELECT FROM unit_version v CROSS JOIN LATERAL amendments_over(v) a
            WHERE v.unit_id = of_unit AND v.live AND a.directive_id = t.directive_id
              AND NOT a.withdrawn AND a.position <= p)
        OR EXISTS (
            SELECT FROM founding_under(of_unit, t.directive_id, p) f
            WHERE f.audience IN (t.audience, -t.ordinal));
END
$$;

-- Whom a task charges, as its audience is stored, by the positions in whose trees they count: a unit, or
-- those under scope_id of a level and kind.
CREATE FUNCTION charging(t task, p bigint)
RETURNS TABLE ("position" bigint, scope_id uuid, level text, kind text, unit_id uuid)
LANGUAGE sql STABLE AS $$
    SELECT a.position, a.scope_id, a.level, a.kind, NULL::uuid FROM audience_atom a
    WHERE a.directive_id = t.directive_id AND a.audience IN (t.audience, -t.ordinal)
      AND a.position <= p
    UNION ALL
    SELECT a.position, a.scope_id, a.level, a.kind, NULL FROM amended_atom a
    WHERE t.audience = 0 AND a.directive_id = t.directive_id AND NOT a.withdrawn AND a.position <= p
    UNION ALL
    SELECT a.position, NULL, NULL, NULL, a.unit_id FROM audience_unit a
    WHERE a.directive_id = t.directive_id AND a.audience IN (t.audience, -t.ordinal)
      AND a.position <= p
    UNION ALL
    SELECT a.position, NULL, NULL, NULL, a.unit_id FROM amended_unit a
    WHERE t.audience = 0 AND a.directive_id = t.directive_id AND NOT a.withdrawn AND a.position <= p
    UNION ALL
    SELECT m.position, NULL, NULL, NULL, m.unit_id FROM task_member m
    WHERE m.task_id = t.task_id AND NOT m.invited AND m.position <= p
$$;

-- Whether a unit stood above some of these in the tree of a position, on the primary line or on another.
CREATE FUNCTION stood_above(
    of_unit uuid, of_line text, at bigint, scope_id uuid, level text, kind text, other_id uuid
)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_variable
BEGIN
    IF of_line IS NOT NULL THEN
        RETURN EXISTS (
            SELECT FROM under_on(of_unit, of_line, at) b
            JOIN unit_at(at) m ON m.unit_id = b.unit_id
            WHERE m.unit_id = other_id
               OR m.level = level AND m.kind = kind AND scope_id = ANY (m.ancestors));
    END IF;
    IF other_id IS NOT NULL THEN
        RETURN EXISTS (
            SELECT FROM unit_at(at) m WHERE m.unit_id = other_id AND of_unit = ANY (m.ancestors));
    END IF;
    RETURN EXISTS (
        SELECT FROM unit_at(at) s
        JOIN unit_at(at) u ON u.unit_id = of_unit
        CROSS JOIN LATERAL (SELECT greatest(u.path, s.path) AS path) low
        JOIN unit_at(at) m ON m.level = level AND m.kind = kind
            AND m.path > low.path AND m.path < end_of_subtree(low.path)
        WHERE s.unit_id = scope_id
          AND (starts_with(u.path, s.path) OR starts_with(s.path, u.path)));
END
$$;

-- Whether a unit stood under those under whom the issuers address, or stood for one of these, of whom the
-- last_ids gather, too.
CREATE FUNCTION stood_below_top(s task_superior, last_ids uuid[], of_unit uuid, at bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN EXISTS (
            SELECT FROM tops_of(s, at) top
            JOIN unit_at(at) u ON u.unit_id = of_unit
            WHERE CASE WHEN s.line IS NULL THEN top.unit_id = ANY (u.ancestors)
                       ELSE top.unit_id IN (SELECT a.unit_id FROM above_on(of_unit, s.line, at) a) END)
        OR EXISTS (
            SELECT FROM place_at(at) w WHERE w.unit_id = ANY (last_ids) AND w.bearer_id = of_unit);
END
$$;

-- Since when a unit gathers what a task asks of those below it; null: it does not.
CREATE FUNCTION gathers_since(t task, s task_superior, of_unit uuid, p bigint)
RETURNS bigint LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    last_ids uuid[] := CASE WHEN t.report_to_id IS NOT NULL
                            THEN array_remove(s.top_ids, t.report_to_id) ELSE '{}' END;
    those    record;
BEGIN
    FOR those IN SELECT * FROM charging(t, p) c ORDER BY c.position LOOP
        IF stood_below_top(s, last_ids, of_unit, those.position)
            AND stood_above(of_unit, s.line, those.position, those.scope_id, those.level,
                            those.kind, those.unit_id)
        THEN
            RETURN greatest(those.position, t.position);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- Whether a unit may gather, at a glance: it ever had one under it, and stood under a top or is one.
CREATE FUNCTION may_gather(s task_superior, of_unit uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN s.line IS NOT NULL THEN EXISTS (
                SELECT FROM unit_superior u WHERE u.superior_id = of_unit AND u.line = s.line)
           ELSE EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = of_unit) AND (
                EXISTS (SELECT FROM unit_version v
                        WHERE v.unit_id = of_unit AND s.top_ids && (v.ancestors || v.unit_id))
                OR EXISTS (SELECT FROM unit_version e WHERE e.unit_id = ANY (s.top_ids) AND NOT e.live))
           END
$$;

-- Who gathers what tasks ask of those below, of those whom these tasks do not charge anyway.
CREATE FUNCTION gatherers(slice slice)
RETURNS SETOF owed LANGUAGE plpgsql STABLE ROWS 5 SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF slice.pass_on_only OR NOT EXISTS (SELECT FROM task_superior s WHERE s.gathered) THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH candidate AS MATERIALIZED (
        SELECT s, b.unit_id, b.bearer_id, b.path, b.parent_id, b.moved_position
        FROM task_superior s
        JOIN borne(slice) b ON is_bearer(s.directive_id, b.only_id, b.except_ids)
        WHERE s.gathered AND s.position <= slice.p
          AND (slice.directive_id IS NULL OR s.directive_id = slice.directive_id)
          AND (slice.cause_id IS NULL
               OR s.directive_id IN (SELECT k.directive_id FROM serving(slice) k))
          AND may_gather(s, b.unit_id)
    ),
    found AS MATERIALIZED (
        SELECT c.*, t, gathers_since(t, c.s, c.unit_id, slice.p) AS since
        FROM candidate c
        JOIN task_at(slice.p) t ON t.task_id = (c.s).task_id
        WHERE NOT is_charged(t, c.unit_id, slice.p)
    )
    SELECT (f.t).task_id, f.unit_id, f.bearer_id, f.path, f.parent_id, f.moved_position,
           'GATHERING', f.since, h.recorded_at, false, (f.t).working_days,
           due_after_reach(f.t, f.since, h.local_day), 1::bigint
    FROM found f
    JOIN reach h ON h.position = f.since;
END
$$;
