-- name: answer(invitation_ids, accepted, declined, answered_at)!
-- What invited units answered: a position for one of the two, for the other the greatest there is.
UPDATE invitation v
SET accepted_position = n.accepted, declined_position = n.declined, answered_at = n.answered_at
FROM unnest(
    :invitation_ids::uuid[], :accepted::bigint[], :declined::bigint[], :answered_at::timestamptz[]
) AS n(invitation_id, accepted, declined, answered_at)
WHERE v.invitation_id = n.invitation_id;
