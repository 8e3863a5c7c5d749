-- name: stand(unit_ids)
-- Where units stand.
SELECT unit_id, path, ancestors FROM unit_version
WHERE unit_id = ANY (:unit_ids) AND to_position = forever();

-- name: addressing(unit_ids)
-- Who addresses others under these units, beside themselves.
SELECT unit_id, addresses_under_id FROM unit_version
WHERE addresses_under_id = ANY (:unit_ids) AND addresses_under_id <> unit_id
  AND to_position = forever();

-- name: restand(lows, highs, depths, parent_ids, paths, chains, unit_ids, under_ids, ended_ids, position)!
-- Units come elsewhere from a position on with all under them, and what stood under ended ones comes
-- under others (heads); others address under another unit. Where heads lie within each other, the
-- nearest above counts.
WITH head AS (
    SELECT * FROM unnest(:lows::text[], :highs::text[], :depths::integer[], :parent_ids::uuid[],
                         :paths::text[], :chains::text[])
        AS h(low, high, depth, parent_id, path, chain)
),
moved AS (
    SELECT DISTINCT ON (v.unit_id) v.unit_id, h.depth, h.parent_id, h.path AS new_head,
           h.chain::uuid[] AS new_ancestors
    FROM head h
    -- One look by the index for each: a range is taken to be larger than these are.
    CROSS JOIN LATERAL (
        SELECT u.unit_id FROM unit_version u
        WHERE u.path >= h.low COLLATE "C" AND u.path < h.high COLLATE "C"
          AND u.to_position = forever() AND u.from_position < :position
        OFFSET 0
    ) v
    ORDER BY v.unit_id, length(h.low) DESC
),
readdressed AS (
    SELECT * FROM unnest(:unit_ids::uuid[], :under_ids::uuid[]) AS a(unit_id, under_id)
),
ended AS (
    UPDATE unit_version v SET to_position = :position
    WHERE v.unit_id IN (SELECT unit_id FROM moved UNION SELECT unit_id FROM readdressed)
      AND v.unit_id NOT IN (SELECT unnest(:ended_ids::uuid[]))
      AND v.to_position = forever() AND v.from_position < :position
    RETURNING v.*
)
INSERT INTO unit_version (
    unit_id, from_position, to_position, parent_id, addresses_under_id, live, code, kind, level,
    path, ancestors)
SELECT v.unit_id, :position, forever(),
       CASE WHEN cardinality(v.ancestors) = m.depth THEN m.parent_id ELSE v.parent_id END,
       coalesce(a.under_id, v.addresses_under_id), v.live, v.code, v.kind, v.level,
       coalesce(m.new_head || substr(v.path, m.depth * 6 + 1), v.path),
       coalesce(m.new_ancestors || v.ancestors[m.depth + 1 :], v.ancestors)
FROM ended v
LEFT JOIN moved m USING (unit_id)
LEFT JOIN readdressed a USING (unit_id);

-- name: end_units(unit_ids, heir_ids, heir_paths, position)!
-- Units are no longer there from a position on; their heirs stand for them.
WITH heir AS (
    SELECT * FROM unnest(:unit_ids::uuid[], :heir_ids::uuid[], :heir_paths::text[])
        AS h(unit_id, heir_id, heir_path)
),
ended AS (
    UPDATE unit_version v SET to_position = :position
    FROM heir
    WHERE v.unit_id = heir.unit_id AND v.to_position = forever()
    RETURNING v.unit_id, v.code, v.kind, v.level, v.path
)
INSERT INTO unit_version (
    unit_id, from_position, to_position, parent_id, addresses_under_id, live, code, kind, level,
    path, ancestors, heir_id, heir_path)
SELECT v.unit_id, :position, forever(), NULL, v.unit_id, false, v.code, v.kind, v.level,
       'x' || right(v.path, 6), '{}', heir.heir_id, heir.heir_path
FROM ended v
JOIN heir USING (unit_id);

-- name: follow_heirs(position)!
-- Whoever stands for a unit that ended before may have moved, or ended itself.
WITH new AS (
    SELECT e.unit_id, coalesce(h.heir_id, h.unit_id) AS heir_id,
           coalesce(h.heir_path, h.path) AS heir_path
    FROM unit_version e
    JOIN unit_version h ON h.unit_id = e.heir_id AND h.to_position = forever()
    WHERE NOT e.live AND e.to_position = forever() AND e.from_position < :position
      AND e.heir_path <> coalesce(h.heir_path, h.path)
),
ended AS (
    UPDATE unit_version v SET to_position = :position
    FROM new
    WHERE v.unit_id = new.unit_id AND v.to_position = forever()
    RETURNING v.*, new.heir_id AS new_heir_id, new.heir_path AS new_heir_path
)
INSERT INTO unit_version (
    unit_id, from_position, to_position, parent_id, addresses_under_id, live, code, kind, level,
    path, ancestors, heir_id, heir_path)
SELECT unit_id, :position, forever(), parent_id, addresses_under_id, live, code, kind,
       level, path, ancestors, new_heir_id, new_heir_path
