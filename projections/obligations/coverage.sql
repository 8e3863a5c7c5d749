-- Who is covered, and who is reached: the first half of the truth.
--
-- Every function here and in truth.sql is one SELECT that the planner takes apart (language sql, stable), so they
-- compose and there is one definition of each notion. What they share:
--   low, high   bearers: units whose path at position p lies in [low, high)
--   from_path, to_path   addressed units: their path lay in [from_path, to_path) when it counted.
--               For one directive it is the smallest range that holds its audience; else all paths
--   of_directive   this directive alone, or all of them where it is null
--   of_cause    directives that serve its cause: itself, and those that implement it; or all of them
--   passing     whether only passing on is asked for
--   wide        whether many units are asked for
--   ruled       whether any unit has set a policy by then
--   p           the position that is asked of
-- They are constants of the plan (plan_cache_mode is force_custom_plan), so a branch and a nation
-- get plans of their own. What happens rarely (units that ended, amendments, foundings, invitations)
-- is asked of functions that keep plans of their own (rarely.sql, easing.sql): most plans need not think
-- of it.

-- Whom audiences cover, in the trees of their directives' positions, and where these units stand now.
-- Most units stand where they stood, in the very row; only of the moved ones another row is needed.
-- From since_position on they are covered; "direct": that very event reached them. The bearer has stood
-- there since moved_position.
CREATE FUNCTION covered(
    low text, high text, from_path text, to_path text, of_directive uuid, of_cause uuid,
    passing boolean, p bigint
)
RETURNS TABLE (
    directive_id uuid, audience smallint, unit_id uuid, bearer_id uuid, path text, parent_id uuid,
    moved_position bigint, since_position bigint, direct boolean
) LANGUAGE sql STABLE AS $$
    SELECT a.directive_id, a.audience, v.unit_id, v.unit_id, v.path, v.parent_id,
           v.from_position, a.position, false
    FROM unit_at(p) v
    CROSS JOIN unnest(v.ancestors) AS above(unit_id)
    JOIN audience_atom a ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
        AND v.from_position <= a.position
    WHERE v.path >= low AND v.path < high AND v.path >= from_path AND v.path < to_path
      AND a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
      AND (of_cause IS NULL OR a.directive_id IN (
            SELECT k.directive_id FROM cause k
            WHERE k.cause_id = of_cause AND k.position <= p AND p < k.to_position))
      AND (NOT passing OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = v.unit_id))
    UNION ALL
    SELECT a.directive_id, a.audience, b.unit_id, b.unit_id, b.path, b.parent_id,
           b.from_position, a.position, false
    FROM unit_version v
    JOIN unit_at(p) b ON b.unit_id = v.unit_id
    CROSS JOIN unnest(v.ancestors) AS above(unit_id)
    JOIN audience_atom a ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
        AND v.from_position <= a.position AND a.position < v.to_position
    WHERE v.to_position <= p
      AND b.path >= low AND b.path < high AND v.path >= from_path AND v.path < to_path
      AND a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
      AND (of_cause IS NULL OR a.directive_id IN (
            SELECT k.directive_id FROM cause k
            WHERE k.cause_id = of_cause AND k.position <= p AND p < k.to_position))
      AND (NOT passing OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = b.unit_id))
    UNION ALL
    SELECT a.directive_id, a.audience, b.unit_id, b.unit_id, b.path, b.parent_id,
           b.from_position, a.position, false
    FROM audience_unit a
    JOIN unit_at(p) b ON b.unit_id = a.unit_id
    WHERE b.path >= low AND b.path < high
      AND a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
      AND (of_cause IS NULL OR a.directive_id IN (
            SELECT k.directive_id FROM cause k
            WHERE k.cause_id = of_cause AND k.position <= p AND p < k.to_position))
      AND (NOT passing OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = b.unit_id))
    UNION ALL
    SELECT * FROM covered_rarely(low, high, of_directive, of_cause, p)
$$;

-- Units that a task names as its lead or coordinating: they owe it whatever the audience.
CREATE FUNCTION named(
    low text, high text, of_directive uuid, of_cause uuid, passing boolean, p bigint
)
RETURNS TABLE (
    directive_id uuid, task_id uuid, role text, unit_id uuid, bearer_id uuid, path text,
    parent_id uuid, moved_position bigint, since_position bigint, direct boolean
) LANGUAGE sql STABLE AS $$
    SELECT m.directive_id, m.task_id, m.role, b.unit_id, b.unit_id, b.path, b.parent_id,
           b.from_position, m.position, m.invited
    FROM task_member m
    JOIN unit_at(p) b ON b.unit_id = m.unit_id
    WHERE b.path >= low AND b.path < high
      AND m.position <= p AND (of_directive IS NULL OR m.directive_id = of_directive)
      AND (of_cause IS NULL OR m.directive_id IN (
            SELECT k.directive_id FROM cause k
            WHERE k.cause_id = of_cause AND k.position <= p AND p < k.to_position))
      AND (NOT passing OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = b.unit_id))
    UNION ALL
    SELECT * FROM named_by_heirs(low, high, of_directive, of_cause, p)
$$;

