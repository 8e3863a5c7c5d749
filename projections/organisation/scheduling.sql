-- name: settle(change_ids, positions, outcomes, reasons)!
-- Changes that are no longer to come.
UPDATE scheduled_change v
SET settled_position = n.position, outcome = n.outcome, reason = n.reason
FROM unnest(:change_ids::uuid[], :positions::bigint[], :outcomes::text[], :reasons::text[])
    AS n(change_id, position, outcome, reason)
WHERE v.change_id = n.change_id;
