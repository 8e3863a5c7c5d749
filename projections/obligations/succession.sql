-- Units that ended, and who bears for them. Here, in amendments.sql and in standing_directives.sql is
-- what happens rarely: it keeps plans of its own, so that no other plan has to think of it, and is over
-- at once where nothing of the kind has happened.

-- A unit of a slice, and who bears for it: by a directive alone, or by all except some.
CREATE TYPE borne_unit AS (
    unit_id uuid, only_id uuid, except_ids uuid[], bearer_id uuid, path text, parent_id uuid,
    moved_position bigint
);

-- Units that ended, with their bearers in the slice: the heir for all directives but those that were
-- transferred to another, and that one for these.
CREATE FUNCTION borne_for_ended(slice slice) RETURNS SETOF borne_unit LANGUAGE sql STABLE AS $$
    SELECT e.unit_id, NULL::uuid,
           ARRAY(SELECT t.directive_id FROM transfer_at(slice.p) t WHERE t.unit_id = e.unit_id),
           b.unit_id, b.path, b.parent_id, b.from_position
    FROM unit_at(slice.p) e
    JOIN unit_at(slice.p) b ON b.unit_id = e.heir_id
    WHERE NOT e.live AND e.heir_path >= slice.low AND e.heir_path < slice.high
    UNION ALL
    SELECT t.unit_id, t.directive_id, '{}', b.unit_id, b.path, b.parent_id, b.from_position
    FROM transfer_at(slice.p) t
    JOIN unit_at(slice.p) b ON b.unit_id = t.bearer_id
    WHERE b.path >= slice.low AND b.path < slice.high
$$;

-- All units that anybody in the slice bears for: themselves, and those that ended.
CREATE FUNCTION borne(slice slice) RETURNS SETOF borne_unit LANGUAGE sql STABLE AS $$
    SELECT v.unit_id, NULL::uuid, '{}'::uuid[], v.unit_id, v.path, v.parent_id, v.from_position
    FROM unit_at(slice.p) v WHERE v.path >= slice.low AND v.path < slice.high
    UNION ALL
    SELECT * FROM borne_for_ended(slice)
$$;

-- Whether somebody who bears for a unit does so by a directive.
CREATE FUNCTION is_bearer(of_directive uuid, only_id uuid, except_ids uuid[])
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN only_id IS NULL THEN of_directive <> ALL (except_ids)
                ELSE of_directive = only_id END
$$;

-- Where the bearer of what a unit owes by a directive stood at a position: its row.
CREATE FUNCTION place_then(of_unit uuid, of_directive uuid, at bigint)
RETURNS SETOF unit_version LANGUAGE sql STABLE AS $$
    SELECT w.*
    FROM unit_at(at) e
    LEFT JOIN transfer_at(at) t ON t.unit_id = e.unit_id AND t.directive_id = of_directive
    JOIN unit_at(at) w ON w.unit_id = coalesce(t.bearer_id, e.heir_id, e.unit_id) AND w.live
    WHERE e.unit_id = of_unit
$$;

-- Whom audiences cover of the units that ended.
CREATE FUNCTION covered_by_heirs(slice slice)
RETURNS SETOF member LANGUAGE plpgsql STABLE ROWS 5 SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM unit_version e WHERE NOT e.live AND e.from_position <= slice.p) THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH borne AS MATERIALIZED (SELECT * FROM borne_for_ended(slice))
    SELECT c.directive_id, c.audience, c.task_id, role_in(c.task_id), c.unit_id, c.bearer_id, c.path,
           c.parent_id, c.moved_position, c.position, false, 1::bigint
    FROM (
        SELECT s.*, a.directive_id, a.audience, a.task_id, a.position
        FROM borne s
        JOIN unit_version v ON v.unit_id = s.unit_id AND v.live
        CROSS JOIN LATERAL audience_over(v) a
        UNION ALL
        SELECT s.*, a.directive_id, a.audience, a.task_id, a.position
        FROM borne s
        JOIN audience_unit a ON a.unit_id = s.unit_id
    ) c
    WHERE c.position <= slice.p AND is_bearer(c.directive_id, c.only_id, c.except_ids)
      AND (slice.directive_id IS NULL OR c.directive_id = slice.directive_id)
      AND (slice.cause_id IS NULL OR c.directive_id IN (SELECT directive_id FROM serving(slice)));
END
$$;

-- Whom tasks name of them.
CREATE FUNCTION named_by_heirs(slice slice)
RETURNS SETOF member LANGUAGE plpgsql STABLE ROWS 10 SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM unit_version e WHERE NOT e.live AND e.from_position <= slice.p) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT m.directive_id, NULL::smallint, m.task_id, m.role, s.unit_id, s.bearer_id, s.path,
           s.parent_id, s.moved_position, m.position, m.invited, 1::bigint
    FROM borne_for_ended(slice) s
    JOIN task_member m ON m.unit_id = s.unit_id
    WHERE m.position <= slice.p AND is_bearer(m.directive_id, s.only_id, s.except_ids)
      AND (slice.directive_id IS NULL OR m.directive_id = slice.directive_id)
      AND (slice.cause_id IS NULL OR m.directive_id IN (SELECT directive_id FROM serving(slice)));
END
$$;
