-- The truth: an obligation is task x unit that its audience covers x period, never copied.
--
-- Every function here is one SELECT that the planner takes apart (language sql, stable), so they
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
-- get plans of their own.

-- Whom audiences cover, in the trees of their directives' positions, and where these units stand now.
-- Most units stand where they stood, in the very row; only of the moved ones another row is needed.
CREATE FUNCTION covered(
    low text, high text, from_path text, to_path text, of_directive uuid, of_cause uuid,
    passing boolean, p bigint
)
RETURNS TABLE (directive_id uuid, audience smallint, unit_id uuid, path text, parent_id uuid)
LANGUAGE sql STABLE AS $$
    SELECT a.directive_id, a.audience, v.unit_id, v.path, v.parent_id
    FROM unit_at(p) v
    CROSS JOIN unnest(v.ancestors) AS above(unit_id)
    JOIN audience_atom a ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
        AND v.from_position <= a.position
    WHERE v.path >= low AND v.path < high AND v.path >= from_path AND v.path < to_path
      AND a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
      AND (of_cause IS NULL OR a.directive_id IN (
            SELECT k.directive_id FROM cause k WHERE k.cause_id = of_cause))
      AND (NOT passing OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = v.unit_id))
    UNION ALL
    SELECT a.directive_id, a.audience, b.unit_id, b.path, b.parent_id
    FROM unit_version v
    JOIN unit_at(p) b ON b.unit_id = v.unit_id
    CROSS JOIN unnest(v.ancestors) AS above(unit_id)
    JOIN audience_atom a ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
        AND v.from_position <= a.position AND a.position < v.to_position
    WHERE v.to_position <= p
      AND b.path >= low AND b.path < high AND v.path >= from_path AND v.path < to_path
      AND a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
      AND (of_cause IS NULL OR a.directive_id IN (
            SELECT k.directive_id FROM cause k WHERE k.cause_id = of_cause))
      AND (NOT passing OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = b.unit_id))
    UNION ALL
    SELECT a.directive_id, a.audience, b.unit_id, b.path, b.parent_id
    FROM audience_unit a
    JOIN unit_at(p) b ON b.unit_id = a.unit_id
    WHERE b.path >= low AND b.path < high
      AND a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
      AND (of_cause IS NULL OR a.directive_id IN (
            SELECT k.directive_id FROM cause k WHERE k.cause_id = of_cause))
      AND (NOT passing OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = b.unit_id))
$$;

-- Units that a task names as its lead or coordinating: they owe it whatever the audience.
CREATE FUNCTION named(
    low text, high text, of_directive uuid, of_cause uuid, passing boolean, p bigint
)
RETURNS TABLE (
    directive_id uuid, task_id uuid, role text, unit_id uuid, path text, parent_id uuid
) LANGUAGE sql STABLE AS $$
    SELECT m.directive_id, m.task_id, m.role, b.unit_id, b.path, b.parent_id
    FROM task_member m
    JOIN unit_at(p) b ON b.unit_id = m.unit_id
    WHERE b.path >= low AND b.path < high
      AND m.position <= p AND (of_directive IS NULL OR m.directive_id = of_directive)
      AND (of_cause IS NULL OR m.directive_id IN (
            SELECT k.directive_id FROM cause k WHERE k.cause_id = of_cause))
      AND (NOT passing OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = b.unit_id))
$$;