FROM ended;

-- name: transfers_to(unit_ids)
-- What these units bear by single directives for others that had ended.
SELECT unit_id, directive_id, bearer_id FROM unit_transfer
WHERE bearer_id = ANY (:unit_ids) AND to_position = forever();

-- name: stood_for(unit_ids)
-- Units that had ended and for whom these stand, with the directives by which others bear for them.
SELECT e.unit_id, e.heir_id,
       ARRAY(SELECT t.directive_id FROM unit_transfer t
             WHERE t.unit_id = e.unit_id AND t.to_position = forever()) AS directive_ids
FROM unit_version e
WHERE NOT e.live AND e.heir_id = ANY (:unit_ids) AND e.to_position = forever();

-- name: transfer(unit_ids, directive_ids, bearer_ids, position)!
-- Who bears from a position on what units that ended owe by single directives.
WITH given AS (
    SELECT * FROM unnest(:unit_ids::uuid[], :directive_ids::uuid[], :bearer_ids::uuid[])
        AS g(unit_id, directive_id, bearer_id)
),
ended AS (
    UPDATE unit_transfer t SET to_position = :position
    FROM given g
    WHERE t.unit_id = g.unit_id AND t.directive_id = g.directive_id AND t.to_position = forever()
)
INSERT INTO unit_transfer (unit_id, directive_id, from_position, to_position, bearer_id)
SELECT unit_id, directive_id, :position, forever(), bearer_id FROM given;

-- name: note_parents_at(unit_ids, position)!
-- Those of the units that have got a child by a change of the tree.
INSERT INTO parent_unit (unit_id, since_position)
SELECT DISTINCT parent_id, :position::bigint FROM unit_version
WHERE parent_id = ANY (:unit_ids) AND to_position = forever()
ON CONFLICT DO NOTHING;

-- name: set_superiors(unit_ids, lines, superior_ids, position)!
-- Units' superiors on lines from a position on; null: none.
WITH given AS (
    SELECT * FROM unnest(:unit_ids::uuid[], :lines::text[], :superior_ids::uuid[])
        AS g(unit_id, line, superior_id)
),
ended AS (
    UPDATE unit_superior s SET to_position = :position
    FROM given g
    WHERE s.unit_id = g.unit_id AND s.line = g.line AND s.to_position = forever()
)
INSERT INTO unit_superior (unit_id, line, from_position, to_position, superior_id)
SELECT unit_id, line, :position, forever(), superior_id FROM given
WHERE superior_id IS NOT NULL;

-- name: lines_of(unit_ids)
-- The lines on which units stand: as superiors, and under others.
SELECT unit_id, line, superior_id FROM unit_superior
WHERE (unit_id = ANY (:unit_ids) OR superior_id = ANY (:unit_ids))
  AND to_position = forever()
ORDER BY line, from_position, unit_id;

-- name: complete_import(import_id, position, next_ordinal, first_day, valid_from)!
-- All units that an import staged are established, in the order in which they were staged.
WITH RECURSIVE numbered AS MATERIALIZED (
    SELECT s.*, (:next_ordinal - 1 + row_number() OVER (ORDER BY s.position, s.number))::integer
               AS ordinal
    FROM staged_unit s WHERE s.import_id = :import_id
),
placed AS (
    SELECT n.unit_id, p.path || lpad(to_hex(n.ordinal), 6, '0') AS path,
           p.ancestors || p.unit_id AS ancestors
    FROM numbered n
    JOIN unit_version p ON p.unit_id = n.parent_id AND p.to_position = forever()
    UNION ALL
    SELECT n.unit_id, p.path || lpad(to_hex(n.ordinal), 6, '0'), p.ancestors || p.unit_id
    FROM placed p
    JOIN numbered n ON n.parent_id = p.unit_id
),
units AS (
    INSERT INTO unit (unit_id, ordinal, established_position, newly, code_form)
    SELECT unit_id, ordinal, :position, true, code_form FROM numbered
),
names AS (
    INSERT INTO unit_name (
        unit_id, effective_on, position, name, symbol, valid_from, renames, name_form, symbol_form)
    SELECT unit_id, :first_day, :position, name, symbol, :valid_from, false, name_form, symbol_form
    FROM numbered
),
parents AS (
    INSERT INTO parent_unit (unit_id, since_position)
    SELECT DISTINCT parent_id, :position::bigint FROM numbered
    ON CONFLICT DO NOTHING
),
staged AS (
    DELETE FROM staged_unit WHERE import_id = :import_id
)
INSERT INTO unit_version (
    unit_id, from_position, to_position, parent_id, addresses_under_id, live, code, kind, level,
    path, ancestors)
SELECT n.unit_id, :position, forever(), n.parent_id, n.addresses_under_id, true,
       n.code, n.kind, n.level, p.path, p.ancestors
FROM numbered n
JOIN placed p USING (unit_id);

-- name: abandon_import(import_id)!
-- Nothing of it will be established.
DELETE FROM staged_unit WHERE import_id = :import_id;
