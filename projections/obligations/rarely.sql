-- What happens rarely: units that end, amendments, units founded under standing directives. These
-- functions keep plans of their own, so that no other plan has to think of it; each is over at once
-- where nothing of the kind has happened. Parameters mean what they mean in coverage.sql.

-- Units that ended, with their bearers in the range: the heir for all directives but those that were
-- transferred to another, and that one for these.
CREATE FUNCTION stand_in(low text, high text, p bigint)
RETURNS TABLE (
    unit_id uuid, only_id uuid, except_ids uuid[], bearer_id uuid, path text, parent_id uuid,
    moved_position bigint
) LANGUAGE sql STABLE AS $$
    SELECT e.unit_id, NULL::uuid,
           ARRAY(SELECT t.directive_id FROM unit_transfer t
                 WHERE t.unit_id = e.unit_id AND t.from_position <= p AND p < t.to_position),
           b.unit_id, b.path, b.parent_id, b.from_position
    FROM unit_version e
    JOIN unit_at(p) b ON b.unit_id = e.heir_id
    WHERE NOT e.live AND e.heir_path >= low AND e.heir_path < high
      AND e.from_position <= p AND p < e.to_position
    UNION ALL
    SELECT t.unit_id, t.directive_id, '{}', b.unit_id, b.path, b.parent_id, b.from_position
    FROM unit_transfer t
    JOIN unit_at(p) b ON b.unit_id = t.bearer_id
    WHERE b.path >= low AND b.path < high AND t.from_position <= p AND p < t.to_position
$$;

-- All units that anybody in the range bears for: themselves, and those that ended.
CREATE FUNCTION borne(low text, high text, p bigint)
RETURNS TABLE (
    unit_id uuid, only_id uuid, except_ids uuid[], bearer_id uuid, path text, parent_id uuid,
    moved_position bigint
) LANGUAGE sql STABLE AS $$
    SELECT v.unit_id, NULL::uuid, '{}'::uuid[], v.unit_id, v.path, v.parent_id, v.from_position
    FROM unit_at(p) v WHERE v.path >= low AND v.path < high
    UNION ALL
    SELECT * FROM stand_in(low, high, p)
$$;

-- Whether somebody who bears for a unit does so by a directive.
CREATE FUNCTION bears_by(of_directive uuid, only_id uuid, except_ids uuid[])
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN only_id IS NULL THEN of_directive <> ALL (except_ids)
                ELSE of_directive = only_id END
$$;

-- Whether a level and a kind are of those that a group names; it names all where it names none.
CREATE FUNCTION is_of(level text, kind text, levels text[], kinds text[])
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT (levels = '{}' OR level = ANY (levels)) AND (kinds = '{}' OR kind = ANY (kinds))
$$;

-- Where the bearer of what a unit owes by a directive stood at a position: its row.
CREATE FUNCTION place_then(of_unit uuid, of_directive uuid, at bigint)
RETURNS SETOF unit_version LANGUAGE sql STABLE AS $$
    SELECT w.*
    FROM unit_version e
    LEFT JOIN unit_transfer t ON t.unit_id = e.unit_id AND t.directive_id = of_directive
        AND t.from_position <= at AND at < t.to_position
    JOIN unit_version w ON w.unit_id = coalesce(t.bearer_id, e.heir_id, e.unit_id)
        AND w.from_position <= at AND at < w.to_position AND w.live
    WHERE e.unit_id = of_unit AND e.from_position <= at AND at < e.to_position
$$;

-- Whether a directive's own audience covered a unit from the issue on.
CREATE FUNCTION is_covered(of_directive uuid, of_unit uuid)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM audience_unit a
        WHERE a.directive_id = of_directive AND a.audience = 0 AND a.unit_id = of_unit)
    OR EXISTS (
        SELECT FROM unit_version v
        CROSS JOIN unnest(v.ancestors) AS above(unit_id)
        JOIN audience_atom a ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
            AND a.directive_id = of_directive AND a.audience = 0
            AND v.from_position <= a.position AND a.position < v.to_position
        WHERE v.unit_id = of_unit);
END
$$;

