-- name: evident(directive_ids, p, viewer)
-- Those that a scope shows wholly at a glance: most of them.
SELECT d.directive_id FROM directive d
WHERE d.directive_id = ANY (:directive_ids) AND d.position <= :p
  AND EXISTS (SELECT FROM evidently_whole(viewer(:viewer), d.directive_id));

-- name: whole(directive_ids, p, viewer)
-- Those that a scope shows wholly.
SELECT d.directive_id FROM directive d
WHERE d.directive_id = ANY (:directive_ids) AND d.position <= :p
  AND EXISTS (SELECT FROM sees_wholly(viewer(:viewer), d.directive_id));

-- name: citing(p, directive_ids)
-- Directives that cite others: who sees them wholly, by a grant that is cleared for what they cite,
-- sees that as a card.
SELECT d.directive_id AS cited_id, c.directive_id AS citing_id, d.clearance
FROM directive d
JOIN citation_match c ON c.target_id = d.directive_id
    AND c.from_position <= :p AND :p < c.to_position
WHERE d.directive_id = ANY (:directive_ids) AND d.position <= :p;

-- name: behind(directive_ids, p, clock)
-- Directives without asking who sees them: for those behind what was seen already.
SELECT d.*, true AS whole, s.*
FROM directive d
CROSS JOIN LATERAL directive_state(d, :p, :clock) s
WHERE d.directive_id = ANY (:directive_ids) AND d.position <= :p;

-- name: numbered(issuer_id, p, sequence, issued_on)
-- An issuer's documents whose number may be the one asked for.
SELECT directive_id, number, issued_on FROM directive
WHERE issuer_id = :issuer_id AND position <= :p
  AND number_sequence IS NOT DISTINCT FROM :sequence::integer AND number IS NOT NULL
  AND (:issued_on::date IS NULL OR issued_on = :issued_on)
ORDER BY position;

-- name: issuers_own(p, directive_ids)
-- For what others noted, what the issuer itself issued or recorded that may be the same document.
SELECT n.directive_id, n.number AS noted, d.directive_id AS own_id, d.number
FROM directive n
JOIN directive d ON d.issuer_id = n.issuer_id AND d.type = n.type AND d.issued_on = n.issued_on
    AND d.number_sequence IS NOT DISTINCT FROM n.number_sequence
    AND d.by_its_issuer AND d.position <= :p
WHERE n.directive_id = ANY (:directive_ids) AND NOT n.by_its_issuer
  AND n.number IS NOT NULL AND d.number IS NOT NULL
ORDER BY n.directive_id, d.position;

-- name: page(p, viewer, filter, after_position, row_limit, clock)
-- Wholly visible directives, the newest first.
SELECT d.*, true AS whole, s.*
FROM wanted_directive(viewer(:viewer), directive_filter(:filter), :clock) d
CROSS JOIN LATERAL directive_state(d, :p, :clock) s
WHERE :after_position::bigint IS NULL OR d.position < :after_position
ORDER BY d.position DESC LIMIT :row_limit;

-- name: found(p, viewer, filter, typed, after_rank, after_age, row_limit, clock)
-- The same that are found, those that answer best first, of these the newest. They are put in order before
-- anybody asks who sees them: that takes longer, and is asked of no more than a page shows.
SELECT d.*, true AS whole, s.*, f.rank, f.age
FROM (
    SELECT f.directive_id, f.rank, -d.position AS age
    FROM found_directive(:typed, :p) f
    JOIN directive d ON d.directive_id = f.directive_id
    WHERE :after_rank::integer IS NULL
       OR (f.rank, -d.position) > (:after_rank, :after_age::bigint)
    ORDER BY f.rank, -d.position
) f
JOIN wanted_directive(viewer(:viewer), directive_filter(:filter), :clock) d
    ON d.directive_id = f.directive_id
CROSS JOIN LATERAL directive_state(d, :p, :clock) s
ORDER BY f.rank, f.age LIMIT :row_limit;

-- name: count(viewer, filter, clock)$
SELECT count(*) FROM wanted_directive(viewer(:viewer), directive_filter(:filter), :clock);

-- name: received_by(p, viewer, after_position, low, high, row_limit, clock)
-- Directives that have reached a unit, the newest first, of those that the scope shows wholly.
SELECT d.*, true AS whole, s.*
FROM whole_directives(viewer(:viewer)) d
CROSS JOIN LATERAL directive_state(d, :p, :clock) s
WHERE (:after_position::bigint IS NULL OR d.position < :after_position)
  AND d.directive_id IN (
    SELECT m.directive_id FROM member_reach(slice_within(:low, :high, NULL, :p)) m
    WHERE m.reach_position IS NOT NULL)
ORDER BY d.position DESC LIMIT :row_limit;

-- name: count_received_by(p, viewer, low, high)$
SELECT count(*)
FROM whole_directives(viewer(:viewer)) d
WHERE d.directive_id IN (
    SELECT m.directive_id FROM member_reach(slice_within(:low, :high, NULL, :p)) m
    WHERE m.reach_position IS NOT NULL);

-- name: implemented_by(p, low, high, directive_id, after_position, viewer, row_limit, clock)
-- Directives that implement one, of issuers in a range of paths, the newest first.
SELECT d.*, true AS whole, s.*
FROM directive d
CROSS JOIN LATERAL directive_state(d, :p, :clock) s
JOIN place_at(:p) i ON i.unit_id = d.issuer_id AND i.path >= :low AND i.path < :high
WHERE d.directive_id IN (
    SELECT k.directive_id FROM cause_at(:p) k
    WHERE k.cause_id = :directive_id AND k.distance = 1)
  AND (:after_position::bigint IS NULL OR d.position < :after_position)
  AND EXISTS (SELECT FROM sees_wholly(viewer(:viewer), d.directive_id))
ORDER BY d.position DESC LIMIT :row_limit;

-- name: count_implemented_by(p, low, high, directive_id, viewer)$
SELECT count(*)
FROM directive d
JOIN place_at(:p) i ON i.unit_id = d.issuer_id AND i.path >= :low AND i.path < :high
WHERE d.directive_id IN (
    SELECT k.directive_id FROM cause_at(:p) k
    WHERE k.cause_id = :directive_id AND k.distance = 1)
  AND EXISTS (SELECT FROM sees_wholly(viewer(:viewer), d.directive_id));

-- name: windows(p, directive_ids)
-- Windows in the documents' order, with the days that they had at a position.
SELECT w.directive_id, w.key, w.stated, d.from_day, d.to_day
FROM named_window w
LEFT JOIN window_dating d ON d.directive_id = w.directive_id AND d.key = w.key
    AND d.from_position <= :p AND :p < d.to_position
WHERE w.directive_id = ANY (:directive_ids)
ORDER BY w.directive_id, w.ordinal;

-- name: citations(directive_ids, p)
SELECT * FROM citation_at(:p) WHERE directive_id = ANY (:directive_ids)
ORDER BY directive_id, ordinal;

-- name: citations_by_ids(citation_ids, p)
-- Citations by their own ids.
SELECT * FROM citation_at(:p) WHERE citation_id = ANY (:citation_ids);
