-- name: reparent(unit_id, parent_id, children_only, position)!
-- A unit with all under it, or (children_only) what stands under it alone, stands under another from a
-- position on. Rows that begin there are changed, others ended and followed.
WITH place AS (
    SELECT CASE WHEN :children_only THEN end_of_unit(m.path) ELSE m.path END AS low,
           end_of_subtree(m.path) AS high,
           cardinality(m.ancestors) + CASE WHEN :children_only THEN 1 ELSE 0 END AS depth,
           p.path AS new_head, p.ancestors || p.unit_id AS new_ancestors
    FROM unit_version m, unit_version p
    WHERE m.unit_id = :unit_id AND m.to_position = forever()
      AND p.unit_id = :parent_id AND p.to_position = forever()
),
changed AS (
    UPDATE unit_version v
    SET parent_id = CASE WHEN cardinality(v.ancestors) = place.depth THEN :parent_id
                         ELSE v.parent_id END,
        path = place.new_head || substr(v.path, place.depth * 6 + 1),
        ancestors = place.new_ancestors || v.ancestors[place.depth + 1 :]
    FROM place
    WHERE v.path >= place.low AND v.path < place.high
      AND v.to_position = forever() AND v.from_position = :position
),
ended AS (
    UPDATE unit_version v SET to_position = :position
    FROM place
    WHERE v.path >= place.low AND v.path < place.high
      AND v.to_position = forever() AND v.from_position < :position
    RETURNING v.*
)
INSERT INTO unit_version (
    unit_id, from_position, to_position, parent_id, addresses_under_id, live, code, kind, level,
    path, ancestors)
SELECT v.unit_id, :position, forever(),
       CASE WHEN cardinality(v.ancestors) = place.depth THEN :parent_id ELSE v.parent_id END,
       v.addresses_under_id, v.live, v.code, v.kind, v.level,
       place.new_head || substr(v.path, place.depth * 6 + 1),
       place.new_ancestors || v.ancestors[place.depth + 1 :]
FROM ended v, place;

-- name: readdress(unit_id, heir_id, child_ids, to_ids, position)!
-- What addressed under a unit addresses from a position on under its heir or, placed with another,
-- under that one.
WITH new AS (
    SELECT v.unit_id, v.from_position, coalesce(c.to_id, :heir_id) AS under_id
    FROM unit_version v
    LEFT JOIN unnest(:child_ids::uuid[], :to_ids::uuid[]) AS c(unit_id, to_id)
        ON c.unit_id = v.unit_id
    WHERE v.addresses_under_id = :unit_id AND v.unit_id <> :unit_id
      AND v.to_position = forever()
),
changed AS (
    UPDATE unit_version v SET addresses_under_id = new.under_id
    FROM new
    WHERE v.unit_id = new.unit_id AND v.from_position = new.from_position
      AND v.from_position = :position
),
ended AS (
    UPDATE unit_version v SET to_position = :position
    FROM new
    WHERE v.unit_id = new.unit_id AND v.from_position = new.from_position
      AND v.from_position < :position
    RETURNING v.*, new.under_id
)
INSERT INTO unit_version (
    unit_id, from_position, to_position, parent_id, addresses_under_id, live, code, kind, level,
    path, ancestors)
SELECT unit_id, :position, forever(), parent_id, under_id, live, code, kind, level,
       path, ancestors
FROM ended;

-- name: end_units(unit_ids, heir_id, position)!
-- Units are no longer there from a position on; their heir stands for them.
WITH heir AS (
    SELECT unit_id, path FROM unit_version
    WHERE unit_id = :heir_id AND to_position = forever()
),
changed AS (
    UPDATE unit_version v
    SET parent_id = NULL, addresses_under_id = v.unit_id, live = false,
        path = 'x' || right(v.path, 6), ancestors = '{}',
        heir_id = heir.unit_id, heir_path = heir.path
    FROM heir
    WHERE v.unit_id = ANY (:unit_ids)
      AND v.to_position = forever() AND v.from_position = :position
),
ended AS (
    UPDATE unit_version v SET to_position = :position
    WHERE v.unit_id = ANY (:unit_ids)
      AND v.to_position = forever() AND v.from_position < :position
    RETURNING v.*
)
INSERT INTO unit_version (
    unit_id, from_position, to_position, parent_id, addresses_under_id, live, code, kind, level,
    path, ancestors, heir_id, heir_path)