-- When a directive that goes level by level first reached units: by its issue the topmost of those
-- it concerns, by relays the others. Each relay selects in the tree of its own position. A recalled one
-- counts where there is no other.
CREATE FUNCTION relayed(
    low text, high text, from_path text, to_path text, of_directive uuid, of_cause uuid,
    passing boolean, p bigint
)
RETURNS TABLE (directive_id uuid, unit_id uuid, reach_position bigint) LANGUAGE sql STABLE AS $$
    SELECT every.directive_id, every.unit_id,
           coalesce(min(every.position) FILTER (WHERE p < every.to_position), min(every.position))
    FROM (
        SELECT a.directive_id, v.unit_id, a.position, a.to_position
        FROM unit_at(p) v
        CROSS JOIN unnest(v.ancestors) AS above(unit_id)
        JOIN reach_atom a ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
            AND v.from_position <= a.position
        WHERE v.path >= low AND v.path < high AND v.path >= from_path AND v.path < to_path
          AND a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
          AND (of_cause IS NULL OR a.directive_id IN (
                SELECT k.directive_id FROM cause k
                WHERE k.cause_id = of_cause AND k.position <= p AND p < k.to_position))
          AND (NOT passing OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = v.unit_id))
        UNION ALL
        SELECT a.directive_id, b.unit_id, a.position, a.to_position
        FROM unit_version v
        JOIN unit_at(p) b ON b.unit_id = v.unit_id
        CROSS JOIN unnest(v.ancestors) AS above(unit_id)
        JOIN reach_atom a ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
            AND v.from_position <= a.position AND a.position < v.to_position
        WHERE v.to_position <= p
          AND b.path >= low AND b.path < high AND v.path >= from_path AND v.path < to_path
          AND a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
          AND (of_cause IS NULL OR a.directive_id IN (
                SELECT k.directive_id FROM cause k
                WHERE k.cause_id = of_cause AND k.position <= p AND p < k.to_position))
          AND (NOT passing OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = b.unit_id))
        UNION ALL
        SELECT a.directive_id, b.unit_id, a.position, a.to_position
        FROM reach_unit a
        JOIN unit_at(p) b ON b.unit_id = a.unit_id
        WHERE b.path >= low AND b.path < high
          AND a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
          AND (of_cause IS NULL OR a.directive_id IN (
                SELECT k.directive_id FROM cause k
                WHERE k.cause_id = of_cause AND k.position <= p AND p < k.to_position))
          AND (NOT passing OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = b.unit_id))
    ) every
    GROUP BY every.directive_id, every.unit_id
$$;

-- The same two for many units. PostgreSQL cannot know how many units an atom covers and takes it for
-- a handful; a function that says so itself makes it plan what follows for many.
CREATE FUNCTION covered_widely(
    low text, high text, from_path text, to_path text, of_directive uuid, of_cause uuid,
    passing boolean, p bigint
)
RETURNS TABLE (
    directive_id uuid, audience smallint, unit_id uuid, bearer_id uuid, path text, parent_id uuid,
    moved_position bigint, since_position bigint, direct boolean
) LANGUAGE plpgsql STABLE ROWS 250000 AS $$
BEGIN
    RETURN QUERY SELECT * FROM covered(
        low, high, from_path, to_path, of_directive, of_cause, passing, p);
END
$$;

CREATE FUNCTION relayed_widely(
    low text, high text, from_path text, to_path text, of_directive uuid, of_cause uuid,
    passing boolean, p bigint
)
RETURNS TABLE (directive_id uuid, unit_id uuid, reach_position bigint)
LANGUAGE plpgsql STABLE ROWS 50000 AS $$
BEGIN
    RETURN QUERY SELECT * FROM relayed(
        low, high, from_path, to_path, of_directive, of_cause, passing, p);
END
$$;

-- The reach of a member: where it does not go level by level, or the coverage was itself a reach, that;
-- of those covered from the issue on and still there, the first issue or relay that was found for all
-- at once; of the others what is looked up for each. Null: not reached.
CREATE FUNCTION reach_of_member(
    level_by_level boolean, directive_position bigint, first_position bigint,
    of_directive uuid, of_unit uuid, bearer_id uuid, since_position bigint, direct boolean, p bigint
)
RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN NOT level_by_level OR direct THEN since_position
                WHEN since_position > directive_position OR bearer_id <> of_unit
                    THEN reach_after(of_directive, of_unit, since_position, p)
                ELSE first_position END
$$;

-- Whether that reach stands no more, as it was by relays that are recalled.
CREATE FUNCTION is_member_recalled(
    level_by_level boolean, directive_position bigint, reach_to_position bigint,
    of_directive uuid, of_unit uuid, since_position bigint, direct boolean, p bigint
)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT reach_to_position <= p
        OR level_by_level AND NOT direct AND since_position > directive_position
            AND is_recalled_after(of_directive, of_unit, since_position, p)
$$;

-- Directives that have reached units: as members of the audience, or charged beside it.
CREATE FUNCTION received(
    low text, high text, from_path text, to_path text, of_directive uuid, p bigint
)
RETURNS TABLE (directive_id uuid, unit_id uuid) LANGUAGE sql STABLE AS $$
    SELECT c.directive_id, c.unit_id
    FROM (
        SELECT c.directive_id, c.unit_id, c.bearer_id, c.since_position, c.direct
        FROM covered(low, high, from_path, to_path, of_directive, NULL, false, p) c
        UNION
        SELECT n.directive_id, n.unit_id, n.bearer_id, n.since_position, n.direct
        FROM named(low, high, of_directive, NULL, false, p) n
    ) c
    JOIN directive d ON d.directive_id = c.directive_id
    LEFT JOIN relayed(low, high, from_path, to_path, of_directive, NULL, false, p) r
        ON r.directive_id = c.directive_id AND r.unit_id = c.unit_id
    WHERE reach_of_member(d.level_by_level, d.position, r.reach_position, c.directive_id, c.unit_id,
                          c.bearer_id, c.since_position, c.direct, p) IS NOT NULL
$$;