-- When a directive that goes level by level first reached units: by its issue the topmost of those
-- it concerns, by relays the others. Each relay selects in the tree of its own position.
CREATE FUNCTION relayed(
    low text, high text, from_path text, to_path text, of_directive uuid, of_cause uuid,
    passing boolean, p bigint
)
RETURNS TABLE (directive_id uuid, unit_id uuid, reach_position bigint) LANGUAGE sql STABLE AS $$
    SELECT every.directive_id, every.unit_id, min(every.position)
    FROM (
        SELECT a.directive_id, v.unit_id, a.position
        FROM unit_at(p) v
        CROSS JOIN unnest(v.ancestors) AS above(unit_id)
        JOIN reach_atom a ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
            AND v.from_position <= a.position
        WHERE v.path >= low AND v.path < high AND v.path >= from_path AND v.path < to_path
          AND a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
          AND (of_cause IS NULL OR a.directive_id IN (
                SELECT k.directive_id FROM cause k WHERE k.cause_id = of_cause))
          AND (NOT passing OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = v.unit_id))
        UNION ALL
        SELECT a.directive_id, b.unit_id, a.position
        FROM unit_version v
        JOIN unit_at(p) b ON b.unit_id = v.unit_id
        CROSS JOIN unnest(v.ancestors) AS above(unit_id)
        JOIN reach_atom a ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
            AND v.from_position <= a.position AND a.position < v.to_position
        WHERE v.to_position <= p
          AND b.path >= low AND b.path < high AND v.path >= from_path AND v.path < to_path
          AND a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
          AND (of_cause IS NULL OR a.directive_id IN (
                SELECT k.directive_id FROM cause k WHERE k.cause_id = of_cause))
          AND (NOT passing OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = b.unit_id))
        UNION ALL
        SELECT a.directive_id, b.unit_id, a.position
        FROM reach_unit a
        JOIN unit_at(p) b ON b.unit_id = a.unit_id
        WHERE b.path >= low AND b.path < high
          AND a.position <= p AND (of_directive IS NULL OR a.directive_id = of_directive)
          AND (of_cause IS NULL OR a.directive_id IN (
                SELECT k.directive_id FROM cause k WHERE k.cause_id = of_cause))
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
RETURNS TABLE (directive_id uuid, audience smallint, unit_id uuid, path text, parent_id uuid)
LANGUAGE plpgsql STABLE ROWS 200000 AS $$
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
LANGUAGE plpgsql STABLE ROWS 200000 AS $$
BEGIN
    RETURN QUERY SELECT * FROM relayed(
        low, high, from_path, to_path, of_directive, of_cause, passing, p);
END
$$;

-- Whether others whom the directive concerns stand under a unit in the directive's tree, so that it
-- has something to pass on. One row or none. Of an atom's scope and the unit, one stands under the
-- other, and any unit of the atom's level and kind under the lower of the two will do.
CREATE FUNCTION has_others_under(of_directive uuid, of_unit uuid)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true
    FROM directive d
    JOIN unit_version u ON u.unit_id = of_unit
        AND u.from_position <= d.position AND d.position < u.to_position
    WHERE d.directive_id = of_directive AND (
        EXISTS (
            SELECT FROM audience_atom a
            JOIN unit_version s ON s.unit_id = a.scope_id
                AND s.from_position <= d.position AND d.position < s.to_position
            JOIN unit_version m ON m.level = a.level AND m.kind = a.kind
                AND m.path > greatest(u.path, s.path)
                AND m.path < greatest(u.path, s.path) || 'g'
                AND m.from_position <= d.position AND d.position < m.to_position
            WHERE a.directive_id = d.directive_id
              AND (starts_with(u.path, s.path) OR starts_with(s.path, u.path)))
        OR EXISTS (
            SELECT FROM audience_unit a
            JOIN unit_version m ON m.unit_id = a.unit_id
                AND m.from_position <= d.position AND d.position < m.to_position
            WHERE a.directive_id = d.directive_id AND m.path > u.path AND m.path < u.path || 'g')
        OR EXISTS (
            SELECT FROM task_member a
            JOIN unit_version m ON m.unit_id = a.unit_id
                AND m.from_position <= d.position AND d.position < m.to_position
            WHERE a.directive_id = d.directive_id AND m.path > u.path AND m.path < u.path || 'g'))
$$;

-- The end of the n-th working day after a day, by the calendar of a position. One row or none.
CREATE FUNCTION working_days_after(day date, n integer, p bigint)
RETURNS TABLE (ends_at timestamptz) LANGUAGE sql STABLE AS $$
    SELECT b.ends_at
    FROM calendar_day a
    JOIN calendar_day b ON b.from_position = a.from_position AND b.working
        AND b.ordinal = a.ordinal + n
    WHERE a.day = working_days_after.day AND a.from_position <= p AND p < a.to_position
