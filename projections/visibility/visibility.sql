-- Whom an answer is for: everybody who holds the grants of a scope. A viewer comes with an entry in each
-- array for each reading grant: the path that its subtree begins with at position p, and the rank of its
-- clearance. These functions are the one place where it is judged; every statement that returns slice
-- data goes through one of them. Those that answer "yes" give one row, or none.
CREATE TYPE viewer AS (lows text[], clearances smallint[], p bigint);

-- A viewer as readers tell of it; like slice(), worked out by planning.
CREATE FUNCTION viewer(told jsonb) RETURNS viewer LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_populate_record(NULL::viewer, told)
$$;

CREATE FUNCTION grants(viewer viewer)
RETURNS TABLE (low text, clearance smallint) LANGUAGE sql IMMUTABLE AS $$
    SELECT * FROM unnest(viewer.lows, viewer.clearances)
$$;

-- Whether a grant opens what stands at a path: within its range and cleared for it; of what only those
-- may read who need to know, no more than its very unit.
CREATE FUNCTION grants_access(
    low text, cleared smallint, path text, clearance smallint, need_to_know boolean
)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT path >= low AND path < end_of_subtree(low) AND clearance <= cleared
        AND (NOT need_to_know OR path = low)
$$;

-- Whether a viewer sees what stands at a path.
CREATE FUNCTION sees(viewer viewer, path text, clearance smallint, need_to_know boolean)
RETURNS TABLE (yes boolean) LANGUAGE sql IMMUTABLE AS $$
    SELECT true
    FROM grants(viewer) g
    WHERE grants_access(g.low, g.clearance, path, sees.clearance, need_to_know)
$$;

-- Whether a viewer sees what stands where a unit is found.
CREATE FUNCTION sees_at(viewer viewer, of_unit uuid, clearance smallint, need_to_know boolean)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true
    FROM place_at(viewer.p) i
    JOIN grants(viewer) g
        ON grants_access(g.low, g.clearance, i.path, sees_at.clearance, need_to_know)
    WHERE i.unit_id = of_unit
$$;

-- Whether a unit of the viewer's caused a directive: issued it, or one that it carries out.
CREATE FUNCTION has_caused(
    viewer viewer, of_directive uuid, clearance smallint, need_to_know boolean
)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true
    FROM cause_at(viewer.p) k
    CROSS JOIN LATERAL sees_at(viewer, k.cause_issuer_id, has_caused.clearance, need_to_know)
    WHERE k.directive_id = of_directive AND (k.distance = 0 OR NOT need_to_know)
$$;

-- Whether a unit of the viewer's is on its distribution list or invited to take part.
CREATE FUNCTION is_told(
    viewer viewer, of_directive uuid, clearance smallint, need_to_know boolean
)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true
    FROM directive_viewer_at(viewer.p) k
    CROSS JOIN LATERAL sees_at(viewer, k.unit_id, is_told.clearance, is_told.need_to_know)
    WHERE k.directive_id = of_directive
$$;

-- Obligations of a slice that a viewer sees.
CREATE FUNCTION visible_obligation(slice slice, viewer viewer)
RETURNS SETOF obligation LANGUAGE sql STABLE AS $$
    SELECT o.*
    FROM obligation(slice) o
    WHERE
        -- borne in the subtree: at a glance where one grant opens all that is asked for
        o.clearance <= slice.cleared AND NOT o.need_to_know
        OR EXISTS (SELECT FROM sees(viewer, o.path, o.clearance, o.need_to_know))
        OR EXISTS (SELECT FROM has_caused(viewer, o.directive_id, o.clearance, o.need_to_know))
        -- reported to or through one of its units
        OR EXISTS (
            SELECT FROM recipient_at(viewer.p) k
            CROSS JOIN LATERAL sees_at(viewer, k.unit_id, o.clearance, o.need_to_know)
            WHERE k.task_id = o.task_id)
        -- reported to one of its units as the superior of the bearer
        OR o.task_id IN (SELECT k.task_id FROM task_superior k) AND EXISTS (
            SELECT FROM sees_at(viewer, reports_to(o.task_id, o.bearer_id, viewer.p),
                                o.clearance, o.need_to_know))
        -- shared with one of its units
        OR o.role IN ('LEAD', 'COORDINATING') AND NOT o.need_to_know AND EXISTS (
            SELECT FROM task_member k
            CROSS JOIN LATERAL sees_at(viewer, k.unit_id, o.clearance, need_to_know => false)
            WHERE k.task_id = o.task_id AND k.position <= viewer.p)
        -- for those alone who need to know, one of whom is
        OR o.need_to_know AND EXISTS (
            SELECT FROM is_told(viewer, o.directive_id, o.clearance, o.need_to_know))
$$;

-- Whether a directive was issued or recorded by units of the viewer's, or carries out one that was, or a
-- unit of theirs is told of it.
CREATE FUNCTION evidently_whole(viewer viewer, of_directive uuid)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true
    FROM directive d
    WHERE d.directive_id = of_directive AND (
        EXISTS (SELECT FROM has_caused(viewer, of_directive, d.clearance, d.need_to_know))
        OR EXISTS (SELECT FROM sees_at(viewer, d.recorded_by_id, d.clearance, d.need_to_know))
        OR EXISTS (SELECT FROM is_told(viewer, of_directive, d.clearance, d.need_to_know)))
$$;

