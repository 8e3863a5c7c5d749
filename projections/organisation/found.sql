-- Units that were ever renamed, by then. Most bear their first name: these need not be looked up one by one.
CREATE FUNCTION renamed(p bigint) RETURNS TABLE (unit_id uuid) LANGUAGE sql STABLE AS $$
    SELECT unit_id FROM unit_name WHERE renames AND position <= p
$$;

-- Units found by the name that they bear on a day, as far as was recorded (name_on). Each once.
CREATE FUNCTION found_by_name(typed text, p bigint, day date)
RETURNS TABLE (unit_id uuid, rank integer) LANGUAGE sql STABLE AS $$
    SELECT n.unit_id, search_rank(n.name_form, typed)
    FROM unit_name n
    WHERE words(n.name_form) @@ words_begun(typed) AND n.position <= p
      AND (n.unit_id NOT IN (SELECT r.unit_id FROM renamed(p) r)
           OR NOT EXISTS (
                SELECT FROM unit_name b
                WHERE b.unit_id = n.unit_id AND b.position <= p
                  AND CASE WHEN n.effective_on <= day
                           THEN b.effective_on <= day
                                AND (b.effective_on, b.position) > (n.effective_on, n.position)
                           ELSE b.effective_on <= day
                                OR (b.effective_on, b.position) < (n.effective_on, n.position) END))
$$;

-- Units found by what else they are known by: their symbol (symbol_at), their code, and to who sees more of
-- them than the chart, their aliases.
CREATE FUNCTION found_otherwise(typed text, viewer viewer)
RETURNS TABLE (unit_id uuid, rank integer) LANGUAGE sql STABLE AS $$
    SELECT f.unit_id, min(search_rank(f.form, typed))
    FROM (
        SELECT n.unit_id, n.symbol_form AS form
        FROM unit_name n
        WHERE words(n.symbol_form) @@ words_begun(typed) AND n.symbol_form <> ''
          AND n.position <= viewer.p
          AND (n.unit_id NOT IN (SELECT r.unit_id FROM renamed(viewer.p) r)
               OR NOT EXISTS (
                    SELECT FROM unit_name b
                    WHERE b.unit_id = n.unit_id AND b.symbol IS NOT NULL
                      AND n.position < b.position AND b.position <= viewer.p))
        UNION ALL
        SELECT u.unit_id, u.code_form
        FROM unit u
        WHERE words(u.code_form) @@ words_begun(typed) AND u.established_position <= viewer.p
        UNION ALL
        SELECT a.unit_id, a.name_form
        FROM unit_alias a
        JOIN unit_at(viewer.p) v ON v.unit_id = a.unit_id
        WHERE words(a.name_form) @@ words_begun(typed) AND a.position <= viewer.p
          AND EXISTS (SELECT FROM grants(viewer) g
                      WHERE v.path >= g.low AND v.path < end_of_subtree(g.low))
    ) f
    GROUP BY f.unit_id
$$;

-- Units that a viewer finds: each word that was typed begins a word of the name, or of the symbol, the code
-- or an alias. Ranked by the one of these that answers best.
CREATE FUNCTION found_unit(typed text, viewer viewer, day date)
RETURNS TABLE (unit_id uuid, rank integer) LANGUAGE sql STABLE AS $$
    SELECT coalesce(n.unit_id, o.unit_id), least(n.rank, o.rank)
    FROM found_by_name(typed, viewer.p, day) n
    FULL JOIN found_otherwise(typed, viewer) o ON o.unit_id = n.unit_id
$$;
