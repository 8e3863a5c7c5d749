-- Whom an answer is for. A scope comes as three arrays, one entry for each reading grant: the range
-- of paths that it opens at position p, and the rank of its clearance. These functions are the one
-- place where it is judged; every statement that returns slice data goes through one of them.

-- Whether a grant opens what stands at a path: within its range and cleared for it; of what only those
-- may read who need to know, no more than its very unit.
CREATE FUNCTION opens(
    low text, high text, cleared smallint, path text, clearance smallint, need_to_know boolean
)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT path >= low AND path < high AND clearance <= cleared AND (NOT need_to_know OR path = low)
$$;

CREATE FUNCTION slice_of(
    low text, high text, from_path text, to_path text, of_directive uuid,
    wide boolean, ruled boolean, p bigint, clock timestamptz,
    cleared smallint, lows text[], highs text[], clearances smallint[]
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
    SELECT o.*
    FROM obligation(low, high, from_path, to_path, of_directive, false, wide, ruled, p, clock) o
    WHERE
        -- borne in the subtree: at a glance where one grant opens all that is asked for
        o.clearance <= cleared AND NOT o.need_to_know
        OR EXISTS (
            SELECT FROM unnest(lows, highs, clearances) AS g(low, high, clearance)
            WHERE opens(g.low, g.high, g.clearance, o.path, o.clearance, o.need_to_know))
        -- caused by one of its units
        OR EXISTS (
            SELECT FROM cause k
            JOIN place_at(p) i ON i.unit_id = k.cause_issuer_id
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON opens(g.low, g.high, g.clearance, i.path, k.clearance, o.need_to_know)
            WHERE k.directive_id = o.directive_id AND k.position <= p AND p < k.to_position
              AND (k.distance = 0 OR NOT o.need_to_know))
        -- reported to or through one of its units
        OR EXISTS (
            SELECT FROM task_recipient k
            JOIN place_at(p) i ON i.unit_id = k.unit_id
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON opens(g.low, g.high, g.clearance, i.path, k.clearance, o.need_to_know)
            WHERE k.task_id = o.task_id AND k.position <= p AND p < k.to_position)
        -- shared with one of its units
        OR o.role <> 'RESPONSIBLE' AND NOT o.need_to_know AND EXISTS (
            SELECT FROM task_member k
            JOIN place_at(p) i ON i.unit_id = k.unit_id
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON opens(g.low, g.high, g.clearance, i.path, k.clearance, false)
            WHERE k.task_id = o.task_id AND k.position <= p)
        -- for those alone who need to know, one of whom is
        OR o.need_to_know AND EXISTS (
            SELECT FROM directive_viewer k
            JOIN place_at(p) i ON i.unit_id = k.unit_id
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON opens(g.low, g.high, g.clearance, i.path, k.clearance, true)
            WHERE k.directive_id = o.directive_id AND k.position <= p AND p < k.to_position)
$$;

-- Whether a directive was issued or recorded in the scope, or carries out one that was, or a unit of the
-- scope is on its distribution list or invited to take part. One row or none.
CREATE FUNCTION evidently_whole(
    of_directive uuid, p bigint, lows text[], highs text[], clearances smallint[]
)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true
    FROM directive d
    WHERE d.directive_id = of_directive AND (
        EXISTS (
            SELECT FROM cause k
            JOIN place_at(p) i ON i.unit_id = k.cause_issuer_id
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON opens(g.low, g.high, g.clearance, i.path, d.clearance, d.need_to_know)
            WHERE k.directive_id = of_directive AND k.position <= p AND p < k.to_position
              AND (k.distance = 0 OR NOT d.need_to_know))
        OR EXISTS (
            SELECT FROM place_at(p) i
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON opens(g.low, g.high, g.clearance, i.path, d.clearance, d.need_to_know)
            WHERE i.unit_id = d.recorded_by_id)
        OR EXISTS (
            SELECT FROM directive_viewer k
            JOIN place_at(p) i ON i.unit_id = k.unit_id
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON opens(g.low, g.high, g.clearance, i.path, d.clearance, d.need_to_know)
            WHERE k.directive_id = of_directive AND k.position <= p AND p < k.to_position))
$$;

-- Directives, all or one, of which obligations are borne in the scope.
CREATE FUNCTION directive_borne(
    of_directive uuid, p bigint, lows text[], highs text[], clearances smallint[]
)
RETURNS TABLE (directive_id uuid) LANGUAGE sql STABLE AS $$
    SELECT t.directive_id
    FROM unnest(lows, highs, clearances) AS g(low, high, clearance)
    CROSS JOIN LATERAL owed(g.low, g.high, '', 'g', of_directive, false, false, true, p) o
    JOIN task_at(p) t ON t.task_id = o.task_id AND t.clearance <= g.clearance
        AND (NOT t.need_to_know OR o.path = g.low)
$$;

-- Whether anybody owes a task by then, in a role that shares it or in any. It is asked for a few tasks
-- only and takes long to plan: so not where it is written, but when it is called.
CREATE FUNCTION is_owed(of_directive uuid, of_task uuid, sharing boolean, p bigint)
RETURNS boolean LANGUAGE plpgsql STABLE COST 100000 AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM owed('', 'g', '', 'g', of_directive, false, false, true, p) o
        WHERE o.task_id = of_task AND (NOT sharing OR o.role <> 'RESPONSIBLE'));
