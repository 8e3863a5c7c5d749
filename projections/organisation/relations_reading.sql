-- name: aliases(unit_ids, p)
-- Other names by which documents know units, in the order in which they were added.
SELECT unit_id, name FROM unit_alias
WHERE unit_id = ANY (:unit_ids) AND position <= :p
ORDER BY unit_id, position;

-- name: labels(unit_ids, p)
-- Labels of units with the days on which they hold, as far as was known at a position.
SELECT DISTINCT unit_id, label, from_day, to_day FROM unit_label
WHERE unit_id = ANY (:unit_ids) AND from_position <= :p AND :p < to_position
ORDER BY unit_id, label, from_day, to_day;

-- name: superiors(unit_ids, p)
-- Whom units stand under on lines other than the primary one.
SELECT unit_id, line, superior_id FROM unit_superior
WHERE unit_id = ANY (:unit_ids) AND from_position <= :p AND :p < to_position
ORDER BY unit_id, line;

-- name: predecessors(unit_ids, p)
-- Units that ended, and in whose place these came.
SELECT successor_id AS unit_id, unit_id AS related_id FROM unit_succession
WHERE successor_id = ANY (:unit_ids) AND position <= :p
ORDER BY successor_id, position, ordinal, unit_id;

-- name: successors(unit_ids, p)
-- Units that took the place of these.
SELECT unit_id, successor_id AS related_id FROM unit_succession
WHERE unit_id = ANY (:unit_ids) AND position <= :p
ORDER BY unit_id, position, ordinal;
