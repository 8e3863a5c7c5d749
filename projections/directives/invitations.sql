-- name: answer(invitation_ids, answered_ats, accepted_positions, declined_positions)!
-- What invited units answered: a position for one of the two, for the other the greatest there is.
UPDATE invitation v
SET accepted_position = n.accepted, declined_position = n.declined, answered_at = n.answered_at
FROM unnest(
    :invitation_ids::uuid[], :answered_ats::timestamptz[], :accepted_positions::bigint[],
    :declined_positions::bigint[]
) AS n(invitation_id, answered_at, accepted, declined)
WHERE v.invitation_id = n.invitation_id;