$$;

-- The standing rule of a kind that counts for a unit reached at a position: the nearest above it, of
-- one unit's several the one set last. One row or none.
CREATE FUNCTION ruling(
    of_unit uuid, document_type text, reach_position bigint, day date, passing_on boolean
)
RETURNS TABLE (working_days integer, rule_position bigint) LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN passing_on THEN w.pass_on_within_working_days
                ELSE w.acknowledge_within_working_days END,
           w.from_position
    FROM unit_version v
    CROSS JOIN unnest(v.ancestors || v.unit_id) WITH ORDINALITY AS above(unit_id, depth)
    JOIN policy_version w ON w.unit_id = above.unit_id
        AND w.from_position < ruling.reach_position AND ruling.reach_position <= w.to_position
        AND w.valid_from <= ruling.day
        AND CASE WHEN passing_on THEN w.pass_on_within_working_days
                 ELSE w.acknowledge_within_working_days END IS NOT NULL
        AND (w.types = '{}' OR document_type = ANY (w.types))
    WHERE v.unit_id = of_unit
      AND v.from_position <= ruling.reach_position AND ruling.reach_position < v.to_position
    ORDER BY above.depth DESC, w.from_position DESC
    LIMIT 1
$$;

-- What is owed, before anyone has acted: the document's tasks, passing on, and what policies add.
CREATE FUNCTION owed(
    low text, high text, from_path text, to_path text, of_directive uuid,
    passing boolean, wide boolean, ruled boolean, p bigint
)
RETURNS TABLE (
    task_id uuid, unit_id uuid, path text, parent_id uuid, role text,
    reach_position bigint, opens_at timestamptz, working_days integer, reach_due_at timestamptz
) LANGUAGE sql STABLE AS $$
    WITH member AS (
        SELECT c.directive_id, c.audience, NULL::uuid AS task_id, 'RESPONSIBLE' AS role,
               c.unit_id, c.path, c.parent_id
        FROM covered(low, high, from_path, to_path, of_directive, NULL, passing, p) c
        WHERE NOT wide
        UNION ALL
        SELECT c.directive_id, c.audience, NULL::uuid, 'RESPONSIBLE', c.unit_id, c.path, c.parent_id
        FROM covered_widely(low, high, from_path, to_path, of_directive, NULL, passing, p) c
        WHERE wide
        UNION ALL
        SELECT n.directive_id, NULL, n.task_id, n.role, n.unit_id, n.path, n.parent_id
        FROM named(low, high, of_directive, NULL, passing, p) n
    ),
    first_reach AS (
        SELECT * FROM relayed(low, high, from_path, to_path, of_directive, NULL, passing, p)
        WHERE NOT wide
        UNION ALL
        SELECT * FROM relayed_widely(low, high, from_path, to_path, of_directive, NULL, passing, p)
        WHERE wide
    ),
    reached AS MATERIALIZED (
        SELECT m.*, d.type, d.level_by_level, h.position, h.recorded_at, h.local_day
        FROM member m
        JOIN directive d ON d.directive_id = m.directive_id
        LEFT JOIN first_reach r ON r.directive_id = m.directive_id AND r.unit_id = m.unit_id
        JOIN reach h ON h.position =
            CASE WHEN d.level_by_level THEN r.reach_position ELSE d.position END
    ),
    -- Only a unit with units under it has something to pass on; only under a rule is more asked.
    concerned AS MATERIALIZED (
        SELECT DISTINCT m.directive_id, m.unit_id, m.path, m.parent_id, m.type, m.level_by_level,
               m.position, m.recorded_at, m.local_day, x.unit_id IS NOT NULL AS is_parent
        FROM reached m
        LEFT JOIN parent_unit x ON x.unit_id = m.unit_id
        WHERE x.unit_id IS NOT NULL OR ruled
    )
    SELECT t.task_id, m.unit_id, m.path, m.parent_id, m.role,
           m.position, m.recorded_at, NULL::integer, NULL::timestamptz
    FROM reached m
    JOIN task t ON t.directive_id = m.directive_id AND t.audience = m.audience
    WHERE NOT passing AND m.unit_id IS DISTINCT FROM t.lead_id
      AND m.unit_id <> ALL (t.coordinating_ids)
    UNION ALL
    SELECT m.task_id, m.unit_id, m.path, m.parent_id, m.role, m.position, m.recorded_at, NULL, NULL
    FROM reached m
    WHERE NOT passing AND m.task_id IS NOT NULL
    UNION ALL
    SELECT t.task_id, c.unit_id, c.path, c.parent_id, 'RESPONSIBLE',
           c.position, c.recorded_at, t.working_days, w.ends_at
    FROM concerned c
    JOIN task t ON t.directive_id = c.directive_id AND t.key = '@pass-on'
    LEFT JOIN LATERAL working_days_after(c.local_day, t.working_days, c.position) w ON true
    WHERE c.level_by_level AND c.is_parent
      AND EXISTS (SELECT FROM has_others_under(c.directive_id, c.unit_id))
    UNION ALL
    SELECT t.task_id, c.unit_id, c.path, c.parent_id, 'RESPONSIBLE',
           c.position, c.recorded_at, q.working_days, w.ends_at
    FROM concerned c
    CROSS JOIN (VALUES ('@policy-acknowledge', false), ('@policy-pass-on', true))
        AS added(key, passing_on)
    CROSS JOIN LATERAL ruling(c.unit_id, c.type, c.position, c.local_day, added.passing_on) q
    JOIN task t ON t.directive_id = c.directive_id AND t.key = added.key
    LEFT JOIN LATERAL working_days_after(c.local_day, q.working_days, c.position) w ON true
    WHERE ruled AND (added.passing_on OR NOT passing)
      AND (NOT added.passing_on OR c.is_parent AND NOT c.level_by_level
           AND EXISTS (SELECT FROM has_others_under(c.directive_id, c.unit_id)))
