-- name: of_owners(owner, owner_ids, p)
-- The files of each, in the order in which its author gave them; of a draft, state by state.
SELECT * FROM attachment
WHERE owner_id = ANY (:owner_ids) AND owner = :owner AND position <= :p
ORDER BY owner_id, position, ordinal;

-- name: by_ids(attachment_ids, p)
-- A file as often as something goes with it, the oldest first.
SELECT * FROM attachment
WHERE attachment_id = ANY (:attachment_ids) AND position <= :p
ORDER BY attachment_id, position;
