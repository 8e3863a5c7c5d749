-- name: recall(directive_ids, unit_ids, versions, positions, recalled_ats, reasons)!
-- Relays that no longer reach anybody from these positions on.
UPDATE relay v
SET recalled_position = n.position, recalled_at = n.recalled_at, recall_reason = n.reason
FROM unnest(
    :directive_ids::uuid[], :unit_ids::uuid[], :versions::integer[], :positions::bigint[],
    :recalled_ats::timestamptz[], :reasons::text[]
) AS n(directive_id, unit_id, version, position, recalled_at, reason)
WHERE v.directive_id = n.directive_id AND v.unit_id = n.unit_id AND v.version = n.version;
