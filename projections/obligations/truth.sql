-- The truth: an obligation is task x unit that its audience covers x period, never copied. What the
-- functions' parameters mean stands in coverage.sql.

-- The three functions that follow are asked one row at a time, for the few units that have units under
-- them or stand under a rule. They are kept out of the plans, which would take long to make, and keep
-- plans of their own.

-- Whether others whom the directive concerns stand under a unit in the directive's tree, so that it
-- has something to pass on. Of an atom's scope and the unit, one stands under the other, and any unit
-- of the atom's level and kind under the lower of the two will do.
CREATE FUNCTION has_others_under(of_directive uuid, of_unit uuid)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    at   bigint;
    own  text COLLATE "C";
    atom record;
BEGIN
    SELECT d.position, u.path INTO at, own
    FROM directive d
    JOIN unit_version u ON u.unit_id = of_unit
        AND u.from_position <= d.position AND d.position < u.to_position
    WHERE d.directive_id = of_directive;
    FOR atom IN
        SELECT a.level, a.kind, greatest(own, s.path) AS path
        FROM audience_atom a
        JOIN unit_version s ON s.unit_id = a.scope_id
            AND s.from_position <= at AND at < s.to_position
        WHERE a.directive_id = of_directive
          AND (starts_with(own, s.path) OR starts_with(s.path, own))
    LOOP
        IF EXISTS (
            SELECT FROM unit_version m
            WHERE m.level = atom.level AND m.kind = atom.kind
              AND m.path > atom.path AND m.path < atom.path || 'g'
              AND m.from_position <= at AND at < m.to_position)
        THEN
            RETURN true;
        END IF;
    END LOOP;
    RETURN EXISTS (
        SELECT FROM audience_unit a
        JOIN unit_version m ON m.unit_id = a.unit_id AND m.from_position <= at AND at < m.to_position
        WHERE a.directive_id = of_directive AND m.path > own AND m.path < own || 'g')
    OR EXISTS (
        SELECT FROM task_member a
        JOIN unit_version m ON m.unit_id = a.unit_id AND m.from_position <= at AND at < m.to_position
        WHERE a.directive_id = of_directive AND m.path > own AND m.path < own || 'g');
END
$$;

-- The end of the n-th working day after a day, by the calendar of a position; null beyond it.
CREATE FUNCTION working_days_after(of_day date, n integer, p bigint)
RETURNS timestamptz LANGUAGE plpgsql STABLE STRICT SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (
        SELECT b.ends_at
        FROM calendar_day a
        JOIN calendar_day b ON b.from_position = a.from_position AND b.working
            AND b.ordinal = a.ordinal + n
        WHERE a.day = of_day AND a.from_position <= p AND p < a.to_position);
END
$$;

-- The standing rule of a kind that counts for a unit reached at a position: the nearest above it, of
-- one unit's several the one set last. One row or none.
CREATE FUNCTION ruling(
    of_unit uuid, document_type text, reach_position bigint, local_day date, passing_on boolean
)
RETURNS TABLE (working_days integer, rule_position bigint)
LANGUAGE plpgsql STABLE ROWS 1 SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY
    SELECT CASE WHEN passing_on THEN w.pass_on_within_working_days
                ELSE w.acknowledge_within_working_days END,
           w.from_position
    FROM unit_version v
    CROSS JOIN unnest(v.ancestors || v.unit_id) WITH ORDINALITY AS above(unit_id, depth)
    JOIN policy_version w ON w.unit_id = above.unit_id
        AND w.from_position < ruling.reach_position AND ruling.reach_position <= w.to_position
        AND w.valid_from <= ruling.local_day
        AND CASE WHEN passing_on THEN w.pass_on_within_working_days
                 ELSE w.acknowledge_within_working_days END IS NOT NULL
        AND (w.types = '{}' OR document_type = ANY (w.types))
    WHERE v.unit_id = of_unit
      AND v.from_position <= ruling.reach_position AND ruling.reach_position < v.to_position
    ORDER BY above.depth DESC, w.from_position DESC
    LIMIT 1;
END
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
           c.position, c.recorded_at, t.working_days,
           working_days_after(c.local_day, t.working_days, c.position)
    FROM concerned c
    JOIN task t ON t.directive_id = c.directive_id AND t.key = '@pass-on'
    WHERE c.level_by_level AND c.is_parent
      AND has_others_under(c.directive_id, c.unit_id)
    UNION ALL
    SELECT t.task_id, c.unit_id, c.path, c.parent_id, 'RESPONSIBLE',
           c.position, c.recorded_at, q.working_days,
           working_days_after(c.local_day, q.working_days, c.position)
    FROM concerned c
    CROSS JOIN (VALUES ('@policy-acknowledge', false), ('@policy-pass-on', true))
        AS added(key, passing_on)
    CROSS JOIN LATERAL ruling(c.unit_id, c.type, c.position, c.local_day, added.passing_on) q
    JOIN task t ON t.directive_id = c.directive_id AND t.key = added.key
    WHERE ruled AND (added.passing_on OR NOT passing)
      AND (NOT added.passing_on OR c.is_parent AND NOT c.level_by_level
           AND has_others_under(c.directive_id, c.unit_id))
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