END
$$;

-- Whether reports on a directive are owed to or through a unit of the scope, or tasks of it are shared
-- with one. One row or none.
CREATE FUNCTION party_to_directive(
    of_directive uuid, p bigint, lows text[], highs text[], clearances smallint[]
)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true WHERE EXISTS (
        SELECT FROM (
            SELECT r.task_id, r.unit_id, r.clearance, false AS sharing
            FROM task_recipient r
            WHERE r.directive_id = of_directive AND r.position <= p AND p < r.to_position
            UNION ALL
            SELECT m.task_id, m.unit_id, m.clearance, true
            FROM task_member m WHERE m.directive_id = of_directive AND m.position <= p
        ) k
        JOIN directive d ON d.directive_id = of_directive
        JOIN place_at(p) i ON i.unit_id = k.unit_id
        JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
            ON opens(g.low, g.high, g.clearance, i.path, k.clearance, d.need_to_know)
        WHERE CASE WHEN d.need_to_know THEN NOT k.sharing
                   ELSE is_owed(of_directive, k.task_id, k.sharing, p) END)
$$;

-- A directive that is wholly visible in the scope at p: one row or none.
CREATE FUNCTION whole_directive(
    of_directive uuid, p bigint, lows text[], highs text[], clearances smallint[]
)
RETURNS TABLE (directive_id uuid) LANGUAGE sql STABLE AS $$
    SELECT d.directive_id
    FROM directive d
    WHERE d.directive_id = of_directive AND d.position <= p AND (
        EXISTS (SELECT FROM evidently_whole(d.directive_id, p, lows, highs, clearances))
        OR d.issued_here AND EXISTS (
            SELECT FROM directive_borne(d.directive_id, p, lows, highs, clearances))
        OR d.issued_here AND EXISTS (
            SELECT FROM party_to_directive(d.directive_id, p, lows, highs, clearances)))
$$;

-- All that are: the same conditions, but what is borne in the scope is gathered once.
CREATE FUNCTION whole_directives(p bigint, lows text[], highs text[], clearances smallint[])
RETURNS SETOF directive LANGUAGE sql STABLE AS $$
    SELECT d.*
    FROM directive d
    WHERE d.position <= p AND (
        EXISTS (SELECT FROM evidently_whole(d.directive_id, p, lows, highs, clearances))
        OR d.directive_id IN (
            SELECT o.directive_id FROM directive_borne(NULL, p, lows, highs, clearances) o)
        OR d.issued_here AND EXISTS (
            SELECT FROM party_to_directive(d.directive_id, p, lows, highs, clearances)))
$$;

-- Whether a scope shows a place in a directive's cascade: all of them to whose units caused it, to
-- others those in their subtrees. One row or none.
CREATE FUNCTION cascade_shown(
    of_directive uuid, path text, p bigint, lows text[], highs text[], clearances smallint[]
)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true
    FROM directive d
    WHERE d.directive_id = of_directive AND (
        EXISTS (
            SELECT FROM cause k
            JOIN place_at(p) i ON i.unit_id = k.cause_issuer_id
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON opens(g.low, g.high, g.clearance, i.path, d.clearance, d.need_to_know)
            WHERE k.directive_id = of_directive AND k.position <= p AND p < k.to_position
              AND (k.distance = 0 OR NOT d.need_to_know))
        OR EXISTS (
            SELECT FROM unnest(lows, highs, clearances) AS g(low, high, clearance)
            WHERE opens(g.low, g.high, g.clearance, cascade_shown.path, d.clearance,
                        d.need_to_know)))
$$;
