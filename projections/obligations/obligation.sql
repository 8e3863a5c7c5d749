-- The truth: an obligation is task x unit that its audience covers x period, never copied. What the
-- functions' parameters mean stands in coverage.sql.

-- The functions that follow are asked one row at a time, for the few units that have units under
-- them or stand under a rule. They are kept out of the plans, which would take long to make, and keep
-- plans of their own.

-- Since when others whom the directive concerns stand under a unit, each in the tree in which it came to
-- concern them, so that the unit has something to pass on; null: none do. Of an atom's scope and the
-- unit, one stands under the other, and any unit of the atom's level and kind under the lower of the two
-- will do.
CREATE FUNCTION others_under_since(of_directive uuid, of_unit uuid, p bigint)
RETURNS bigint LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    atom  record;
    since bigint;
BEGIN
    FOR atom IN
        SELECT a.position, a.level, a.kind, greatest(u.path, s.path) AS path
        FROM (
            SELECT position, scope_id, level, kind FROM audience_atom
            WHERE directive_id = of_directive AND position <= p
            UNION
            SELECT position, scope_id, level, kind FROM amended_atom
            WHERE directive_id = of_directive AND position <= p AND NOT withdrawn
        ) a
        JOIN unit_version s ON s.unit_id = a.scope_id
            AND s.from_position <= a.position AND a.position < s.to_position
        JOIN unit_version u ON u.unit_id = of_unit
            AND u.from_position <= a.position AND a.position < u.to_position
        WHERE starts_with(u.path, s.path) OR starts_with(s.path, u.path)
        ORDER BY a.position
    LOOP
        IF EXISTS (
            SELECT FROM unit_version m
            WHERE m.level = atom.level AND m.kind = atom.kind
              AND m.path > atom.path AND m.path < atom.path || 'g'
              AND m.from_position <= atom.position AND atom.position < m.to_position)
        THEN
            since := atom.position;
            EXIT;
        END IF;
    END LOOP;
    RETURN least(since, (
        SELECT min(a.position) FROM (
            SELECT position, unit_id FROM audience_unit
            WHERE directive_id = of_directive AND position <= p
            UNION ALL
            SELECT position, unit_id FROM amended_unit
            WHERE directive_id = of_directive AND position <= p AND NOT withdrawn
            UNION ALL
            SELECT position, unit_id FROM task_member
            WHERE directive_id = of_directive AND position <= p
        ) a
        JOIN unit_version m ON m.unit_id = a.unit_id
            AND m.from_position <= a.position AND a.position < m.to_position
        JOIN unit_version u ON u.unit_id = of_unit
            AND u.from_position <= a.position AND a.position < u.to_position
        WHERE m.path > u.path AND m.path < u.path || 'g'));
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

-- The end of the day by which something is due so many working days, or days, after it was received.
CREATE FUNCTION due_after(of_day date, working_days integer, days integer, p bigint)
RETURNS timestamptz LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF working_days IS NOT NULL THEN
        RETURN working_days_after(of_day, working_days, p);
    END IF;
    RETURN (
        SELECT a.ends_at FROM calendar_day a
        WHERE a.day = of_day + due_after.days AND a.from_position <= p AND p < a.to_position);
END
$$;

-- What a policy asks by the key of its task.
CREATE FUNCTION asked_days(rule policy_version, key text)
RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE key WHEN '@policy-acknowledge' THEN rule.acknowledge_within_working_days
                    WHEN '@policy-pass-on' THEN rule.pass_on_within_working_days
                    WHEN '@policy-final-report' THEN rule.final_report_within_working_days END
$$;

