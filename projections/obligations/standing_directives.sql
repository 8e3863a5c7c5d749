-- Standing directives: they cover units that are founded later, by their groups as they are worded.

-- Whether a level and a kind are of those that a group names; it names all where it names none.
CREATE FUNCTION is_of(level text, kind text, levels text[], kinds text[])
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT (levels = '{}' OR level = ANY (levels)) AND (kinds = '{}' OR kind = ANY (kinds))
$$;

-- Groups that hold a unit as it was founded and do not except it, of those worded before.
CREATE FUNCTION group_over(v unit_version)
RETURNS SETOF standing_group LANGUAGE sql STABLE AS $$
    SELECT g.*
    FROM unnest(v.ancestors) AS above(unit_id)
    JOIN standing_group g ON g.scope_id = above.unit_id AND g.position < v.from_position
        AND is_of(v.level, v.kind, g.levels, g.kinds)
    WHERE NOT EXISTS (
        SELECT FROM standing_exception x
        WHERE (x.directive_id, x.position, x.audience, x.withdrawn, x.ordinal)
            = (g.directive_id, g.position, g.audience, g.withdrawn, g.ordinal)
          AND x.scope_id = ANY (v.ancestors) AND is_of(v.level, v.kind, x.levels, x.kinds))
$$;

-- The standing directives that cover a unit since it was founded: unless of the amendments before that
-- word it the last one withdrew it.
CREATE FUNCTION founding_under(of_unit uuid, of_directive uuid, p bigint)
RETURNS TABLE (directive_id uuid, audience smallint, task_id uuid, "position" bigint)
LANGUAGE sql STABLE AS $$
    SELECT a.directive_id, a.audience, a.task_id, u.established_position
    FROM unit u
    JOIN unit_version v ON v.unit_id = u.unit_id AND v.from_position = u.established_position
    CROSS JOIN LATERAL group_over(v) a
    JOIN directive_status d ON d.directive_id = a.directive_id AND d.status = 'IN_FORCE'
        AND d.from_position < u.established_position AND u.established_position < d.to_position
    WHERE u.unit_id = of_unit AND u.newly AND u.established_position <= p
      AND (of_directive IS NULL OR a.directive_id = of_directive)
      AND NOT a.withdrawn
      -- who coordinates in a task is not responsible for it beside
      AND NOT EXISTS (
        SELECT FROM group_over(v) b
        WHERE b.directive_id = a.directive_id AND b.audience = -a.audience AND b.audience < 0)
      AND NOT EXISTS (
        SELECT FROM group_over(v) w
        WHERE w.directive_id = a.directive_id AND w.withdrawn AND NOT EXISTS (
            SELECT FROM group_over(v) g
            WHERE g.directive_id = a.directive_id AND NOT g.withdrawn AND g.audience = 0
              AND g.position >= w.position))
$$;

-- Whom standing directives cover since these units were founded.
CREATE FUNCTION founded_under(slice slice) RETURNS SETOF member LANGUAGE sql STABLE AS $$
    SELECT f.directive_id, f.audience, f.task_id, role_in(f.task_id), s.unit_id, s.bearer_id, s.path,
           s.parent_id, s.moved_position, f.position, true, 1::bigint
    FROM borne(slice) s
    CROSS JOIN LATERAL founding_under(s.unit_id, slice.directive_id, slice.p) f
    WHERE is_bearer(f.directive_id, s.only_id, s.except_ids)
$$;