-- Directives, all or one, of which units of the viewer's bear obligations.
CREATE FUNCTION directive_borne(viewer viewer, of_directive uuid)
RETURNS TABLE (directive_id uuid) LANGUAGE sql STABLE AS $$
    SELECT t.directive_id
    FROM grants(viewer) g
    CROSS JOIN LATERAL owed(
        slice_within(g.low, end_of_subtree(g.low), of_directive, viewer.p)) o
    JOIN task_at(viewer.p) t ON t.task_id = o.task_id AND t.clearance <= g.clearance
        AND (NOT t.need_to_know OR o.path = g.low)
$$;

-- Whether anybody owes a task by then, in a role that shares it or in any. It is asked for a few tasks
-- only and takes long to plan: so not where it is written, but when it is called.
CREATE FUNCTION is_owed(of_directive uuid, of_task uuid, sharing boolean, p bigint)
RETURNS boolean LANGUAGE plpgsql STABLE COST 100000 AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM owed(slice_within(lowest_path(), highest_path(), of_directive, p)) o
        WHERE o.task_id = of_task AND (NOT sharing OR o.role IN ('LEAD', 'COORDINATING')));
END
$$;

-- Whether a report is owed to a unit of the viewer's as the superior of its bearer. Who stands above it on
-- the primary line sees what it bears anyway, but for what only those may read who need to know.
CREATE FUNCTION is_superior(viewer viewer, d directive)
RETURNS boolean LANGUAGE plpgsql STABLE COST 100000 AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM task_superior s
        JOIN task_at(viewer.p) t ON t.task_id = s.task_id
        JOIN owed(slice_within(lowest_path(), highest_path(), d.directive_id, viewer.p)) o
            ON o.task_id = s.task_id
        WHERE s.directive_id = d.directive_id
          AND (s.line IS NOT NULL OR t.report_to_id IS NOT NULL OR d.need_to_know)
          AND EXISTS (SELECT FROM sees_at(viewer, reports_to(o.task_id, o.bearer_id, viewer.p),
                                          d.clearance, d.need_to_know)));
END
$$;

-- Whether reports on a directive are owed to or through a unit of the viewer's, or tasks of it are shared
-- with one.
CREATE FUNCTION takes_part(viewer viewer, of_directive uuid)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true WHERE EXISTS (
        SELECT FROM (
            SELECT r.task_id, r.unit_id, r.clearance, false AS sharing
            FROM recipient_at(viewer.p) r WHERE r.directive_id = of_directive
            UNION ALL
            SELECT m.task_id, m.unit_id, m.clearance, true
            FROM task_member m WHERE m.directive_id = of_directive AND m.position <= viewer.p
        ) k
        JOIN directive d ON d.directive_id = of_directive
        CROSS JOIN LATERAL sees_at(viewer, k.unit_id, k.clearance, d.need_to_know)
        WHERE CASE WHEN d.need_to_know THEN NOT k.sharing
                   ELSE is_owed(of_directive, k.task_id, sharing => k.sharing, p => viewer.p) END)
    OR EXISTS (
        SELECT FROM directive d
        WHERE d.directive_id = of_directive
          AND of_directive IN (SELECT s.directive_id FROM task_superior s)
          AND is_superior(viewer, d))
$$;

-- Whether a viewer sees a directive wholly at p.
CREATE FUNCTION sees_wholly(viewer viewer, of_directive uuid)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true
    FROM directive d
    WHERE d.directive_id = of_directive AND d.position <= viewer.p AND (
        EXISTS (SELECT FROM evidently_whole(viewer, d.directive_id))
        OR d.issued_here AND EXISTS (SELECT FROM directive_borne(viewer, d.directive_id))
        OR d.issued_here AND EXISTS (SELECT FROM takes_part(viewer, d.directive_id)))
$$;

-- All directives that a viewer sees wholly: the same conditions, but what is borne is gathered once.
CREATE FUNCTION whole_directives(viewer viewer)
RETURNS SETOF directive LANGUAGE sql STABLE AS $$
    SELECT d.*
    FROM directive d
    WHERE d.position <= viewer.p AND (
        EXISTS (SELECT FROM evidently_whole(viewer, d.directive_id))
        OR d.directive_id IN (SELECT o.directive_id FROM directive_borne(viewer, NULL) o)
        OR d.issued_here AND EXISTS (SELECT FROM takes_part(viewer, d.directive_id)))
$$;

-- Whether a viewer sees a place in a directive's cascade: all of them, who caused it; others those in
-- their subtrees.
CREATE FUNCTION sees_in_cascade(viewer viewer, of_directive uuid, path text)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true
    FROM directive d
    WHERE d.directive_id = of_directive AND (
        EXISTS (SELECT FROM has_caused(viewer, of_directive, d.clearance, d.need_to_know))
        OR EXISTS (SELECT FROM sees(viewer, sees_in_cascade.path, d.clearance, d.need_to_know)))
$$;

-- Whether a viewer sees a draft, or what was one: its issuer's units and those asked to comment do, by its
-- last state.
CREATE FUNCTION sees_draft(viewer viewer, of_directive uuid)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true
    FROM (
        SELECT * FROM draft WHERE directive_id = of_directive AND from_position <= viewer.p
        ORDER BY from_position DESC LIMIT 1
    ) d
    CROSS JOIN unnest(d.commenter_ids || d.issuer_id) AS u(unit_id)
    CROSS JOIN LATERAL sees_at(viewer, u.unit_id, d.clearance, need_to_know => false)
$$;

-- Whether a viewer sees a report between two units: they hold one of them.
CREATE FUNCTION sees_recorded_report(viewer viewer, by_id uuid, to_id uuid)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true
    FROM unnest(ARRAY[by_id, to_id]) AS u(unit_id)
    CROSS JOIN LATERAL sees_at(viewer, u.unit_id, 0::smallint, need_to_know => false)
$$;
