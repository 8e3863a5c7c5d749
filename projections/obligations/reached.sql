-- By which reach directives came to those whom they concern: by the issue itself or, where one goes
-- level by level, by the issue for the topmost of them and by relays for the others.

-- When a directive that goes level by level first reached units, for all units at once. Each relay
-- selects in the tree of its own position. A recalled one counts where there is no other.
CREATE FUNCTION relayed(slice slice)
RETURNS TABLE (directive_id uuid, unit_id uuid, reach_position bigint) LANGUAGE sql STABLE AS $$
    SELECT r.directive_id, r.unit_id,
           coalesce(min(r.position) FILTER (WHERE slice.p < r.to_position), min(r.position))
    FROM (
        SELECT a.directive_id, v.unit_id, a.position, a.to_position
        FROM unit_in(slice) v
        CROSS JOIN LATERAL reaches_since(v) a
        WHERE v.path >= slice.addressed_low AND v.path < slice.addressed_high
        UNION ALL
        SELECT a.directive_id, b.unit_id, a.position, a.to_position
        FROM unit_version v
        JOIN unit_in(slice) b ON b.unit_id = v.unit_id
        CROSS JOIN LATERAL reaches_since(v) a
        WHERE v.to_position <= slice.p AND a.position < v.to_position
          AND v.path >= slice.addressed_low AND v.path < slice.addressed_high
        UNION ALL
        SELECT a.directive_id, b.unit_id, a.position, a.to_position
        FROM reach_unit a
        JOIN unit_in(slice) b ON b.unit_id = a.unit_id
    ) r
    WHERE r.position <= slice.p
      AND (slice.directive_id IS NULL OR r.directive_id = slice.directive_id)
      AND (slice.cause_id IS NULL OR r.directive_id IN (SELECT directive_id FROM serving(slice)))
    GROUP BY r.directive_id, r.unit_id
$$;

-- The same planned for many units, as many_covered() is.
CREATE FUNCTION relayed_to_many(slice slice)
RETURNS TABLE (directive_id uuid, unit_id uuid, reach_position bigint)
LANGUAGE plpgsql STABLE ROWS 50000 AS $$
BEGIN
    RETURN QUERY SELECT * FROM relayed(slice);
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
    WHERE r.position <= p AND (r.unit_id = of_unit OR h.kind = 'RELAY')
      AND NOT (r.by_heir AND EXISTS (
        SELECT FROM transfer_at(r.position) t
        WHERE t.unit_id = of_unit AND t.directive_id = of_directive))
    UNION ALL
    SELECT f.position, forever() FROM founding_under(of_unit, of_directive, p) f
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
            SELECT a.position FROM unit_version v CROSS JOIN LATERAL audience_over(v) a
            WHERE v.unit_id = of_unit AND a.directive_id = of_directive
            UNION ALL
            SELECT a.position FROM unit_version v CROSS JOIN LATERAL amendments_over(v) a
            WHERE v.unit_id = of_unit AND a.directive_id = of_directive AND NOT a.withdrawn
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

-- The reach of a member: where it does not go level by level, or what concerned the unit was itself a
-- reach, that; of those concerned from the issue on and still there, the first issue or relay that was
-- found for all at once; of the others what is looked up for each. Null: not reached.
CREATE FUNCTION reach_of(m member, d directive, first_position bigint, p bigint)
RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN NOT d.level_by_level OR m.direct THEN m.since_position
                WHEN m.since_position > d.position OR m.bearer_id <> m.unit_id
                    THEN reach_after(m.directive_id, m.unit_id, m.since_position, p)
                ELSE first_position END
$$;

-- Whether that reach no longer stands, as it was by relays that are recalled.
CREATE FUNCTION is_recalled(m member, d directive, reach_to_position bigint, p bigint)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT reach_to_position <= p
        OR d.level_by_level AND NOT m.direct AND m.since_position > d.position
            AND is_recalled_after(m.directive_id, m.unit_id, m.since_position, p)
$$;

-- Whom a directive concerns, and the reach by which it came to it, if it did.
CREATE TYPE reached AS (
    directive_id uuid, audience smallint, task_id uuid, role text, unit_id uuid, bearer_id uuid,
    path text, parent_id uuid, moved_position bigint, direct boolean,
    document_type text, level_by_level boolean,
    reach_position bigint, reached_at timestamptz, local_day date, recalled boolean, stands_for bigint
);

-- All whom directives of a slice concern.
CREATE FUNCTION member_reach(slice slice)
RETURNS SETOF reached LANGUAGE sql STABLE AS $$
    SELECT m.directive_id, m.audience, m.task_id, m.role, m.unit_id, m.bearer_id,
           m.path, m.parent_id, m.moved_position, m.direct, d.type, d.level_by_level,
           h.position, h.recorded_at, h.local_day, is_recalled(m, d, h.to_position, slice.p),
           m.stands_for
    FROM member_in(slice) m
    JOIN directive d ON d.directive_id = m.directive_id
    LEFT JOIN (
        SELECT * FROM relayed(slice) WHERE NOT slice.many_units AND holds_others(slice)
        UNION ALL
        SELECT * FROM relayed_to_many(slice)
        WHERE slice.many_units AND holds_others(slice)
    ) r ON r.directive_id = m.directive_id AND r.unit_id = m.unit_id
    LEFT JOIN reach h ON h.position = reach_of(m, d, r.reach_position, slice.p)
$$;

-- Those that it came to, where one unit is asked for: said to be few, so that what is joined to them is
-- looked up row by row.
CREATE FUNCTION reached_one(slice slice)
RETURNS SETOF reached LANGUAGE plpgsql STABLE ROWS 20 SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT * FROM member_reach(of_one(slice)) WHERE reach_position IS NOT NULL;
END
$$;

CREATE FUNCTION reached(slice slice)
RETURNS SETOF reached LANGUAGE sql STABLE AS $$
    SELECT * FROM member_reach(slice) WHERE slice.one_unit IS NOT TRUE AND reach_position IS NOT NULL
    UNION ALL
    SELECT * FROM reached_one(slice) WHERE slice.one_unit
$$;
