-- What of all directives is wanted. Nulls let everything through; the ends of the range of days are included.
CREATE TYPE directive_filter AS (
    issuer_id uuid, issued_by_id uuid, type text, status text, issued_from date, issued_to date,
    met_in integer, search text
);

-- A filter as readers ask by it; like slice(), worked out by planning.
CREATE FUNCTION directive_filter(asked jsonb)
RETURNS directive_filter LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_populate_record(NULL::directive_filter, asked)
$$;

-- Directives found by p: each word that was typed begins one of the number or of the subject. Each once, by
-- the one of the two that answers better.
CREATE FUNCTION found_directive(typed text, p bigint)
RETURNS TABLE (directive_id uuid, rank integer) LANGUAGE sql STABLE AS $$
    SELECT t.directive_id, least(search_rank(t.number_form, typed), search_rank(t.subject_form, typed))
    FROM directive_text t
    WHERE words(t.number_form || ' ' || t.subject_form) @@ words_begun(typed)
      AND t.from_position <= p AND p < t.to_position
$$;

-- Directives that a viewer sees wholly and a filter lets through.
CREATE FUNCTION wanted_directive(viewer viewer, filter directive_filter, clock timestamptz)
RETURNS SETOF directive LANGUAGE sql STABLE AS $$
    SELECT d.*
    FROM whole_directives(viewer) d
    CROSS JOIN LATERAL directive_state(d, viewer.p, clock) s
    WHERE (filter.issuer_id IS NULL OR d.issuer_id = filter.issuer_id)
      AND (filter.issued_by_id IS NULL OR d.by_its_issuer AND d.directive_id IN (
            SELECT k.directive_id FROM cause k
            WHERE k.distance = 0 AND k.cause_issuer_id IN (
                SELECT s.unit_id FROM stood_for_by(filter.issued_by_id, viewer.p) s)))
      AND (filter.type IS NULL OR d.type = filter.type)
      AND (filter.status IS NULL OR s.status = filter.status)
      AND (filter.issued_from IS NULL OR d.issued_on >= filter.issued_from)
      AND (filter.issued_to IS NULL OR d.issued_on <= filter.issued_to)
      AND (filter.met_in IS NULL OR d.met_in = filter.met_in)
      AND (filter.search IS NULL OR d.directive_id IN (
            SELECT f.directive_id FROM found_directive(filter.search, viewer.p) f))
$$;
