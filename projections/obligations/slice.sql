-- A part of those whom directives concern, see alike.sql: 'ALIKE', those who are alike, or 'APART', the others.
--   head_length    who is alike is told apart by the heads of their paths, of this length
--   units          so many of each set stand for themselves; null: one of them stands for all
--   from_path      and so many from this path on; null: none
--   directive_ids  of these directives alone; null: of all
CREATE TYPE part AS (
    name text, head_length integer, units integer, from_path text, directive_ids uuid[]
);

CREATE FUNCTION alike(head_length integer) RETURNS part LANGUAGE sql IMMUTABLE AS $$
    SELECT ROW('ALIKE', head_length, NULL, NULL, NULL)::part
$$;

CREATE FUNCTION apart() RETURNS part LANGUAGE sql IMMUTABLE AS $$
    SELECT ROW('APART', 0, NULL, NULL, NULL)::part
$$;

-- What is asked of. A slice is a constant of the plan (plan_cache_mode is force_custom_plan): so a
-- branch and a nation get plans of their own, and what a slice leaves out is in no plan.
--   low, high   bearers: units whose path at position p lies in [low, high)
--   addressed_low, addressed_high   addressed units: their path lay between these when it counted. For
--                  one directive it is the smallest range that holds its audience; else all paths
--   directive_id   this directive alone; all of them where it is null
--   cause_id       directives that serve its cause: itself, and those that implement it; or all
--   pass_on_only   whether nothing is asked for but passing on
--   many_units     whether many units are asked for
--   has_policies   whether any unit has set a policy by then
--   has_occurrences   whether any unit has declared an occurrence by then
--   cleared        what every grant that counts for all of [low, high) is cleared for; -1: there is none
--   p, clock       the moment that is asked of
--   one_unit       whether it is planned as of_one() says
--   part           which part of those whom directives concern; null: all
CREATE TYPE slice AS (
    low text, high text, addressed_low text, addressed_high text, directive_id uuid, cause_id uuid,
    pass_on_only boolean, many_units boolean, has_policies boolean, has_occurrences boolean,
    cleared smallint, p bigint, clock timestamptz, one_unit boolean, part part
);

-- A slice as readers ask for it. Planning works it out (immutable, as is the JSON: its instants have
-- offsets), so its fields are constants in plans as parameters of their own would be.
CREATE FUNCTION slice(asked jsonb) RETURNS slice LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_populate_record(NULL::slice, asked)
$$;

-- What units in a range bear, by one directive or all, not judged by any clock: of few units, and policies
-- and occurrences are looked for.
CREATE FUNCTION slice_within(low text, high text, of_directive uuid, p bigint)
RETURNS slice LANGUAGE sql IMMUTABLE AS $$
    SELECT ROW(low, high, lowest_path(), highest_path(), of_directive, NULL::uuid,
               false, false, true, true, -1::smallint, p, '-infinity'::timestamptz, false, NULL::part)::slice
$$;

-- The same slice of other bearers.
CREATE FUNCTION within(slice slice, low text, high text) RETURNS slice LANGUAGE sql IMMUTABLE AS $$
    SELECT ROW(low, high, slice.addressed_low, slice.addressed_high, slice.directive_id,
               slice.cause_id, slice.pass_on_only, slice.many_units, slice.has_policies,
               slice.has_occurrences, slice.cleared, slice.p, slice.clock, false, slice.part)::slice
$$;

-- The same slice, planned as one of a single unit without knowing which: once for each connection, where it
-- would take longer to plan it for each unit than to look at it. Where directives addressed the unit narrows
-- nothing down.
CREATE FUNCTION of_one(slice slice) RETURNS slice LANGUAGE sql IMMUTABLE AS $$
    SELECT ROW(slice.low, slice.high, lowest_path(), highest_path(), slice.directive_id,
               slice.cause_id, slice.pass_on_only, false, slice.has_policies,
               slice.has_occurrences, slice.cleared, slice.p, slice.clock, true, NULL::part)::slice
$$;

-- A part of it.
CREATE FUNCTION part_of(slice slice, part part) RETURNS slice LANGUAGE sql IMMUTABLE AS $$
    SELECT ROW(slice.low, slice.high, slice.addressed_low, slice.addressed_high, slice.directive_id,
               slice.cause_id, slice.pass_on_only, slice.many_units, slice.has_policies,
               slice.has_occurrences, slice.cleared, slice.p, slice.clock, slice.one_unit, part)::slice
$$;

-- Whether a slice holds all but those who are alike.
CREATE FUNCTION holds_others(slice slice) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce((slice.part).name, 'APART') = 'APART'
$$;

-- The same slice of one directive.
CREATE FUNCTION of_directive(slice slice, directive_id uuid)
RETURNS slice LANGUAGE sql IMMUTABLE AS $$
    SELECT ROW(slice.low, slice.high, slice.addressed_low, slice.addressed_high, directive_id,
               slice.cause_id, slice.pass_on_only, slice.many_units, slice.has_policies,
               slice.has_occurrences, slice.cleared, slice.p, slice.clock, slice.one_unit, slice.part)::slice
$$;

-- The same slice of all directives that serve the cause of its own.
CREATE FUNCTION in_its_cause(slice slice) RETURNS slice LANGUAGE sql IMMUTABLE AS $$
    SELECT ROW(slice.low, slice.high, slice.addressed_low, slice.addressed_high, NULL::uuid,
               slice.directive_id, slice.pass_on_only, slice.many_units, slice.has_policies,
               slice.has_occurrences, slice.cleared, slice.p, slice.clock, slice.one_unit, slice.part)::slice
$$;

-- The one unit of a slice: said to be one, so that what is joined to it is looked up.
CREATE FUNCTION the_unit(slice slice)
RETURNS SETOF unit_version LANGUAGE plpgsql STABLE ROWS 1 SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT v.* FROM unit_at(slice.p) v WHERE v.path >= slice.low AND v.path < slice.high;
END
$$;

-- The units of a slice, as they stand.
CREATE FUNCTION unit_in(slice slice) RETURNS SETOF unit_version LANGUAGE sql STABLE AS $$
    SELECT v.*
    FROM (
        SELECT u.* FROM unit_at(slice.p) u
        WHERE slice.one_unit IS NOT TRUE AND u.path >= slice.low AND u.path < slice.high
        UNION ALL
        SELECT u.* FROM the_unit(slice) u WHERE slice.one_unit
    ) v
    WHERE NOT slice.pass_on_only OR EXISTS (SELECT FROM parent_unit x WHERE x.unit_id = v.unit_id)
$$;
