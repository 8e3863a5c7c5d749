-- name: withdraw(task_id, unit_id, occurrence, position, reason)!
-- An occurrence was none after all, from a position on.
UPDATE declared_occurrence SET withdrawn_position = :position, withdrawn_because = :reason
WHERE task_id = :task_id AND unit_id = :unit_id AND occurrence = :occurrence;