-- The standing rule of a kind that counts for a unit reached at a position: the nearest above it, of
-- one unit's several the one set last. For one that had ended it is found from its bearer. One row or
-- none.
CREATE FUNCTION ruling(
    of_directive uuid, of_unit uuid, document_type text, reach_position bigint, local_day date,
    key text
)
RETURNS TABLE (working_days integer, rule_position bigint)
LANGUAGE plpgsql STABLE ROWS 1 SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_variable
BEGIN
    RETURN QUERY
    SELECT asked_days(w, key), w.from_position
    FROM place_then(of_unit, of_directive, reach_position) v
    CROSS JOIN unnest(v.ancestors || v.unit_id) WITH ORDINALITY AS above(unit_id, depth)
    JOIN policy_version w ON w.unit_id = above.unit_id
        AND w.from_position < reach_position AND reach_position <= w.to_position
        AND w.valid_from <= local_day
        AND asked_days(w, key) IS NOT NULL
        AND (w.types = '{}' OR document_type = ANY (w.types))
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
    task_id uuid, unit_id uuid, bearer_id uuid, path text, parent_id uuid, moved_position bigint,
    role text, reach_position bigint, opens_at timestamptz, recalled boolean,
    working_days integer, reach_due_at timestamptz
) LANGUAGE sql STABLE AS $$
    WITH member AS (
        SELECT c.directive_id, c.audience, NULL::uuid AS task_id, 'RESPONSIBLE' AS role,
               c.unit_id, c.bearer_id, c.path, c.parent_id, c.moved_position, c.since_position,
               c.direct
        FROM covered(low, high, from_path, to_path, of_directive, NULL, passing, p) c
        WHERE NOT wide
        UNION ALL
        SELECT c.directive_id, c.audience, NULL::uuid, 'RESPONSIBLE',
               c.unit_id, c.bearer_id, c.path, c.parent_id, c.moved_position, c.since_position,
               c.direct
        FROM covered_widely(low, high, from_path, to_path, of_directive, NULL, passing, p) c
        WHERE wide
        UNION ALL
        SELECT n.directive_id, NULL, n.task_id, n.role,
               n.unit_id, n.bearer_id, n.path, n.parent_id, n.moved_position, n.since_position,
               n.direct
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
        SELECT m.*, d.type, d.level_by_level, h.position, h.recorded_at, h.local_day,
               is_member_recalled(
                   d.level_by_level, d.position, h.to_position, m.directive_id, m.unit_id,
                   m.since_position, m.direct, p) AS recalled
        FROM member m
        JOIN directive d ON d.directive_id = m.directive_id
        LEFT JOIN first_reach r ON r.directive_id = m.directive_id AND r.unit_id = m.unit_id
        JOIN reach h ON h.position = reach_of_member(
            d.level_by_level, d.position, r.reach_position, m.directive_id, m.unit_id, m.bearer_id,
            m.since_position, m.direct, p)
    ),
    -- What is due so many days after receipt comes to few dates: one for each task and reach.
    counted AS MATERIALIZED (
        SELECT t.task_id, m.position,
               due_after(CASE WHEN t.position > m.position THEN t.added_on ELSE m.local_day END,
                         t.working_days, t.days,
                         greatest(m.position, t.position, t.counted_position)) AS due_at
        FROM (SELECT DISTINCT r.directive_id, r.position, r.local_day FROM reached r) m
        JOIN task_at(p) t ON t.directive_id = m.directive_id AND t.ordinal < 10000
            AND (t.working_days IS NOT NULL OR t.days IS NOT NULL)
        WHERE NOT passing AND EXISTS (
            SELECT FROM task c
            WHERE c.ordinal < 10000 AND (c.working_days IS NOT NULL OR c.days IS NOT NULL))
    ),
    -- Only a unit with units under it has something to pass on; only under a rule is more asked.
    concerned AS MATERIALIZED (
        SELECT m.directive_id, m.unit_id, m.bearer_id, m.path, m.parent_id, m.moved_position,
               m.type, m.level_by_level, x.unit_id IS NOT NULL AS is_parent,
               bool_and(m.recalled) AS recalled,
               coalesce(min(m.position) FILTER (WHERE NOT m.recalled), min(m.position))
                   AS position
        FROM reached m
        LEFT JOIN parent_unit x ON x.unit_id = m.unit_id
        WHERE x.unit_id IS NOT NULL OR ruled
        GROUP BY m.directive_id, m.unit_id, m.bearer_id, m.path, m.parent_id, m.moved_position,
                 m.type, m.level_by_level, x.unit_id
    )
    SELECT m.task_id, m.unit_id, m.bearer_id, m.path, m.parent_id, m.moved_position, m.role,
           m.reach_position, m.opens_at, m.recalled, m.working_days, k.due_at
    FROM (
        SELECT t.task_id, m.unit_id, m.bearer_id, m.path, m.parent_id, m.moved_position, m.role,
               greatest(m.position, t.position) AS reach_position,
               CASE WHEN t.position > m.position THEN t.added_at ELSE m.recorded_at END AS opens_at,
               m.recalled, t.working_days, m.position
        FROM reached m
        JOIN task_at(p) t ON t.directive_id = m.directive_id AND t.audience = m.audience
        WHERE NOT passing AND m.unit_id IS DISTINCT FROM t.lead_id
          AND m.unit_id <> ALL (t.coordinating_ids)
        UNION ALL
        SELECT m.task_id, m.unit_id, m.bearer_id, m.path, m.parent_id, m.moved_position, m.role,
               m.position, m.recorded_at, m.recalled, NULL, m.position
        FROM reached m
        WHERE NOT passing AND m.task_id IS NOT NULL
    ) m
    LEFT JOIN counted k ON k.task_id = m.task_id AND k.position = m.position
    UNION ALL
    SELECT t.task_id, c.unit_id, c.bearer_id, c.path, c.parent_id, c.moved_position, 'RESPONSIBLE',
           h.position, h.recorded_at, c.recalled, t.working_days,
           working_days_after(h.local_day, t.working_days, greatest(h.position, t.counted_position))
    FROM concerned c
    CROSS JOIN LATERAL others_under_since(c.directive_id, c.unit_id, p) AS others(since)
    JOIN reach h ON h.position = greatest(c.position, others.since)
    JOIN task_at(p) t ON t.directive_id = c.directive_id AND t.key = '@pass-on'
    WHERE c.level_by_level AND c.is_parent AND others.since IS NOT NULL
    UNION ALL
    SELECT t.task_id, c.unit_id, c.bearer_id, c.path, c.parent_id, c.moved_position, 'RESPONSIBLE',
           h.position, h.recorded_at, c.recalled, q.working_days,
           working_days_after(h.local_day, q.working_days, greatest(h.position, t.counted_position))
    FROM concerned c
    CROSS JOIN (VALUES ('@policy-acknowledge'), ('@policy-pass-on'), ('@policy-final-report'))
        AS added(key)
    JOIN reach h ON h.position = CASE
        WHEN added.key <> '@policy-pass-on' THEN c.position
        WHEN c.is_parent AND NOT c.level_by_level THEN (
            SELECT greatest(c.position, others.since)
            FROM others_under_since(c.directive_id, c.unit_id, p) AS others(since)
            WHERE others.since IS NOT NULL) END
    CROSS JOIN LATERAL ruling(
        c.directive_id, c.unit_id, c.type, h.position, h.local_day, added.key) q
    JOIN task_at(p) t ON t.directive_id = c.directive_id AND t.key = added.key
    WHERE ruled AND (added.key = '@policy-pass-on' OR NOT passing)
