-- Whom an answer is for. A scope comes as three arrays, one entry for each reading grant: the range
-- of paths that it opens at position p, and the rank of its clearance. These functions are the one
-- place where it is judged; every statement that returns slice data goes through one of them.

CREATE FUNCTION slice_of(
    low text, high text, from_path text, to_path text, of_directive uuid,
    wide boolean, ruled boolean, p bigint, clock timestamptz,
    lows text[], highs text[], clearances smallint[]
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
    SELECT o.*
    FROM obligation(low, high, from_path, to_path, of_directive, false, wide, ruled, p, clock) o
    WHERE
        -- borne in the subtree
        EXISTS (
            SELECT FROM unnest(lows, highs, clearances) AS g(low, high, clearance)
            WHERE o.path >= g.low AND o.path < g.high AND o.clearance <= g.clearance)
        -- caused by one of its units
        OR EXISTS (
            SELECT FROM cause k
            JOIN unit_at(p) i ON i.unit_id = k.cause_issuer_id
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON i.path >= g.low AND i.path < g.high AND k.clearance <= g.clearance
            WHERE k.directive_id = o.directive_id)
        -- reported to or through one of its units
        OR EXISTS (
            SELECT FROM task_recipient k
            JOIN unit_at(p) i ON i.unit_id = k.unit_id
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON i.path >= g.low AND i.path < g.high AND k.clearance <= g.clearance
            WHERE k.task_id = o.task_id)
        -- shared with one of its units
        OR o.role <> 'RESPONSIBLE' AND EXISTS (
            SELECT FROM task_member k
            JOIN unit_at(p) i ON i.unit_id = k.unit_id
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON i.path >= g.low AND i.path < g.high AND k.clearance <= g.clearance
            WHERE k.task_id = o.task_id)
$$;

-- Directives of which obligations are borne in the scope at p.
CREATE FUNCTION directive_borne(p bigint, lows text[], highs text[], clearances smallint[])
RETURNS TABLE (directive_id uuid) LANGUAGE sql STABLE AS $$
    SELECT t.directive_id
    FROM unnest(lows, highs, clearances) AS g(low, high, clearance)
    CROSS JOIN LATERAL owed(g.low, g.high, '', 'g', NULL, false, false, true, p) o
    JOIN task t ON t.task_id = o.task_id AND t.clearance <= g.clearance
$$;

-- A directive that is wholly visible in the scope at p: one row or none.
CREATE FUNCTION whole_directive(
    of_directive uuid, p bigint, lows text[], highs text[], clearances smallint[]
)
RETURNS TABLE (directive_id uuid) LANGUAGE sql STABLE AS $$
    SELECT d.directive_id
    FROM directive d
    WHERE d.directive_id = of_directive AND d.position <= p AND (
        -- issued or caused by one of its units
        EXISTS (
            SELECT FROM cause k
            JOIN unit_at(p) i ON i.unit_id = k.cause_issuer_id
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON i.path >= g.low AND i.path < g.high AND k.clearance <= g.clearance
            WHERE k.directive_id = d.directive_id)
        -- recorded by one of its units
        OR EXISTS (
            SELECT FROM unit_at(p) i
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON i.path >= g.low AND i.path < g.high AND d.clearance <= g.clearance
            WHERE i.unit_id = d.recorded_by_id)
        -- owed by one of its units, or to one
        OR EXISTS (
            SELECT FROM directive_borne(p, lows, highs, clearances) o
            WHERE o.directive_id = d.directive_id)
        OR EXISTS (
            SELECT FROM task_recipient k
            JOIN unit_at(p) i ON i.unit_id = k.unit_id
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON i.path >= g.low AND i.path < g.high AND k.clearance <= g.clearance
            WHERE k.directive_id = d.directive_id
              AND EXISTS (
                SELECT FROM owed('', 'g', '', 'g', d.directive_id, false, false, true, p) o WHERE o.task_id = k.task_id))
        OR EXISTS (
            SELECT FROM task_member k
            JOIN unit_at(p) i ON i.unit_id = k.unit_id
            JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
                ON i.path >= g.low AND i.path < g.high AND k.clearance <= g.clearance
            WHERE k.directive_id = d.directive_id
              AND EXISTS (
                SELECT FROM owed('', 'g', '', 'g', d.directive_id, false, false, true, p) o
                WHERE o.task_id = k.task_id AND o.role <> 'RESPONSIBLE')))
$$;

-- Whether a scope shows a place in a directive's cascade: all of them to whose units caused it, to
-- others those in their subtrees. One row or none.
CREATE FUNCTION cascade_shown(
    of_directive uuid, path text, p bigint, lows text[], highs text[], clearances smallint[]
)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true WHERE EXISTS (
        SELECT FROM cause k
        JOIN unit_at(p) i ON i.unit_id = k.cause_issuer_id
        JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
            ON i.path >= g.low AND i.path < g.high AND k.clearance <= g.clearance
        WHERE k.directive_id = of_directive)
    OR EXISTS (
        SELECT FROM directive d
        JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
            ON cascade_shown.path >= g.low AND cascade_shown.path < g.high
            AND d.clearance <= g.clearance
        WHERE d.directive_id = of_directive)
$$;

-- Whether an entry of the audit trail lies in a scope of inspecting grants: its unit does, or its
-- directive is wholly visible, or it is about many units of which one does. One row or none.
CREATE FUNCTION entry_shown(
    of_entry audit_entry, p bigint, lows text[], highs text[], clearances smallint[]
)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true WHERE EXISTS (
        SELECT FROM unit_at(p) i
        JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
            ON i.path >= g.low AND i.path < g.high
        WHERE i.unit_id = of_entry.unit_id
          AND NOT EXISTS (SELECT FROM directive d
                          WHERE d.directive_id = of_entry.directive_id
                            AND d.clearance > g.clearance))
    OR EXISTS (
        SELECT FROM unit u
        JOIN unit_at(p) i ON i.unit_id = u.unit_id
        JOIN unnest(lows, highs) AS g(low, high) ON i.path >= g.low AND i.path < g.high
        WHERE u.established_position = of_entry.position)
    OR of_entry.directive_id IS NOT NULL AND EXISTS (
        SELECT FROM whole_directive(of_entry.directive_id, p, lows, highs, clearances))
$$;
