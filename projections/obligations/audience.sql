-- Whom directives concern: by their audiences, or by name.
-- Whom audiences cover, in the trees of their directives' positions, of units that stand where they stood, in
-- the very row: that is most of them.
CREATE FUNCTION covered_in_place(slice slice) RETURNS SETOF member LANGUAGE sql STABLE AS $$
    SELECT a.directive_id, a.audience, a.task_id, role_in(a.task_id), v.unit_id, v.unit_id, v.path,
           v.parent_id, v.from_position, a.position, false, 1::bigint
    FROM unit_in(slice) v
    CROSS JOIN LATERAL audience_since(v) a
    WHERE v.path >= slice.addressed_low AND v.path < slice.addressed_high
      AND a.position <= slice.p
      AND (slice.directive_id IS NULL OR a.directive_id = slice.directive_id)
      AND (slice.cause_id IS NULL OR a.directive_id IN (SELECT directive_id FROM serving(slice)))
$$;

-- And the others: of the moved ones another row is needed, or who bears for them; units beside atoms; those
-- covered later.
CREATE FUNCTION covered_elsewhere(slice slice) RETURNS SETOF member LANGUAGE sql STABLE AS $$
    SELECT c.directive_id, c.audience, c.task_id, role_in(c.task_id), c.unit_id, c.unit_id, c.path,
           c.parent_id, c.from_position, c.position, false, 1::bigint
    FROM (
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

CREATE FUNCTION covered(slice slice) RETURNS SETOF member LANGUAGE sql STABLE AS $$
    SELECT * FROM covered_in_place(slice)
    UNION ALL
    SELECT * FROM covered_elsewhere(slice)
$$;

-- Those in place for many units. PostgreSQL cannot know how many units an atom covers and takes it for a
-- handful; a function that says so itself makes it plan what follows for many.
CREATE FUNCTION many_covered(slice slice)
RETURNS SETOF member LANGUAGE plpgsql STABLE ROWS 250000 AS $$
BEGIN
    RETURN QUERY SELECT * FROM covered_in_place(slice);
END
$$;

-- Whom tasks name.
CREATE FUNCTION named(slice slice) RETURNS SETOF member LANGUAGE sql STABLE AS $$
    SELECT m.directive_id, NULL::smallint, m.task_id, m.role, b.unit_id, b.unit_id, b.path,
           b.parent_id, b.from_position, m.position, m.invited, 1::bigint
    FROM task_member m
    JOIN unit_in(slice) b ON b.unit_id = m.unit_id
    WHERE m.position <= slice.p
      AND (slice.directive_id IS NULL OR m.directive_id = slice.directive_id)
      AND (slice.cause_id IS NULL OR m.directive_id IN (SELECT directive_id FROM serving(slice)))
    UNION ALL
    SELECT * FROM named_by_heirs(slice)
$$;

CREATE FUNCTION member_in(slice slice) RETURNS SETOF member LANGUAGE sql STABLE AS $$
    SELECT * FROM covered_in_place(slice) WHERE slice.part IS NULL AND NOT slice.many_units
    UNION ALL
    SELECT * FROM many_covered(slice) WHERE slice.part IS NULL AND slice.many_units
    UNION ALL
    SELECT * FROM representing(slice) WHERE (slice.part).name = 'ALIKE' AND NOT slice.many_units
    UNION ALL
    SELECT * FROM representing_many(slice) WHERE (slice.part).name = 'ALIKE' AND slice.many_units
    UNION ALL
    SELECT * FROM apart_in_place(slice) WHERE (slice.part).name = 'APART' AND NOT slice.many_units
    UNION ALL
    SELECT * FROM many_apart_in_place(slice) WHERE (slice.part).name = 'APART' AND slice.many_units
    UNION ALL
    SELECT * FROM covered_elsewhere(slice) WHERE holds_others(slice)
    UNION ALL
    SELECT * FROM named(slice) WHERE holds_others(slice)
$$;