-- The standing directives that cover a unit since it was founded, by their audiences as worded: unless
-- of the amendments before that word it the last one withdrew it.
CREATE FUNCTION founding_under(of_unit uuid, of_directive uuid, p bigint)
RETURNS TABLE (directive_id uuid, audience smallint, "position" bigint) LANGUAGE sql STABLE AS $$
    SELECT a.directive_id, a.audience, u.established_position
    FROM unit u
    JOIN unit_version v ON v.unit_id = u.unit_id AND v.from_position = u.established_position
    CROSS JOIN unnest(v.ancestors) AS above(unit_id)
    JOIN standing_group a ON a.scope_id = above.unit_id AND NOT a.withdrawn
        AND a.position < u.established_position
    JOIN directive_status d ON d.directive_id = a.directive_id AND d.status = 'IN_FORCE'
        AND d.from_position < u.established_position AND u.established_position < d.to_position
    WHERE u.unit_id = of_unit AND u.newly AND u.established_position <= p
      AND (of_directive IS NULL OR a.directive_id = of_directive)
      AND is_of(v.level, v.kind, a.levels, a.kinds)
      AND NOT EXISTS (
        SELECT FROM standing_group w
        WHERE w.directive_id = a.directive_id AND w.withdrawn
          AND w.position < u.established_position
          AND w.scope_id = ANY (v.ancestors) AND is_of(v.level, v.kind, w.levels, w.kinds)
          AND NOT EXISTS (
            SELECT FROM standing_group g
            WHERE g.directive_id = a.directive_id AND NOT g.withdrawn AND g.audience = 0
              AND g.position >= w.position AND g.position < u.established_position
              AND g.scope_id = ANY (v.ancestors) AND is_of(v.level, v.kind, g.levels, g.kinds)))
$$;

-- Whom standing directives cover since these units were founded.
CREATE FUNCTION founded_under(low text, high text, of_directive uuid, p bigint)
RETURNS TABLE (
    directive_id uuid, audience smallint, unit_id uuid, bearer_id uuid, path text, parent_id uuid,
    moved_position bigint, since_position bigint, direct boolean
) LANGUAGE sql STABLE AS $$
    SELECT f.directive_id, f.audience, s.unit_id, s.bearer_id, s.path, s.parent_id,
           s.moved_position, f.position, true
    FROM borne(low, high, p) s
    CROSS JOIN LATERAL founding_under(s.unit_id, of_directive, p) f
    WHERE bears_by(f.directive_id, s.only_id, s.except_ids)
$$;

-- What the common branches of covered() leave out: units that ended, and those covered later than by
-- the issue, once each.
CREATE FUNCTION covered_rarely(
    low text, high text, of_directive uuid, of_cause uuid, p bigint
)
RETURNS TABLE (
    directive_id uuid, audience smallint, unit_id uuid, bearer_id uuid, path text, parent_id uuid,
    moved_position bigint, since_position bigint, direct boolean
) LANGUAGE plpgsql STABLE ROWS 10 SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    causes uuid[] := ARRAY(
        SELECT k.directive_id FROM cause k
        WHERE k.cause_id = of_cause AND k.position <= p AND p < k.to_position);
BEGIN
    IF EXISTS (SELECT FROM unit_version e WHERE NOT e.live AND e.from_position <= p) THEN
        RETURN QUERY
        SELECT a.directive_id, a.audience, s.unit_id, s.bearer_id, s.path, s.parent_id,
               s.moved_position, a.position, false
        FROM stand_in(low, high, p) s
        JOIN unit_version v ON v.unit_id = s.unit_id AND v.live
        CROSS JOIN unnest(v.ancestors) AS above(unit_id)
        JOIN audience_atom a ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
            AND v.from_position <= a.position AND a.position < v.to_position
        WHERE a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
          AND (of_cause IS NULL OR a.directive_id = ANY (causes))
          AND bears_by(a.directive_id, s.only_id, s.except_ids)
        UNION ALL
        SELECT a.directive_id, a.audience, s.unit_id, s.bearer_id, s.path, s.parent_id,
               s.moved_position, a.position, false
        FROM stand_in(low, high, p) s
        JOIN audience_unit a ON a.unit_id = s.unit_id
        WHERE a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
          AND (of_cause IS NULL OR a.directive_id = ANY (causes))
          AND bears_by(a.directive_id, s.only_id, s.except_ids);
    END IF;
    IF EXISTS (SELECT FROM standing_group) OR EXISTS (SELECT FROM amended_atom)
        OR EXISTS (SELECT FROM amended_unit)
    THEN
        RETURN QUERY
        SELECT DISTINCT ON (late.directive_id, late.audience, late.unit_id) late.*
        FROM (
            SELECT a.directive_id, 0::smallint, s.unit_id, s.bearer_id, s.path, s.parent_id,
                   s.moved_position, a.position, false
            FROM borne(low, high, p) s
            JOIN unit_version v ON v.unit_id = s.unit_id AND v.live
            CROSS JOIN unnest(v.ancestors) AS above(unit_id)
            JOIN amended_atom a ON a.scope_id = above.unit_id AND a.level = v.level
                AND a.kind = v.kind AND NOT a.withdrawn
                AND v.from_position <= a.position AND a.position < v.to_position
            WHERE a.position <= p AND bears_by(a.directive_id, s.only_id, s.except_ids)
            UNION ALL
            SELECT a.directive_id, 0::smallint, s.unit_id, s.bearer_id, s.path, s.parent_id,
                   s.moved_position, a.position, false
            FROM amended_unit a
            JOIN borne(low, high, p) s ON s.unit_id = a.unit_id
            WHERE NOT a.withdrawn AND a.position <= p
              AND bears_by(a.directive_id, s.only_id, s.except_ids)
            UNION ALL
            SELECT * FROM founded_under(low, high, of_directive, p)
        ) AS late (directive_id, audience, unit_id, bearer_id, path, parent_id, moved_position,
                   since_position, direct)
        WHERE (of_directive IS NULL OR late.directive_id = of_directive)
          AND (of_cause IS NULL OR late.directive_id = ANY (causes))
          AND (late.direct OR NOT is_covered(late.directive_id, late.unit_id))
        ORDER BY late.directive_id, late.audience, late.unit_id, late.since_position;
    END IF;
