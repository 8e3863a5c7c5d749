-- name: of_units(unit_ids, p)
SELECT * FROM webhook_at(:p) WHERE unit_id = ANY (:unit_ids) ORDER BY created_at, webhook_id;

-- name: by_ids(webhook_ids, p)
SELECT * FROM webhook_at(:p) WHERE webhook_id = ANY (:webhook_ids);

-- name: every(p)
SELECT * FROM webhook_at(:p) ORDER BY created_at, webhook_id;
