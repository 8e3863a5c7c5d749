-- name: causes(directive_ids)
-- Whose causes directives serve.
SELECT directive_id, cause_id, distance, cause_issuer_id FROM cause
WHERE directive_id = ANY (:directive_ids);
