-- What obligations' reports say of one task's indicators, summed apart by the heads of their bearers' paths
-- (an empty one holds all): of all occurrences or of one, and of units of these levels (none: of all).
CREATE FUNCTION indicator_totals(
    slice slice, viewer viewer, filter obligation_filter, of_task uuid, of_occurrence date,
    levels text[], head_length integer
)
RETURNS TABLE (
    head text, indicator text, accepted numeric, submitted numeric, reported bigint
) LANGUAGE sql STABLE AS $$
    SELECT left(o.path, head_length), v.indicator,
           coalesce(sum(v.value) FILTER (WHERE v.accepted), 0),
           coalesce(sum(v.value) FILTER (WHERE NOT v.accepted), 0),
           count(DISTINCT (o.unit_id, o.occurrence))
    FROM value_at(slice.p) v
    JOIN wanted(slice, viewer, filter) o
        ON o.task_id = v.task_id AND o.unit_id = v.unit_id AND o.occurrence = v.occurrence
    WHERE v.task_id = of_task AND (of_occurrence IS NULL OR v.occurrence = of_occurrence)
      AND (levels = '{}' OR levels @> ARRAY[(
            SELECT u.level FROM unit_version u WHERE u.unit_id = v.unit_id LIMIT 1)])
    GROUP BY 1, 2
$$;