$$;

-- Obligations as they stand at (p, clock). What groups and amendments change is looked up only for
-- directives of which there are any.
CREATE FUNCTION obligation(
    low text, high text, from_path text, to_path text, of_directive uuid,
    passing boolean, wide boolean, ruled boolean, p bigint, clock timestamptz
)
RETURNS TABLE (
    task_id uuid, unit_id uuid, occurrence date, bearer_id uuid, path text, parent_id uuid,
    directive_id uuid, directive_position bigint, issuer_id uuid, clearance smallint,
    need_to_know boolean, task_ordinal smallint, kind text, origin text, role text,
    reach_position bigint, opens_at timestamptz, working_days integer, due_at timestamptz,
    status text, timeliness text,
    acknowledged_at timestamptz, submitted_at timestamptz, fulfilled_at timestamptz,
    has_quota boolean, period_starts_on date, period_label text, due_in_force_at timestamptz
) LANGUAGE sql STABLE AS $$
    SELECT
        n.task_id, n.unit_id, n.occurrence, n.bearer_id, n.path, n.parent_id,
        n.directive_id, n.directive_position, n.issuer_id, n.clearance,
        n.need_to_know, n.ordinal, n.kind, n.origin, n.role,
        n.reach_position, n.opens_at, n.working_days,
        CASE WHEN n.judged_at IS NULL OR n.judged_position IS NOT NULL THEN n.due_at
             ELSE n.judged_due_at END,
        CASE WHEN n.is_withdrawn THEN 'WITHDRAWN' WHEN n.is_exempted THEN 'EXEMPTED'
             ELSE n.status END,
        CASE
            WHEN n.is_withdrawn OR n.is_exempted THEN 'UNDATED'
            WHEN n.judged_at IS NULL THEN
                CASE WHEN n.due_at IS NULL THEN 'UNDATED'
                     WHEN clock > n.due_at THEN 'OVERDUE'
                     ELSE 'NOT_YET_DUE' END
            WHEN n.judged_position IS NOT NULL THEN
                CASE WHEN n.due_at IS NULL THEN 'UNDATED'
                     WHEN n.judged_at <= n.due_at THEN 'ON_TIME' ELSE 'LATE' END
            WHEN n.judged_due_at IS NULL THEN 'UNDATED'
            WHEN n.judged_on_time THEN 'ON_TIME'
            ELSE 'LATE'
        END,
        n.acknowledged_at, coalesce(n.judged_at, n.reported_at), n.fulfilled_at,
        n.has_quota, n.starts_on, n.label, n.due_at
    FROM (
        SELECT
            o.task_id, o.unit_id, e.occurrence, o.bearer_id, o.path, o.parent_id,
            t.directive_id, t.directive_position, t.issuer_id, t.clearance,
            t.need_to_know, t.ordinal, t.kind, t.origin, o.role,
            o.reach_position, greatest(o.opens_at, e.opens_at) AS opens_at, o.working_days,
            s.judged_at, s.judged_due_at, s.judged_on_time, s.judged_position,
            s.acknowledged_at, s.reported_at, s.fulfilled_at,
            coalesce(s.status, 'PENDING') AS status, e.starts_on, e.label,
            t.quota_minimum IS NOT NULL AND (t.lead_id IS NULL OR o.role <> 'RESPONSIBLE')
                AS has_quota,
            coalesce(s.status <> 'FULFILLED', true) AND (
                p >= t.withdrawn_position OR o.recalled
                OR t.directive_id IN (
                        SELECT a.directive_id FROM amended_atom a WHERE a.withdrawn
                        UNION ALL
                        SELECT a.directive_id FROM amended_unit a WHERE a.withdrawn)
                    AND is_withdrawn(t.directive_id, o.unit_id, p)) AS is_withdrawn,
            coalesce(s.exempted, false)
            OR t.directive_id IN (SELECT g.directive_id FROM group_act g WHERE g.due_at IS NULL)
                AND EXISTS (
                    SELECT FROM group_act g
                    WHERE g.directive_id = t.directive_id AND g.position <= p AND g.due_at IS NULL
                      AND touches(g, o.task_id, o.unit_id, e.occurrence, e.from_position, o.bearer_id,
                                  o.path, o.moved_position, o.held_since)
                      AND (s.task_id IS NULL
                           OR was_open(o.task_id, o.unit_id, e.occurrence, g.position)))
                AS is_exempted,
            CASE WHEN b.due_at IS NOT NULL AND t.directive_id IN (
                    SELECT g.directive_id FROM group_act g WHERE g.due_at IS NOT NULL)
                THEN greatest(b.due_at, (
                    SELECT max(g.due_at) FROM group_act g
                    WHERE g.directive_id = t.directive_id AND g.position <= p
                      AND g.position < t.withdrawn_position
                      AND coalesce(s.override_position, 0) < g.position
                      AND touches(g, o.task_id, o.unit_id, e.occurrence, e.from_position, o.bearer_id,
                                  o.path, o.moved_position, o.held_since)
                      AND (s.task_id IS NULL
                           OR was_open(o.task_id, o.unit_id, e.occurrence, g.position))
                      AND NOT EXISTS (
                          SELECT FROM group_act x
                          WHERE x.directive_id = g.directive_id AND x.position < g.position
                            AND x.due_at IS NULL
                            AND touches(x, o.task_id, o.unit_id, e.occurrence, e.from_position,
                                        o.bearer_id, o.path, o.moved_position, o.held_since)
                            AND (s.task_id IS NULL
                                 OR was_open(o.task_id, o.unit_id, e.occurrence, x.position)))))
                ELSE b.due_at END AS due_at
        FROM (
            -- A reach that is recalled by now may have been so before any act.
            SELECT n.*, CASE WHEN n.recalled THEN 9223372036854775807 ELSE n.reach_position END
                       AS held_since
            FROM owed(low, high, from_path, to_path, of_directive, passing, wide, ruled, p) n
        ) o
        JOIN task_at(p) t ON t.task_id = o.task_id
        JOIN period e ON e.task_id = o.task_id AND e.from_position <= p AND p < e.to_position
            AND (e.original_due_at IS NULL OR e.original_due_at >= o.opens_at)
        LEFT JOIN act s ON s.task_id = o.task_id AND s.unit_id = o.unit_id
            AND s.occurrence = e.occurrence AND s.position <= p AND p < s.to_position
        CROSS JOIN LATERAL (SELECT coalesce(
            s.due_override,
            CASE WHEN s.judged_position < o.reach_position
                 THEN due_in_force(t.directive_id, o.task_id, o.unit_id, e.occurrence,
                                   s.judged_position) END,
            -- A relay brings a date forward: it gives none to what has none, nor one to occurrences.
            CASE WHEN o.task_id IN (SELECT r.task_id FROM relay_due r)
                     AND coalesce(e.due_at, o.reach_due_at) IS NOT NULL
                     AND e.original_due_at IS NULL
                 THEN least(coalesce(e.due_at, o.reach_due_at),
                            relayed_due(t.directive_id, o.task_id, o.unit_id, p))
                 ELSE coalesce(e.due_at, o.reach_due_at) END) AS due_at) b
    ) n
$$;
