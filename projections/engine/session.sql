-- name: begin()#
-- In one trip: all that is read is of one moment, names mean the live read models, and a nation's rows
-- are hashed and sorted in memory.
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL search_path = read_model;
SET LOCAL work_mem = '64MB';

-- name: end()#
COMMIT;

-- name: checkpoint()^
SELECT position, recorded_at, parked_position FROM checkpoint;

-- name: paths(p, unit_ids)
-- Where live units stand at a position: what ended holds nothing, and nothing is open to a grant on it.
SELECT unit_id, path FROM unit_at(:p) WHERE unit_id = ANY (:unit_ids) AND live;

-- name: addressed(directive_id, p)^
-- The smallest range of paths that holds every unit which a directive's atoms cover, each in the
-- tree that it is judged by.
SELECT min(s.path) AS low, max(end_of_subtree(s.path)) AS high
FROM (
    SELECT scope_id, position FROM audience_atom WHERE directive_id = :directive_id
    UNION ALL
    SELECT scope_id, position FROM reach_atom
    WHERE directive_id = :directive_id AND position <= :p
) a
JOIN unit_version s ON s.unit_id = a.scope_id
    AND s.from_position <= a.position AND a.position < s.to_position;

-- name: addressed_in_cause(directive_id, p)^
-- The same over a directive and all that implement it.
SELECT min(s.path) AS low, max(end_of_subtree(s.path)) AS high
FROM (
    SELECT a.scope_id, a.position FROM audience_atom a
    JOIN cause k ON k.directive_id = a.directive_id
    WHERE k.cause_id = :directive_id AND k.position <= :p AND :p < k.to_position
    UNION ALL
    SELECT a.scope_id, a.position FROM reach_atom a
    JOIN cause k ON k.directive_id = a.directive_id
    WHERE k.cause_id = :directive_id AND a.position <= :p AND :p < k.to_position
) a
JOIN unit_version s ON s.unit_id = a.scope_id
    AND s.from_position <= a.position AND a.position < s.to_position;

-- name: count_up_to(low, high, row_limit)$
-- How many units stand in a range, counted no further than needed.
SELECT count(*) FROM (
    SELECT FROM unit_version WHERE path >= :low AND path < :high LIMIT :row_limit) counted;

-- name: rare(p)^
SELECT EXISTS (SELECT FROM policy_version WHERE from_position < :p) AS policies,
       EXISTS (SELECT FROM declared_occurrence WHERE position <= :p) AS occurrences;
