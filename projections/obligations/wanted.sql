-- What of a slice is wanted. Empty arrays and nulls let everything through; the ends of the due range are
-- included.
CREATE TYPE obligation_filter AS (
    status text[], timeliness text[], task_kind text[], role text, task_ids uuid[],
    due_from timestamptz, due_to timestamptz, agreed_in integer, agreed_by_id uuid
);

-- A filter as readers ask by it; like slice(), worked out by planning.
CREATE FUNCTION obligation_filter(asked jsonb)
RETURNS obligation_filter LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_populate_record(NULL::obligation_filter, asked)
$$;

-- What meetings agreed: the tasks that their conclusions word, of a year's meetings or of a unit's.
CREATE FUNCTION agreed_task(in_year integer, by_unit uuid, p bigint)
RETURNS TABLE (task_id uuid) LANGUAGE sql STABLE AS $$
    SELECT t.task_id
    FROM directive d
    JOIN task_at(p) t ON t.directive_id = d.directive_id AND is_worded(t.ordinal)
    WHERE d.met_in IS NOT NULL AND (in_year IS NULL OR d.met_in = in_year)
      AND (by_unit IS NULL OR d.issuer_id IN (SELECT s.unit_id FROM stood_for_by(by_unit, p) s))
$$;

-- The place of an urgency in the order of the most urgent first.
CREATE FUNCTION urgency_place(urgency text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE urgency WHEN 'EXPRESS' THEN 0 WHEN 'VERY_URGENT' THEN 1 WHEN 'URGENT' THEN 2 ELSE 3 END
$$;

-- Obligations of a slice that a viewer sees and a filter lets through.
CREATE FUNCTION wanted(slice slice, viewer viewer, filter obligation_filter)
RETURNS SETOF obligation LANGUAGE sql STABLE AS $$
    SELECT o.*
    FROM visible_obligation(slice, viewer) o
    WHERE (cardinality(filter.status) = 0 OR o.status = ANY (filter.status))
      AND (cardinality(filter.timeliness) = 0 OR o.timeliness = ANY (filter.timeliness))
      AND (cardinality(filter.task_kind) = 0 OR o.kind = ANY (filter.task_kind))
      AND (filter.role IS NULL OR o.role = filter.role)
      AND (cardinality(filter.task_ids) = 0 OR o.task_id = ANY (filter.task_ids))
      AND (filter.due_from IS NULL OR o.due_at >= filter.due_from)
      AND (filter.due_to IS NULL OR o.due_at <= filter.due_to)
      AND (filter.agreed_in IS NULL AND filter.agreed_by_id IS NULL
           OR o.task_id IN (SELECT a.task_id FROM agreed_task(
                filter.agreed_in, filter.agreed_by_id, slice.p) a))
$$;

-- The directives by which reports go to or through a unit, and where their bearers may stand: everywhere
-- where the unit is named or stands above them on another line, else under it.
CREATE FUNCTION routing(slice slice, recipient_id uuid)
RETURNS TABLE (directive_id uuid, low text, high text) LANGUAGE sql STABLE AS $$
    SELECT r.directive_id, min(r.low), max(r.high)
    FROM (
        SELECT k.directive_id, slice.low, slice.high FROM task_recipient k
        WHERE k.unit_id IN (SELECT s.unit_id FROM stood_for_by(recipient_id, slice.p) s)
        UNION ALL
        SELECT s.directive_id,
               CASE WHEN s.line IS NULL AND t.report_to_id IS NULL THEN v.path ELSE slice.low END,
               CASE WHEN s.line IS NULL AND t.report_to_id IS NULL THEN end_of_subtree(v.path)
                    ELSE slice.high END
        FROM task_superior s
        JOIN task_at(slice.p) t ON t.task_id = s.task_id
        JOIN unit_at(slice.p) v ON v.unit_id = recipient_id
    ) r
    WHERE slice.directive_id IS NULL OR r.directive_id = slice.directive_id
    GROUP BY r.directive_id
$$;

-- Obligations of a slice, wanted, whose reports go to or through a unit, wherever their bearers stand.
CREATE FUNCTION routed(
    slice slice, viewer viewer, filter obligation_filter, recipient_id uuid
)
RETURNS SETOF obligation LANGUAGE sql STABLE AS $$
    SELECT o.*
    FROM routing(slice, recipient_id) d
    CROSS JOIN LATERAL wanted(
        of_directive(within(slice, d.low, d.high), d.directive_id), viewer, filter) o
    WHERE o.task_id IN (
            SELECT r.task_id FROM recipient_at(slice.p) r
            WHERE r.unit_id IN (SELECT s.unit_id FROM stood_for_by(recipient_id, slice.p) s))
       OR o.task_id IN (SELECT s.task_id FROM task_superior s)
            AND reports_to(o.task_id, o.bearer_id, slice.p)
                IN (SELECT s.unit_id FROM stood_for_by(recipient_id, slice.p) s)
$$;

-- The same to be counted, each standing for so many, told apart by the heads of bearers' paths. Where there are
-- policies, which ask something else of some, everyone stands for itself.
CREATE FUNCTION counted(
    slice slice, viewer viewer, filter obligation_filter, head_length integer DEFAULT 0
)
RETURNS SETOF obligation LANGUAGE sql STABLE AS $$
    SELECT * FROM wanted(part_of(slice, alike(head_length)), viewer, filter)
    WHERE NOT slice.has_policies
    UNION ALL
    SELECT * FROM wanted(
        part_of(slice, CASE WHEN NOT slice.has_policies THEN apart() END), viewer, filter)
$$;

-- How many they stand for, all together.
CREATE AGGREGATE standing(bigint) (SFUNC = int8pl, STYPE = bigint, INITCOND = '0');

-- How obligations stand, counted apart by the heads of their bearers' paths: an empty one holds all.
CREATE FUNCTION progress(
    slice slice, viewer viewer, filter obligation_filter, head_length integer
)
RETURNS TABLE (
    head text, total bigint, pending bigint, acknowledged bigint, submitted bigint,
    returned bigint, fulfilled bigint, exempted bigint, not_applicable bigint, withdrawn bigint, undated bigint,
    not_yet_due bigint, overdue bigint, on_time bigint, late bigint
) LANGUAGE sql STABLE AS $$
    SELECT left(o.path, head_length),
           standing(o.stands_for) FILTER (WHERE o.status NOT IN ('NOT_APPLICABLE', 'WITHDRAWN')),
           standing(o.stands_for) FILTER (WHERE o.status = 'PENDING'),
           standing(o.stands_for) FILTER (WHERE o.status = 'ACKNOWLEDGED'),
           standing(o.stands_for) FILTER (WHERE o.status = 'SUBMITTED'),
           standing(o.stands_for) FILTER (WHERE o.status = 'RETURNED'),
           standing(o.stands_for) FILTER (WHERE o.status = 'FULFILLED'),
           standing(o.stands_for) FILTER (WHERE o.status = 'EXEMPTED'),
           standing(o.stands_for) FILTER (WHERE o.status = 'NOT_APPLICABLE'),
           standing(o.stands_for) FILTER (WHERE o.status = 'WITHDRAWN'),
           standing(o.stands_for) FILTER (WHERE o.timeliness = 'UNDATED'
                              AND o.status NOT IN ('EXEMPTED', 'NOT_APPLICABLE', 'WITHDRAWN')),
           standing(o.stands_for) FILTER (WHERE o.timeliness = 'NOT_YET_DUE'),
           standing(o.stands_for) FILTER (WHERE o.timeliness = 'OVERDUE'),
           standing(o.stands_for) FILTER (WHERE o.timeliness = 'ON_TIME'),
           standing(o.stands_for) FILTER (WHERE o.timeliness = 'LATE')
    FROM counted(slice, viewer, filter, head_length) o
    GROUP BY 1
$$;
