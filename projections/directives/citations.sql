-- name: causes(directive_ids)
-- Whose causes directives serve.
SELECT directive_id, cause_id, distance, cause_issuer_id, clearance FROM cause
WHERE directive_id = ANY (:directive_ids) AND to_position = forever()
ORDER BY directive_id, distance, cause_id, cause_issuer_id;

-- name: serving(cause_id)
-- Directives that serve a cause.
SELECT DISTINCT directive_id FROM cause
WHERE cause_id = :cause_id AND to_position = forever()
ORDER BY directive_id;

-- name: implemented(directive_ids)
-- What directives implement by themselves.
SELECT DISTINCT directive_id, target_id FROM citation_match
WHERE directive_id = ANY (:directive_ids) AND relation = 'IMPLEMENTS'
  AND target_id IS NOT NULL AND to_position = forever()
ORDER BY directive_id, target_id;

-- name: end_matches(citation_ids, from_positions)!
-- Citations that were matched anew from these positions on.
UPDATE citation_match v SET to_position = n.position
FROM unnest(:citation_ids::uuid[], :from_positions::bigint[]) AS n(citation_id, position)
WHERE v.citation_id = n.citation_id AND v.to_position = forever();

-- name: end_causes(directive_id, position, cause_ids)!
-- Causes that a directive no longer serves, or at another distance, from a position on.
UPDATE cause SET to_position = :position
WHERE directive_id = :directive_id AND cause_id = ANY (:cause_ids)
  AND to_position = forever();
