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
CREATE TYPE slice AS (
    low text, high text, addressed_low text, addressed_high text, directive_id uuid, cause_id uuid,
    pass_on_only boolean, many_units boolean, has_policies boolean, has_occurrences boolean,
    cleared smallint, p bigint, clock timestamptz
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
               false, false, true, true, -1::smallint, p, '-infinity'::timestamptz)::slice
$$;

-- The same slice of other bearers.
CREATE FUNCTION within(slice slice, low text, high text) RETURNS slice LANGUAGE sql IMMUTABLE AS $$
    SELECT ROW(low, high, slice.addressed_low, slice.addressed_high, slice.directive_id,
               slice.cause_id, slice.pass_on_only, slice.many_units, slice.has_policies,
               slice.has_occurrences, slice.cleared, slice.p, slice.clock)::slice
$$;

-- The same slice of one directive.
CREATE FUNCTION of_directive(slice slice, directive_id uuid)
RETURNS slice LANGUAGE sql IMMUTABLE AS $$
    SELECT ROW(slice.low, slice.high, slice.addressed_low, slice.addressed_high, directive_id,
               slice.cause_id, slice.pass_on_only, slice.many_units, slice.has_policies,
               slice.has_occurrences, slice.cleared, slice.p, slice.clock)::slice
$$;

-- The same slice of all directives that serve the cause of its own.
CREATE FUNCTION in_its_cause(slice slice) RETURNS slice LANGUAGE sql IMMUTABLE AS $$
    SELECT ROW(slice.low, slice.high, slice.addressed_low, slice.addressed_high, NULL::uuid,
               slice.directive_id, slice.pass_on_only, slice.many_units, slice.has_policies,
               slice.has_occurrences, slice.cleared, slice.p, slice.clock)::slice
$$;

-- The units of a slice, as they stand.
CREATE FUNCTION unit_in(slice slice) RETURNS SETOF unit_version LANGUAGE sql STABLE AS $$
    SELECT v.*
    FROM unit_at(slice.p) v
    WHERE v.path >= slice.low AND v.path < slice.high
      AND (NOT slice.pass_on_only OR EXISTS (
            SELECT FROM parent_unit x WHERE x.unit_id = v.unit_id))
$$;
