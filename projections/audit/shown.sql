-- Whether a viewer of inspecting grants sees an entry of the audit trail: it is about one of their units, or
-- they see its directive wholly. What is about a draft is for those who see drafts. One row or none.
CREATE FUNCTION sees_entry(viewer viewer, of_entry audit_entry)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true WHERE CASE WHEN of_entry.of_draft THEN EXISTS (
        SELECT FROM sees_draft(viewer, of_entry.directive_id))
    ELSE EXISTS (
        SELECT FROM (
            SELECT of_entry.unit_id
            UNION ALL
            SELECT a.unit_id FROM audit_unit a WHERE a.position = of_entry.position
        ) about
        LEFT JOIN directive d ON d.directive_id = of_entry.directive_id
        CROSS JOIN LATERAL sees_at(
            viewer, about.unit_id, coalesce(d.clearance, 0::smallint),
            coalesce(d.need_to_know, false)))
    OR EXISTS (
        SELECT FROM unit u
        CROSS JOIN LATERAL sees_at(viewer, u.unit_id, 0::smallint, need_to_know => false)
        WHERE u.established_position = of_entry.position)
    OR of_entry.directive_id IS NOT NULL AND EXISTS (
        SELECT FROM sees_wholly(viewer, of_entry.directive_id))
    END
$$;

-- What of the audit trail is wanted; nulls let everything through. The ends of the range of instants are
-- included.
CREATE TYPE audit_filter AS (
    unit_id uuid, low text, high text, directive_id uuid, task_id uuid, bearer_id uuid,
    occurrence date, actor text, topics text[], correlation_id uuid,
    recorded_from timestamptz, recorded_to timestamptz
);

-- A filter as readers ask by it; like slice(), worked out by planning.
CREATE FUNCTION audit_filter(asked jsonb) RETURNS audit_filter LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_populate_record(NULL::audit_filter, asked)
$$;

-- Entries that a viewer sees and a filter lets through.
CREATE FUNCTION wanted_entry(viewer viewer, filter audit_filter)
RETURNS SETOF audit_entry LANGUAGE sql STABLE AS $$
    SELECT e.*
    FROM audit_entry e
    WHERE e.position <= viewer.p
      AND (filter.unit_id IS NULL OR e.unit_id = filter.unit_id OR e.position = (
            SELECT u.established_position FROM unit u WHERE u.unit_id = filter.unit_id)
           OR EXISTS (SELECT FROM audit_unit a
                      WHERE a.position = e.position AND a.unit_id = filter.unit_id))
      AND (filter.low IS NULL
           OR EXISTS (SELECT FROM place_at(viewer.p) v
                      WHERE v.unit_id = e.unit_id AND v.path >= filter.low
                        AND v.path < filter.high)
           OR EXISTS (SELECT FROM unit u JOIN place_at(viewer.p) v ON v.unit_id = u.unit_id
                      WHERE u.established_position = e.position
                        AND v.path >= filter.low AND v.path < filter.high)
           OR EXISTS (SELECT FROM audit_unit a JOIN place_at(viewer.p) v ON v.unit_id = a.unit_id
                      WHERE a.position = e.position AND v.path >= filter.low
                        AND v.path < filter.high))
      AND (filter.directive_id IS NULL OR e.directive_id = filter.directive_id)
      AND (filter.task_id IS NULL OR e.task_id = filter.task_id AND e.unit_id = filter.bearer_id
           AND e.occurrence = filter.occurrence)
      AND (filter.actor IS NULL OR e.actor = filter.actor)
      AND (filter.topics IS NULL OR e.topic = ANY (filter.topics))
      AND (filter.correlation_id IS NULL OR e.correlation_id = filter.correlation_id)
      AND (filter.recorded_from IS NULL OR e.recorded_at >= filter.recorded_from)
      AND (filter.recorded_to IS NULL OR e.recorded_at <= filter.recorded_to)
      AND EXISTS (SELECT FROM sees_entry(viewer, e))
$$;
