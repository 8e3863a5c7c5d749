-- Occurrences that a merged unit owes once: of all for whom it bears them one is asked, the unit itself
-- where it owes them, else who ended last, or whose id comes first.

-- When a unit ended, as far as it had by a position; a live one never did.
CREATE FUNCTION ended_by(of_unit uuid, p bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(min(v.from_position), forever()) FROM unit_version v
    WHERE v.unit_id = of_unit AND NOT v.live AND v.from_position <= p
$$;

-- Whether since some merger by then a unit has borne for both by a directive, and owes once what begins
-- on a day.
CREATE FUNCTION are_one(of_directive uuid, one uuid, other uuid, starts_on date, p bigint)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM reported_once m
        WHERE m.position <= p AND m.from_day <= starts_on
          AND EXISTS (SELECT FROM place_then(one, of_directive, m.position) w
                      WHERE w.unit_id = m.into_id)
          AND EXISTS (SELECT FROM place_then(other, of_directive, m.position) w
                      WHERE w.unit_id = m.into_id))
$$;

-- Whether an occurrence that a unit owed is owed at a position for another, whose part the same unit bears.
CREATE FUNCTION is_owed_by_another(
    of_directive uuid, of_task uuid, of_unit uuid, of_occurrence date, p bigint
)
RETURNS boolean LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM task_at(p) t
        JOIN period_at(p) own ON own.task_id = t.task_id AND own.occurrence = of_occurrence
            AND own.level = due_level(t, of_unit, p)
        CROSS JOIN LATERAL place_then(of_unit, of_directive, p) w
        CROSS JOIN LATERAL owed(slice_within(w.path, end_of_unit(w.path), of_directive, p)) o
        JOIN period_at(p) e ON e.task_id = t.task_id AND e.occurrence = of_occurrence
            AND e.level = due_level(t, o.unit_id, p)
            AND e.original_due_at >= CASE WHEN o.reach_position = t.position
                                          THEN coalesce(t.owed_since, o.opens_at)
                                          ELSE o.opens_at END
        WHERE t.task_id = of_task AND o.task_id = of_task AND o.unit_id <> of_unit
          AND NOT o.recalled AND NOT is_withdrawn(of_directive, o.unit_id, p)
          AND (ended_by(o.unit_id, p) > ended_by(of_unit, p)
               OR ended_by(o.unit_id, p) = ended_by(of_unit, p) AND o.unit_id < of_unit)
          AND are_one(of_directive, of_unit, o.unit_id, own.starts_on, p));
END
$$;
