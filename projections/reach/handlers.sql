-- name: recall(directive_id, unit_id, versions, position)!
-- A unit's relays of these versions reach nobody any more from a position on.
WITH recalled AS (
    UPDATE reach SET to_position = :position
    WHERE directive_id = :directive_id AND from_id = :unit_id AND kind = 'RELAY'
      AND version = ANY (:versions::integer[]) AND to_position = forever()
    RETURNING position AS of_position
),
atoms AS (
    UPDATE reach_atom a SET to_position = :position
    FROM recalled WHERE a.directive_id = :directive_id AND a.position = of_position
),
units AS (
    UPDATE reach_unit a SET to_position = :position
    FROM recalled WHERE a.directive_id = :directive_id AND a.position = of_position
),
dues AS (
    UPDATE relay_due a SET to_position = :position
    FROM recalled WHERE a.position = of_position
)
UPDATE passing a SET to_position = :position
FROM recalled WHERE a.position = of_position;
