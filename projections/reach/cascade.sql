-- Where directives got to. What the functions' parameters mean stands in obligations/coverage.sql.

-- By which way a reach came to units.
CREATE FUNCTION way_of(kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE kind WHEN 'RELAY' THEN 'RELAYED' ELSE 'ADDRESSED' END
$$;

-- How a directive first came to each unit of its audience: by its own issue or a relay that stands, or
-- by that of a directive that implements it. An invitation to one task is none.
CREATE FUNCTION hop(
    low text, high text, from_path text, to_path text, of_cause uuid, p bigint
)
RETURNS TABLE (
    unit_id uuid, path text, reach_position bigint, kind text, from_id uuid,
    implementing_id uuid, reached_at timestamptz
) LANGUAGE sql STABLE AS $$
    WITH member AS MATERIALIZED (
        SELECT c.directive_id, c.audience, c.unit_id, c.bearer_id, c.path, c.since_position, c.direct
        FROM covered(low, high, from_path, to_path, NULL, of_cause, false, p) c
        UNION ALL
        SELECT n.directive_id, NULL, n.unit_id, n.bearer_id, n.path, n.since_position, n.direct
        FROM named(low, high, NULL, of_cause, false, p) n
        WHERE NOT n.direct
    ),
    first_reach AS MATERIALIZED (
        SELECT * FROM relayed(low, high, from_path, to_path, NULL, of_cause, false, p)
    )
    SELECT DISTINCT ON (a.unit_id)
        a.unit_id, a.path, h.position,
        CASE WHEN d.directive_id <> of_cause THEN 'IMPLEMENTED' ELSE way_of(h.kind) END,
        CASE WHEN d.directive_id <> of_cause THEN d.issuer_id
             ELSE coalesce(h.from_id, d.issuer_id) END,
        CASE WHEN d.directive_id <> of_cause THEN d.directive_id END,
        h.recorded_at
    FROM member a
    JOIN member m ON m.unit_id = a.unit_id
    JOIN directive d ON d.directive_id = m.directive_id
    LEFT JOIN first_reach r ON r.directive_id = m.directive_id AND r.unit_id = m.unit_id
    JOIN reach h ON h.position = reach_of_member(
        d.level_by_level, d.position, r.reach_position, m.directive_id, m.unit_id, m.bearer_id,
        m.since_position, m.direct, p)
    WHERE a.directive_id = of_cause AND a.audience = 0
      AND NOT is_member_recalled(
            d.level_by_level, d.position, h.to_position, m.directive_id, m.unit_id,
            m.since_position, m.direct, p)
    ORDER BY a.unit_id, h.position, d.directive_id <> of_cause, d.position
$$;
