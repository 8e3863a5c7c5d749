-- name: some_units(seed, p, row_limit)
-- Live units, drawn by a seed: the same ones whenever it is the same, wherever their rows lie.
SELECT unit_id FROM unit_at(:p) WHERE live
ORDER BY uuid_hash_extended(unit_id, :seed) LIMIT :row_limit;

-- name: some_directives(seed, p, row_limit)
-- Directives that may ask something.
SELECT directive_id FROM directive WHERE issued_here AND position <= :p
ORDER BY uuid_hash_extended(directive_id, :seed) LIMIT :row_limit;

-- name: some_acts(seed, p, row_limit)
-- Units that did something, and by which directive.
SELECT directive_id, unit_id FROM act
WHERE position <= :p AND :p < to_position
ORDER BY uuid_hash_extended(unit_id, uuid_hash_extended(task_id, :seed)) LIMIT :row_limit;
