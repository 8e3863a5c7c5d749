-- name: end_datings(directive_ids, keys, from_positions)!
-- Windows that were dated anew no longer have the days of before, from these positions on.
UPDATE window_dating v SET to_position = n.position
FROM unnest(:directive_ids::uuid[], :keys::text[], :from_positions::bigint[])
    AS n(directive_id, key, position)
WHERE v.directive_id = n.directive_id AND v.key = n.key AND v.to_position = forever();

-- name: end_expiries(directive_ids, from_positions)!
-- Directives that expire on other days from these positions on.
UPDATE expiry v SET to_position = n.position
FROM unnest(:directive_ids::uuid[], :from_positions::bigint[]) AS n(directive_id, position)
WHERE v.directive_id = n.directive_id AND v.to_position = forever();

-- name: numbers(directive_ids)
-- The numbers of directives, as they are written.
SELECT directive_id, coalesce(number ->> 'text', '') AS number FROM directive
WHERE directive_id = ANY (:directive_ids);

-- name: end_texts(directive_ids, from_positions)!
-- Directives whose subjects are corrected from these positions on.
UPDATE directive_text v SET to_position = n.position
FROM unnest(:directive_ids::uuid[], :from_positions::bigint[]) AS n(directive_id, position)
WHERE v.directive_id = n.directive_id AND v.to_position = forever();

-- name: end_statuses(directive_ids, from_positions)!
-- Directives that stand elsewhere from these positions on.
UPDATE directive_status v SET to_position = n.position
FROM unnest(:directive_ids::uuid[], :from_positions::bigint[]) AS n(directive_id, position)
WHERE v.directive_id = n.directive_id AND v.to_position = forever();