$$;

-- Obligations as they stand at (p, clock).
CREATE FUNCTION obligation(
    low text, high text, from_path text, to_path text, of_directive uuid,
    passing boolean, wide boolean, ruled boolean, p bigint, clock timestamptz
)
RETURNS TABLE (
    task_id uuid, unit_id uuid, occurrence date, bearer_id uuid, path text, parent_id uuid,
    directive_id uuid, directive_position bigint, issuer_id uuid, clearance smallint,
    task_ordinal smallint, kind text, origin text, role text,
    reach_position bigint, opens_at timestamptz, working_days integer, due_at timestamptz,
    status text, timeliness text,
    acknowledged_at timestamptz, submitted_at timestamptz, fulfilled_at timestamptz,
    has_quota boolean
) LANGUAGE sql STABLE AS $$
    SELECT
        o.task_id, o.unit_id, e.occurrence, o.unit_id, o.path, o.parent_id,
        t.directive_id, t.position, t.issuer_id, t.clearance,
        t.ordinal, t.kind, t.origin, o.role,
        o.reach_position, o.opens_at, o.working_days,
        CASE WHEN s.judged_at IS NULL THEN coalesce(s.due_override, e.due_at, o.reach_due_at)
             WHEN s.judged_by_reach THEN o.reach_due_at
             ELSE s.judged_due_at END,
        coalesce(s.status, 'PENDING'),
        CASE
            WHEN s.judged_at IS NULL THEN
                CASE WHEN coalesce(s.due_override, e.due_at, o.reach_due_at) IS NULL THEN 'UNDATED'
                     WHEN clock > coalesce(s.due_override, e.due_at, o.reach_due_at) THEN 'OVERDUE'
                     ELSE 'NOT_YET_DUE' END
            WHEN s.judged_by_reach THEN
                CASE WHEN o.reach_due_at IS NULL THEN 'UNDATED'
                     WHEN s.judged_at <= o.reach_due_at THEN 'ON_TIME' ELSE 'LATE' END
            WHEN s.judged_due_at IS NULL THEN 'UNDATED'
            WHEN s.judged_on_time THEN 'ON_TIME'
            ELSE 'LATE'
        END,
        s.acknowledged_at, coalesce(s.judged_at, s.reported_at), s.fulfilled_at,
        t.quota_minimum IS NOT NULL AND (t.lead_id IS NULL OR o.role <> 'RESPONSIBLE')
    FROM owed(low, high, from_path, to_path, of_directive, passing, wide, ruled, p) o
    JOIN task t ON t.task_id = o.task_id
    JOIN period e ON e.task_id = o.task_id AND e.from_position <= p AND p < e.to_position
    LEFT JOIN act s ON s.task_id = o.task_id AND s.unit_id = o.unit_id
        AND s.occurrence = e.occurrence AND s.position <= p AND p < s.to_position
