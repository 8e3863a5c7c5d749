-- What amendments add to directives' own audiences, and what they withdraw from them.

-- Whether a directive's own audience covered a unit from the issue on.
CREATE FUNCTION is_covered(of_directive uuid, of_unit uuid)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM audience_unit a
        WHERE a.directive_id = of_directive AND a.audience = 0 AND a.unit_id = of_unit)
    OR EXISTS (
        SELECT FROM unit_version v
        CROSS JOIN LATERAL audience_over(v) a
        WHERE v.unit_id = of_unit AND a.directive_id = of_directive AND a.audience = 0);
END
$$;

-- Whom amendments address.
CREATE FUNCTION added_by_amendments(slice slice) RETURNS SETOF member LANGUAGE sql STABLE AS $$
    WITH borne AS MATERIALIZED (SELECT * FROM borne(slice))
    SELECT c.directive_id, 0::smallint, NULL::uuid, 'RESPONSIBLE', c.unit_id, c.bearer_id, c.path,
           c.parent_id, c.moved_position, c.position, false, 1::bigint
    FROM (
        SELECT s.*, a.directive_id, a.position, a.withdrawn
        FROM borne s
        JOIN unit_version v ON v.unit_id = s.unit_id AND v.live
        CROSS JOIN LATERAL amendments_over(v) a
        UNION ALL
        SELECT s.*, a.directive_id, a.position, a.withdrawn
        FROM borne s
        JOIN amended_unit a ON a.unit_id = s.unit_id
    ) c
    WHERE NOT c.withdrawn AND c.position <= slice.p
      AND is_bearer(c.directive_id, c.only_id, c.except_ids)
$$;

-- Whom directives cover later than by the issue, once each: by amendments, or since the units were
-- founded.
CREATE FUNCTION covered_later(slice slice)
RETURNS SETOF member LANGUAGE plpgsql STABLE ROWS 5 SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM standing_group) AND NOT EXISTS (SELECT FROM amended_atom)
        AND NOT EXISTS (SELECT FROM amended_unit)
    THEN
        RETURN;
    END IF;
    RETURN QUERY
    -- At first what is cheap to tell.
    WITH late AS MATERIALIZED (
        SELECT l.*
        FROM (SELECT * FROM added_by_amendments(slice) UNION ALL SELECT * FROM founded_under(slice)) l
        WHERE (slice.directive_id IS NULL OR l.directive_id = slice.directive_id)
          AND (slice.cause_id IS NULL
               OR l.directive_id IN (SELECT directive_id FROM serving(slice)))
    )
    SELECT DISTINCT ON (l.directive_id, l.audience, l.unit_id) l.*
    FROM late l
    WHERE l.direct OR NOT is_covered(l.directive_id, l.unit_id)
    ORDER BY l.directive_id, l.audience, l.unit_id, l.since_position;
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
                SELECT FROM unit_at(a.position) v
                WHERE v.unit_id = of_unit AND a.scope_id = ANY (v.ancestors)
                  AND v.level = a.level AND v.kind = a.kind
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
