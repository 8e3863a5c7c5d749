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

-- What the chart shows of the units that stand in a range at a position, by their names of a day.
CREATE FUNCTION charted(low text, high text, p bigint, day date)
RETURNS TABLE (
    unit_id uuid, code text, parent_id uuid, addresses_under_id uuid, name text, symbol text
) LANGUAGE sql STABLE AS $$
    SELECT v.unit_id, v.code, v.parent_id, v.addresses_under_id, n.name, y.symbol
    FROM unit_at(p) v
    CROSS JOIN LATERAL name_on(v.unit_id, p, day) n
    CROSS JOIN LATERAL symbol_at(v.unit_id, p) y
    WHERE v.live AND v.path >= low AND v.path < high
$$;

-- The units that stand in one of two ranges of two moments, and not as they are in the other.
CREATE FUNCTION unit_difference(
    low text, high text, p bigint, day date,
    later_low text, later_high text, later_p bigint, later_day date
)
RETURNS TABLE (unit_id uuid, code text, was_there boolean, is_there boolean) LANGUAGE sql STABLE AS $$
    SELECT unit_id, coalesce(n.code, w.code), w.code IS NOT NULL, n.code IS NOT NULL
    FROM charted(low, high, p, day) w
    FULL JOIN charted(later_low, later_high, later_p, later_day) n USING (unit_id)
    WHERE (n.code, n.parent_id, n.addresses_under_id, n.name, n.symbol)
        IS DISTINCT FROM (w.code, w.parent_id, w.addresses_under_id, w.name, w.symbol)
$$;
