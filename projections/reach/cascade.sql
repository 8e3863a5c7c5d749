-- Where directives got to.

-- By which way a reach came to units.
CREATE FUNCTION way_of(kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE kind WHEN 'RELAY' THEN 'RELAYED' ELSE 'ADDRESSED' END
$$;

-- How a directive first came to each unit of its audience: by its own issue or a relay that stands, or
-- by that of a directive that implements it. An invitation to one task is none. The directive is the
-- slice's cause.
CREATE FUNCTION hop(slice slice)
RETURNS TABLE (
    unit_id uuid, path text, reach_position bigint, kind text, from_id uuid,
    implementing_id uuid, reached_at timestamptz
) LANGUAGE sql STABLE AS $$
    WITH member AS MATERIALIZED (
        SELECT * FROM member_reach(slice) m WHERE m.task_id IS NULL OR NOT m.direct
    )
    SELECT DISTINCT ON (a.unit_id)
        a.unit_id, a.path, h.position,
        CASE WHEN d.directive_id <> slice.cause_id THEN 'IMPLEMENTED' ELSE way_of(h.kind) END,
        CASE WHEN d.directive_id <> slice.cause_id THEN d.issuer_id
             ELSE coalesce(h.from_id, d.issuer_id) END,
        CASE WHEN d.directive_id <> slice.cause_id THEN d.directive_id END,
        h.recorded_at
    FROM member a
    JOIN member m ON m.unit_id = a.unit_id
    JOIN directive d ON d.directive_id = m.directive_id
    JOIN reach h ON h.position = m.reach_position
    WHERE a.directive_id = slice.cause_id AND a.audience = 0 AND NOT m.recalled
    ORDER BY a.unit_id, h.position, d.directive_id <> slice.cause_id, d.position
$$;
