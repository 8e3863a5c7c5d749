-- What is asked of one unit, its inbox before all: planned once for each connection. See of_one().

CREATE FUNCTION visible_of_one(slice slice, viewer viewer)
RETURNS SETOF obligation LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT * FROM visible_obligation(of_one(slice), viewer);
END
$$;

CREATE FUNCTION wanted_of_one(slice slice, viewer viewer, filter obligation_filter)
RETURNS SETOF obligation LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT * FROM wanted(of_one(slice), viewer, filter);
END
$$;