SELECT v.unit_id, :position, forever(), NULL, v.unit_id, false, v.code, v.kind, v.level,
       'x' || right(v.path, 6), '{}', heir.unit_id, heir.path
FROM ended v, heir;

-- name: follow_heirs(position)!
-- Whoever stands for a unit that ended may have moved, or ended itself.
WITH new AS (
    SELECT e.unit_id, e.from_position, coalesce(h.heir_id, h.unit_id) AS heir_id,
           coalesce(h.heir_path, h.path) AS heir_path
    FROM unit_version e
    JOIN unit_version h ON h.unit_id = e.heir_id AND h.to_position = forever()
    WHERE NOT e.live AND e.to_position = forever()
      AND e.heir_path <> coalesce(h.heir_path, h.path)
),
changed AS (
    UPDATE unit_version v SET heir_id = new.heir_id, heir_path = new.heir_path
    FROM new
    WHERE v.unit_id = new.unit_id AND v.from_position = new.from_position
      AND v.from_position = :position
),
ended AS (
    UPDATE unit_version v SET to_position = :position
    FROM new
    WHERE v.unit_id = new.unit_id AND v.from_position = new.from_position
      AND v.from_position < :position
    RETURNING v.*, new.heir_id AS new_heir_id, new.heir_path AS new_heir_path
)
INSERT INTO unit_version (
    unit_id, from_position, to_position, parent_id, addresses_under_id, live, code, kind, level,
    path, ancestors, heir_id, heir_path)
SELECT unit_id, :position, forever(), parent_id, addresses_under_id, live, code, kind,
       level, path, ancestors, new_heir_id, new_heir_path
FROM ended;

-- name: transfer(unit_id, directive_ids, to_ids, heir_id, position)!
-- What a unit bore by some directives passes to others than its heir: its own, and what it bore for
-- units that had ended before.
WITH given AS (
    SELECT * FROM unnest(:directive_ids::uuid[], :to_ids::uuid[]) AS g(directive_id, to_id)
),
ended AS (
    UPDATE unit_transfer t SET to_position = :position
    WHERE t.bearer_id = :unit_id AND t.to_position = forever()
    RETURNING t.unit_id, t.directive_id
)
INSERT INTO unit_transfer (unit_id, directive_id, from_position, to_position, bearer_id)
SELECT e.unit_id, e.directive_id, :position::bigint, forever(),
       coalesce(g.to_id, :heir_id::uuid)
FROM ended e
LEFT JOIN given g USING (directive_id)
UNION ALL
SELECT :unit_id::uuid, g.directive_id, :position, forever(), g.to_id
FROM given g
UNION ALL
SELECT v.unit_id, g.directive_id, :position, forever(), g.to_id
FROM unit_version v
CROSS JOIN given g
WHERE NOT v.live AND v.heir_id = :unit_id AND v.to_position = forever()
  AND NOT EXISTS (
    SELECT FROM unit_transfer t
    WHERE t.unit_id = v.unit_id AND t.directive_id = g.directive_id
      AND t.to_position = forever());

-- name: note_parents_at(position)!
-- Units that have got a child by a change of the tree.
INSERT INTO parent_unit (unit_id, since_position)
SELECT DISTINCT parent_id, :position::bigint FROM unit_version
WHERE from_position = :position AND parent_id IS NOT NULL
ON CONFLICT DO NOTHING;

-- name: set_superior(unit_id, line, superior_id, position)!
-- A unit's superior on a line from a position on; null: none.
WITH undone AS (
    DELETE FROM unit_superior
    WHERE unit_id = :unit_id AND line = :line AND from_position = :position
      AND to_position = forever()
),
ended AS (
    UPDATE unit_superior SET to_position = :position
    WHERE unit_id = :unit_id AND line = :line AND from_position < :position
      AND to_position = forever()
)
INSERT INTO unit_superior (unit_id, line, from_position, to_position, superior_id)
SELECT :unit_id, :line, :position, forever(), :superior_id
WHERE :superior_id::uuid IS NOT NULL;

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
    INSERT INTO unit (unit_id, ordinal, established_position, newly)
    SELECT unit_id, ordinal, :position, true FROM numbered
),
names AS (
    INSERT INTO unit_name (unit_id, effective_on, position, name, symbol, valid_from)
    SELECT unit_id, :first_day, :position, name, symbol, :valid_from FROM numbered
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
