-- Whom directives concern: by their audiences, or by name.
-- Whom audiences cover, in the trees of their directives' positions, and where these units stand now.
-- Most units stand where they stood, in the very row; only of the moved ones another row is needed.
CREATE FUNCTION covered(slice slice) RETURNS SETOF member LANGUAGE sql STABLE AS $$
    SELECT c.directive_id, c.audience, c.task_id, role_in(c.task_id), c.unit_id, c.unit_id, c.path,
           c.parent_id, c.from_position, c.position, false
    FROM (
        SELECT a.directive_id, a.audience, a.task_id, a.position,
               v.unit_id, v.path, v.parent_id, v.from_position
        FROM unit_in(slice) v
        CROSS JOIN LATERAL audience_since(v) a
        WHERE v.path >= slice.addressed_low AND v.path < slice.addressed_high
        UNION ALL
        SELECT a.directive_id, a.audience, a.task_id, a.position,
               b.unit_id, b.path, b.parent_id, b.from_position
        FROM unit_version v
        JOIN unit_in(slice) b ON b.unit_id = v.unit_id
        CROSS JOIN LATERAL audience_over(v) a
        WHERE v.to_position <= slice.p
          AND v.path >= slice.addressed_low AND v.path < slice.addressed_high
        UNION ALL
        SELECT a.directive_id, a.audience, a.task_id, a.position,
               b.unit_id, b.path, b.parent_id, b.from_position
        FROM audience_unit a
        JOIN unit_in(slice) b ON b.unit_id = a.unit_id
    ) c
    WHERE c.position <= slice.p
      AND (slice.directive_id IS NULL OR c.directive_id = slice.directive_id)
      AND (slice.cause_id IS NULL OR c.directive_id IN (SELECT directive_id FROM serving(slice)))
    UNION ALL
    SELECT * FROM covered_by_heirs(slice)
    UNION ALL
    SELECT * FROM covered_later(slice)
$$;

-- The same for many units. PostgreSQL cannot know how many units an atom covers and takes it for a
-- handful; a function that says so itself makes it plan what follows for many.
CREATE FUNCTION many_covered(slice slice)
RETURNS SETOF member LANGUAGE plpgsql STABLE ROWS 250000 AS $$
BEGIN
    RETURN QUERY SELECT * FROM covered(slice);
END
$$;

-- Whom tasks name.
CREATE FUNCTION named(slice slice) RETURNS SETOF member LANGUAGE sql STABLE AS $$
    SELECT m.directive_id, NULL::smallint, m.task_id, m.role, b.unit_id, b.unit_id, b.path,
           b.parent_id, b.from_position, m.position, m.invited
    FROM task_member m
    JOIN unit_in(slice) b ON b.unit_id = m.unit_id
    WHERE m.position <= slice.p
      AND (slice.directive_id IS NULL OR m.directive_id = slice.directive_id)
      AND (slice.cause_id IS NULL OR m.directive_id IN (SELECT directive_id FROM serving(slice)))
    UNION ALL
    SELECT * FROM named_by_heirs(slice)
$$;

CREATE FUNCTION member_in(slice slice) RETURNS SETOF member LANGUAGE sql STABLE AS $$
    SELECT * FROM covered(slice) WHERE NOT slice.many_units
    UNION ALL
    SELECT * FROM many_covered(slice) WHERE slice.many_units
    UNION ALL
    SELECT * FROM named(slice)
$$;
