-- One stands for all who are alike. What a directive asks of those whom one atom of its audience covers is the
-- same for all of them who stand where they stood and have done nothing about it, as is how that stands. So
-- counts look at one of them, and at the others one by one: they cost what was done, not what exists.
-- A list looks at the first of each set.

-- An atom of an audience over some of a slice: whom of its level and kind it covers stand in [low, high) now.
-- "even": of these it asks the same.
CREATE TYPE atom_over AS (
    directive_id uuid, audience smallint, task_id uuid, "position" bigint, level text, kind text,
    low text COLLATE "C", high text COLLATE "C", even boolean
);

-- Those in the slice under whom anybody ever stood, and those above it: the scopes of atoms over it.
CREATE FUNCTION scope_over(slice slice)
RETURNS TABLE (unit_id uuid, path text) LANGUAGE sql STABLE AS $$
    SELECT v.unit_id, v.path
    FROM unit_at(slice.p) v
    JOIN parent_unit x ON x.unit_id = v.unit_id
    WHERE v.path >= slice.low AND v.path < slice.high
    UNION ALL
    SELECT v.unit_id, v.path
    FROM generate_series(6, length(slice.low) - 1, 6) AS digits
    JOIN unit_at(slice.p) v ON v.path = left(slice.low, digits)
$$;

-- Directives of a slice that may ask of some whom an atom covers what they do not ask of others: as far as is
-- known by now, units, groups or offices between may have changed it for some alone, or the viewer sees not
-- all of it at a glance.
CREATE FUNCTION uneven(slice slice) RETURNS TABLE (directive_id uuid) LANGUAGE sql STABLE AS $$
    SELECT d.directive_id FROM directive d
    WHERE d.level_by_level OR d.need_to_know OR d.clearance > slice.cleared
    UNION ALL
    SELECT x.directive_id FROM amended_atom x
    UNION ALL
    SELECT x.directive_id FROM amended_unit x
    UNION ALL
    SELECT x.directive_id FROM group_act x
    UNION ALL
    SELECT x.directive_id FROM relay_due x
    UNION ALL
    SELECT t.directive_id FROM task t WHERE asks_unevenly(t)
$$;

CREATE FUNCTION atom_over(slice slice) RETURNS SETOF atom_over LANGUAGE sql STABLE AS $$
    SELECT a.directive_id, a.audience, a.task_id, a.position, a.level, a.kind,
           greatest(slice.low, end_of_unit(s.path)), least(slice.high, end_of_subtree(s.path)),
           NOT EXISTS (SELECT FROM uneven(slice) u WHERE u.directive_id = a.directive_id)
    FROM scope_over(slice) s
    JOIN audience_atom a ON a.scope_id = s.unit_id AND a.position <= slice.p
    WHERE (slice.directive_id IS NULL OR a.directive_id = slice.directive_id)
      AND ((slice.part).directive_ids IS NULL OR a.directive_id = ANY ((slice.part).directive_ids))
$$;

-- Units of a slice that have done something about a directive, or are named by one of its tasks.
CREATE FUNCTION active_in(slice slice)
RETURNS TABLE (
    directive_id uuid, unit_id uuid, path text, parent_id uuid, from_position bigint, level text,
    kind text
) LANGUAGE sql STABLE AS $$
    SELECT DISTINCT k.directive_id, v.unit_id, v.path, v.parent_id, v.from_position, v.level, v.kind
    FROM unit_in(slice) v
    JOIN (
        SELECT x.directive_id, x.unit_id FROM act x WHERE x.position <= slice.p
        UNION ALL
        SELECT m.directive_id, m.unit_id FROM task_member m
    ) k ON k.unit_id = v.unit_id
    WHERE slice.directive_id IS NULL OR k.directive_id = slice.directive_id
$$;

-- Units that one atom covers and that are alike.
CREATE TYPE alike_under AS (
    directive_id uuid, audience smallint, task_id uuid, "position" bigint, level text, kind text,
    low text COLLATE "C", high text COLLATE "C", units bigint
);