$$;

-- Directives that have reached units: as members of the audience, or charged beside it.
CREATE FUNCTION received(
    low text, high text, from_path text, to_path text, of_directive uuid, p bigint
)
RETURNS TABLE (directive_id uuid, unit_id uuid) LANGUAGE sql STABLE AS $$
    SELECT c.directive_id, c.unit_id
    FROM (
        SELECT c.directive_id, c.unit_id
        FROM covered(low, high, from_path, to_path, of_directive, NULL, false, p) c
        UNION
        SELECT n.directive_id, n.unit_id FROM named(low, high, of_directive, NULL, false, p) n
    ) c
    JOIN directive d ON d.directive_id = c.directive_id
    LEFT JOIN relayed(low, high, from_path, to_path, of_directive, NULL, false, p) r
        ON r.directive_id = c.directive_id AND r.unit_id = c.unit_id
    WHERE NOT d.level_by_level OR r.reach_position IS NOT NULL
$$;

-- How a directive first came to each unit of its audience: by its own issue or a relay, or by that of a
-- directive that implements it.
CREATE FUNCTION hop(
    low text, high text, from_path text, to_path text, of_cause uuid, p bigint
)
RETURNS TABLE (
    unit_id uuid, path text, reach_position bigint, kind text, from_id uuid,
    implementing_id uuid, reached_at timestamptz
) LANGUAGE sql STABLE AS $$
    WITH member AS MATERIALIZED (
        SELECT c.directive_id, c.audience, c.unit_id, c.path
        FROM covered(low, high, from_path, to_path, NULL, of_cause, false, p) c
        UNION ALL
        SELECT n.directive_id, NULL, n.unit_id, n.path
        FROM named(low, high, NULL, of_cause, false, p) n
    ),
    first_reach AS MATERIALIZED (
        SELECT * FROM relayed(low, high, from_path, to_path, NULL, of_cause, false, p)
    )
    SELECT DISTINCT ON (a.unit_id)
        a.unit_id, a.path, h.position,
        CASE WHEN d.directive_id <> of_cause THEN 'IMPLEMENTED'
             WHEN h.kind = 'ISSUE' THEN 'ADDRESSED' ELSE 'RELAYED' END,
        CASE WHEN d.directive_id <> of_cause THEN d.issuer_id ELSE h.from_id END,
        CASE WHEN d.directive_id <> of_cause THEN d.directive_id END,
        h.recorded_at
    FROM member a
    JOIN member m ON m.unit_id = a.unit_id
    JOIN directive d ON d.directive_id = m.directive_id
    LEFT JOIN first_reach r ON r.directive_id = m.directive_id AND r.unit_id = m.unit_id
    JOIN reach h ON h.position =
        CASE WHEN d.level_by_level THEN r.reach_position ELSE d.position END
    WHERE a.directive_id = of_cause AND a.audience = 0
    ORDER BY a.unit_id, h.position
$$;