END
$$;

-- Lead and coordinating units that ended.
CREATE FUNCTION named_by_heirs(
    low text, high text, of_directive uuid, of_cause uuid, p bigint
)
RETURNS TABLE (
    directive_id uuid, task_id uuid, role text, unit_id uuid, bearer_id uuid, path text,
    parent_id uuid, moved_position bigint, since_position bigint, direct boolean
) LANGUAGE plpgsql STABLE ROWS 10 SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    IF EXISTS (SELECT FROM unit_version e WHERE NOT e.live AND e.from_position <= p) THEN
        RETURN QUERY
        SELECT m.directive_id, m.task_id, m.role, s.unit_id, s.bearer_id, s.path, s.parent_id,
               s.moved_position, m.position, m.invited
        FROM stand_in(low, high, p) s
        JOIN task_member m ON m.unit_id = s.unit_id
        WHERE m.position <= p AND (of_directive IS NULL OR m.directive_id = of_directive)
          AND bears_by(m.directive_id, s.only_id, s.except_ids)
          AND (of_cause IS NULL OR m.directive_id IN (
                SELECT k.directive_id FROM cause k
                WHERE k.cause_id = of_cause AND k.position <= p AND p < k.to_position));
    END IF;
END
$$;

-- By which issue, amendments and relays of a directive, or founding under it, a unit was reached; by
-- relays also where they reached whoever bore for it then. What an amendment addresses, it addresses in
-- its own name.
CREATE FUNCTION reaches_of(of_directive uuid, of_unit uuid, p bigint)
RETURNS TABLE (reach_position bigint, to_position bigint) LANGUAGE sql STABLE AS $$
    WITH place AS (
        SELECT w.unit_id, w.level, w.kind, w.ancestors, e.heir_id IS NOT NULL AS by_heir,
               greatest(e.from_position, w.from_position) AS from_position,
               least(e.to_position, w.to_position) AS to_position
        FROM unit_version e
        JOIN unit_version w ON w.unit_id = coalesce(e.heir_id, e.unit_id) AND w.live
            AND w.from_position < e.to_position AND e.from_position < w.to_position
        WHERE e.unit_id = of_unit
        UNION ALL
        SELECT w.unit_id, w.level, w.kind, w.ancestors, false,
               greatest(t.from_position, w.from_position), least(t.to_position, w.to_position)
        FROM unit_transfer t
        JOIN unit_version w ON w.unit_id = t.bearer_id AND w.live
            AND w.from_position < t.to_position AND t.from_position < w.to_position
        WHERE t.unit_id = of_unit AND t.directive_id = of_directive
    ),
    reached AS (
        SELECT a.position, a.to_position, w.unit_id, w.by_heir
        FROM place w
        CROSS JOIN unnest(w.ancestors) AS above(unit_id)
        JOIN reach_atom a ON a.scope_id = above.unit_id AND a.level = w.level AND a.kind = w.kind
            AND a.directive_id = of_directive
            AND w.from_position <= a.position AND a.position < w.to_position
        UNION ALL
        SELECT a.position, a.to_position, w.unit_id, w.by_heir
        FROM place w
        JOIN reach_unit a ON a.unit_id = w.unit_id AND a.directive_id = of_directive
            AND w.from_position <= a.position AND a.position < w.to_position
    )
    SELECT r.position, r.to_position
    FROM reached r
    JOIN reach h ON h.position = r.position
    WHERE r.position <= p AND (r.unit_id = of_unit OR h.kind = 'RELAY') AND NOT (r.by_heir AND EXISTS (
        SELECT FROM unit_transfer t
        WHERE t.unit_id = of_unit AND t.directive_id = of_directive
          AND t.from_position <= r.position AND r.position < t.to_position))
    UNION ALL
    SELECT f.position, 9223372036854775807 FROM founding_under(of_unit, of_directive, p) f
