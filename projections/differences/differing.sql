-- What is shown of an obligation at a position, but for its place: what may differ of it between two moments.
CREATE FUNCTION shown(o obligation, p bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT ROW(
        o.bearer_id, o.role, o.opens_at, o.due_at, o.status, o.timeliness, o.urgency, o.acknowledged_at,
        o.submitted_at, o.fulfilled_at, o.period_starts_on, o.period_label,
        CASE WHEN o.has_quota THEN (
            SELECT ROW(f.target, f.reported, f.met)
            FROM quota_figures(
                ARRAY[o.task_id], ARRAY[o.unit_id], ARRAY[o.occurrence], shown.p) f) END)::text
$$;

-- What differs between what a viewer sees of a slice at two moments: of what came nothing is before, of what
-- went nothing after.
CREATE FUNCTION differing(
    earlier slice, earlier_viewer viewer, later slice, later_viewer viewer
)
RETURNS TABLE (before obligation, after obligation) LANGUAGE sql STABLE AS $$
    WITH was AS MATERIALIZED (
        SELECT o, shown(o, earlier.p) AS shown FROM visible_obligation(earlier, earlier_viewer) o
    ),
    now AS MATERIALIZED (
        SELECT o, shown(o, later.p) AS shown FROM visible_obligation(later, later_viewer) o
    )
    SELECT w.o, n.o
    FROM was w
    FULL JOIN now n ON (n.o).task_id = (w.o).task_id AND (n.o).unit_id = (w.o).unit_id
        AND (n.o).occurrence = (w.o).occurrence
    WHERE n.shown IS DISTINCT FROM w.shown
$$;