-- How many of those whom even atoms cover are alike, by the heads of their paths.
CREATE FUNCTION alike_under(slice slice) RETURNS SETOF alike_under LANGUAGE sql STABLE AS $$
    WITH atom AS MATERIALIZED (SELECT * FROM atom_over(slice) a WHERE a.even),
    census AS MATERIALIZED (
        SELECT c.*, n.*
        FROM (SELECT DISTINCT a.low, a.high, a.level, a.kind FROM atom a) c
        CROSS JOIN LATERAL (
            SELECT left(v.path, (slice.part).head_length) AS head, v.from_position, count(*) AS units
            FROM unit_at(slice.p) v
            WHERE v.level = c.level AND v.kind = c.kind AND v.path >= c.low AND v.path < c.high
            GROUP BY 1, 2
        ) n
    ),
    counted AS (
        SELECT a.*, c.head, c.units
        FROM atom a
        JOIN census c ON c.low = a.low AND c.high = a.high AND c.level = a.level AND c.kind = a.kind
            AND c.from_position <= a.position
        UNION ALL
        SELECT a.*, left(t.path, (slice.part).head_length), -1
        FROM active_in(slice) t
        JOIN atom a ON a.directive_id = t.directive_id AND a.level = t.level AND a.kind = t.kind
            AND t.path >= a.low AND t.path < a.high AND t.from_position <= a.position
    )
    SELECT c.directive_id, c.audience, c.task_id, c.position, c.level, c.kind,
           greatest(c.low, c.head), least(c.high, end_of_subtree(c.head)), sum(c.units)::bigint
    FROM counted c
    GROUP BY c.directive_id, c.audience, c.task_id, c.position, c.level, c.kind, c.low, c.high, c.head
    HAVING sum(c.units) > 0
$$;

-- The first of them from a path on.
CREATE FUNCTION first_under(c alike_under, from_path text, row_limit integer, p bigint)
RETURNS TABLE (unit_id uuid, path text, parent_id uuid, from_position bigint)
LANGUAGE sql STABLE AS $$
    SELECT v.unit_id, v.path, v.parent_id, v.from_position
    FROM unit_at(p) v
    WHERE v.level = c.level AND v.kind = c.kind AND v.path >= from_path AND v.path < c.high
      AND v.from_position <= c.position
      AND NOT EXISTS (
        SELECT FROM act x
        WHERE x.directive_id = c.directive_id AND x.unit_id = v.unit_id AND x.position <= p)
      AND NOT EXISTS (
        SELECT FROM task_member m
        WHERE m.directive_id = c.directive_id AND m.unit_id = v.unit_id)
    ORDER BY v.path LIMIT row_limit
$$;

-- One for each such set, the first of them; or the first few, each for itself.
CREATE FUNCTION representing(slice slice) RETURNS SETOF member LANGUAGE plpgsql STABLE ROWS 50 AS $$
BEGIN
    RETURN QUERY
    SELECT c.directive_id, c.audience, c.task_id, role_in(c.task_id), f.unit_id, f.unit_id, f.path,
           f.parent_id, f.from_position, c.position, false,
           CASE WHEN (slice.part).units IS NULL THEN c.units ELSE 1 END
    FROM alike_under(slice) c
    CROSS JOIN LATERAL (
        SELECT * FROM first_under(c, c.low, coalesce((slice.part).units, 1), slice.p)
        UNION
        SELECT * FROM first_under(c, greatest(c.low, (slice.part).from_path), (slice.part).units, slice.p)
        WHERE (slice.part).from_path IS NOT NULL
    ) f;
END
$$;

-- Whom audiences cover where they stood, but for those for whom one stands.
CREATE FUNCTION apart_in_place(slice slice) RETURNS SETOF member LANGUAGE plpgsql STABLE ROWS 50 AS $$
BEGIN
    RETURN QUERY
    WITH atom AS MATERIALIZED (SELECT * FROM atom_over(slice))
    SELECT a.directive_id, a.audience, a.task_id, role_in(a.task_id), v.unit_id, v.unit_id, v.path,
           v.parent_id, v.from_position, a.position, false, 1::bigint
    FROM atom a
    JOIN unit_at(slice.p) v ON v.level = a.level AND v.kind = a.kind
        AND v.path >= a.low AND v.path < a.high AND v.from_position <= a.position
    WHERE NOT a.even
    UNION ALL
    SELECT a.directive_id, a.audience, a.task_id, role_in(a.task_id), t.unit_id, t.unit_id, t.path,
           t.parent_id, t.from_position, a.position, false, 1
    FROM active_in(slice) t
    JOIN atom a ON a.directive_id = t.directive_id AND a.level = t.level AND a.kind = t.kind
        AND t.path >= a.low AND t.path < a.high AND t.from_position <= a.position
    WHERE a.even;
END
$$;

-- The same two planned for many units, as many_covered() is.
CREATE FUNCTION representing_many(slice slice)
RETURNS SETOF member LANGUAGE plpgsql STABLE ROWS 20000 AS $$
BEGIN
    RETURN QUERY SELECT * FROM representing(slice);
END
$$;

CREATE FUNCTION many_apart_in_place(slice slice)
RETURNS SETOF member LANGUAGE plpgsql STABLE ROWS 20000 AS $$
BEGIN
    RETURN QUERY SELECT * FROM apart_in_place(slice);
END
$$;
