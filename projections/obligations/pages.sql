-- Pages of many units' obligations: of those who are alike, the first of each set tells which directives a page
-- may hold, and of these the first few of each set are looked at. So a page costs what it shows and what was
-- done, not what exists.

-- The place of an obligation in an order, but for where its bearer stands.
CREATE TYPE page_place AS (
    urgency integer, reached bigint, due_at timestamptz, directive bigint, task smallint
);

CREATE FUNCTION place_by(o obligation, by text) RETURNS page_place LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN by = 'NEWEST_FIRST'
        THEN ROW(0, -o.reach_position, '-infinity', -o.directive_position, o.task_ordinal)::page_place
        ELSE ROW(CASE WHEN by = 'MOST_URGENT' THEN urgency_place(o.urgency) ELSE 0 END, 0,
                 coalesce(o.due_at, 'infinity'), o.directive_position, o.task_ordinal)::page_place END
$$;

-- The same as a cursor has it: the keys of these orders in queries.sql.
CREATE FUNCTION place_after(after jsonb, by text) RETURNS page_place LANGUAGE sql STABLE AS $$
    SELECT CASE by
        WHEN 'NEWEST_FIRST' THEN ROW(0, after ->> 0, '-infinity', after ->> 1, after ->> 2)::page_place
        WHEN 'MOST_URGENT' THEN ROW(after ->> 0, 0, after ->> 1, after ->> 2, after ->> 3)::page_place
        ELSE ROW(0, 0, after ->> 0, after ->> 1, after ->> 2)::page_place END
$$;

-- Directives, one of those alike by which stands in a page after a place, or would if it were the first.
CREATE FUNCTION directives_after(
    slice slice, viewer viewer, filter obligation_filter, by text, after page_place, row_limit integer
)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    WITH first AS MATERIALIZED (
        SELECT o.directive_id, place_by(o, by) AS place, o.path, o.unit_id, o.occurrence
        FROM wanted(part_of(slice, alike(0)), viewer, filter) o
    )
    SELECT f.directive_id FROM first f WHERE f.place = after
    UNION
    SELECT n.directive_id FROM (
        SELECT f.directive_id FROM first f WHERE after IS NULL OR f.place > after
        ORDER BY f.place, f.path, f.unit_id, f.occurrence LIMIT row_limit) n;
END
$$;

-- A page of a slice's obligations in an order, after a cursor.
CREATE FUNCTION page(
    slice slice, viewer viewer, filter obligation_filter, by text, after jsonb, row_limit integer
)
RETURNS SETOF obligation LANGUAGE plpgsql STABLE ROWS 50 AS $$
DECLARE
    place page_place := CASE WHEN after IS NOT NULL THEN place_after(after, by) END;
    near  part       := alike(0);
BEGIN
    near.directive_ids := ARRAY(
        SELECT directives_after(slice, viewer, filter, by, place, row_limit));
    near.units := row_limit + 1;  -- the one that the cursor stands at may come once more
    near.from_path := after ->> -3;
    RETURN QUERY
    SELECT o.*
    FROM (
        SELECT * FROM wanted(part_of(slice, near), viewer, filter)
        UNION ALL
        SELECT * FROM wanted(part_of(slice, apart()), viewer, filter)
    ) o
    WHERE after IS NULL
       OR (place_by(o, by), o.path, o.unit_id, o.occurrence)
          > (place, near.from_path, (after ->> -2)::uuid, (after ->> -1)::date)
    ORDER BY place_by(o, by), o.path, o.unit_id, o.occurrence
    LIMIT row_limit;
END
$$;
