-- Whether an entry of the audit trail lies in a scope of inspecting grants: one of the units that it is
-- about does, or its directive is wholly visible. What is about a draft is for those who see drafts.
-- One row or none.
CREATE FUNCTION audit_entry_shown(
    of_entry audit_entry, p bigint, lows text[], highs text[], clearances smallint[]
)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true WHERE CASE WHEN of_entry.of_draft THEN EXISTS (
        SELECT FROM draft_shown(of_entry.directive_id, p, lows, highs, clearances))
    ELSE EXISTS (
        SELECT FROM (
            SELECT of_entry.unit_id
            UNION ALL
            SELECT a.unit_id FROM audit_unit a WHERE a.position = of_entry.position
        ) about
        JOIN place_at(p) i ON i.unit_id = about.unit_id
        JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
            ON i.path >= g.low AND i.path < g.high
        WHERE NOT EXISTS (
            SELECT FROM directive d
            WHERE d.directive_id = of_entry.directive_id
              AND NOT opens(g.low, g.high, g.clearance, i.path, d.clearance, d.need_to_know)))
    OR EXISTS (
        SELECT FROM unit u
        JOIN place_at(p) i ON i.unit_id = u.unit_id
        JOIN unnest(lows, highs) AS g(low, high) ON i.path >= g.low AND i.path < g.high
        WHERE u.established_position = of_entry.position)
    OR of_entry.directive_id IS NOT NULL AND EXISTS (
        SELECT FROM whole_directive(of_entry.directive_id, p, lows, highs, clearances))
    END
$$;