$$;

-- Since when a directive has concerned a unit at all, which it covers from a position on.
CREATE FUNCTION concerned_since(of_directive uuid, of_unit uuid, since_position bigint)
RETURNS bigint LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN least(since_position, (
        SELECT min(x.position)
        FROM (
            SELECT m.position FROM task_member m
            WHERE m.directive_id = of_directive AND m.unit_id = of_unit AND NOT m.invited
            UNION ALL
            SELECT a.position FROM audience_unit a
            WHERE a.directive_id = of_directive AND a.unit_id = of_unit
            UNION ALL
            SELECT a.position FROM amended_unit a
            WHERE a.directive_id = of_directive AND a.unit_id = of_unit AND NOT a.withdrawn
            UNION ALL
            SELECT a.position
            FROM unit_version v
            CROSS JOIN unnest(v.ancestors) AS above(unit_id)
            JOIN (SELECT scope_id, level, kind, directive_id, position FROM audience_atom
                  UNION ALL
                  SELECT scope_id, level, kind, directive_id, position FROM amended_atom
                  WHERE NOT withdrawn) a
                ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
                AND a.directive_id = of_directive
                AND v.from_position <= a.position AND a.position < v.to_position
            WHERE v.unit_id = of_unit
            UNION ALL
            SELECT f.position FROM founding_under(of_unit, of_directive, since_position) f
        ) x));
END
$$;

-- The reach of a unit that a directive going level by level covers from a position on: the first since
-- it concerned the unit at all, but not before that position. Null: not reached.
CREATE FUNCTION reach_after(of_directive uuid, of_unit uuid, since_position bigint, p bigint)
RETURNS bigint LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    concerned bigint := concerned_since(of_directive, of_unit, since_position);
    found     bigint;
BEGIN
    SELECT coalesce(min(r.reach_position) FILTER (WHERE p < r.to_position), min(r.reach_position))
    INTO found
    FROM reaches_of(of_directive, of_unit, p) r WHERE r.reach_position >= concerned;
    RETURN CASE WHEN found IS NOT NULL THEN greatest(found, since_position) END;
END
$$;

-- Whether of the reaches of such a unit none stands any more.
CREATE FUNCTION is_recalled_after(of_directive uuid, of_unit uuid, since_position bigint, p bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM reaches_of(of_directive, of_unit, p) r
        WHERE p < r.to_position
          AND r.reach_position >= concerned_since(of_directive, of_unit, since_position));
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

-- Whether the last amendment that named a unit, or whoever bore for it then, withdrew it.
CREATE FUNCTION is_withdrawn(of_directive uuid, of_unit uuid, p bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN coalesce((
        SELECT n.withdrawn
        FROM (
            SELECT a.position, a.withdrawn
            FROM amended_atom a
            WHERE a.directive_id = of_directive AND a.position <= p AND EXISTS (
                SELECT FROM unit_version v
                WHERE v.unit_id = of_unit AND a.scope_id = ANY (v.ancestors)
                  AND v.level = a.level AND v.kind = a.kind
                  AND v.from_position <= a.position AND a.position < v.to_position
                UNION ALL
                SELECT FROM place_then(of_unit, of_directive, a.position) v
                WHERE a.withdrawn AND a.scope_id = ANY (v.ancestors)
                  AND v.level = a.level AND v.kind = a.kind)
            UNION ALL
            SELECT a.position, a.withdrawn
            FROM amended_unit a
            WHERE a.directive_id = of_directive AND a.position <= p AND (
                a.unit_id = of_unit
                OR a.withdrawn AND EXISTS (
                    SELECT FROM place_then(of_unit, of_directive, a.position) v
                    WHERE v.unit_id = a.unit_id))
            UNION ALL
            SELECT u.established_position, false FROM unit u WHERE u.unit_id = of_unit
        ) n
        ORDER BY n.position DESC, n.withdrawn LIMIT 1), false);
END
$$;
