-- name: progress(low, high, from_path, to_path, directive_id, wide, ruled, p, clock, cleared, lows, highs, clearances, status, timeliness, kind, role, task_ids, due_from, due_to)^
-- Counts of a slice's obligations.
SELECT count(*) FILTER (WHERE o.status <> 'WITHDRAWN') AS total,
       count(*) FILTER (WHERE o.status = 'PENDING') AS pending,
       count(*) FILTER (WHERE o.status = 'ACKNOWLEDGED') AS acknowledged,
       count(*) FILTER (WHERE o.status = 'SUBMITTED') AS submitted,
       count(*) FILTER (WHERE o.status = 'RETURNED') AS returned,
       count(*) FILTER (WHERE o.status = 'FULFILLED') AS fulfilled,
       count(*) FILTER (WHERE o.status = 'EXEMPTED') AS exempted,
       count(*) FILTER (WHERE o.status = 'WITHDRAWN') AS withdrawn,
       count(*) FILTER (WHERE o.timeliness = 'UNDATED'
                          AND o.status NOT IN ('EXEMPTED', 'WITHDRAWN')) AS undated,
       count(*) FILTER (WHERE o.timeliness = 'NOT_YET_DUE') AS not_yet_due,
       count(*) FILTER (WHERE o.timeliness = 'OVERDUE') AS overdue,
       count(*) FILTER (WHERE o.timeliness = 'ON_TIME') AS on_time,
       count(*) FILTER (WHERE o.timeliness = 'LATE') AS late
FROM slice_of(:low, :high, :from_path, :to_path, :directive_id, :wide, :ruled, :p, :clock,
              :cleared, :lows::text[], :highs::text[], :clearances::smallint[]) o
WHERE (cardinality(:status::text[]) = 0 OR o.status = ANY (:status))
  AND (cardinality(:timeliness::text[]) = 0 OR o.timeliness = ANY (:timeliness))
  AND (cardinality(:kind::text[]) = 0 OR o.kind = ANY (:kind))
  AND (:role::text IS NULL OR o.role = :role)
  AND (cardinality(:task_ids::uuid[]) = 0 OR o.task_id = ANY (:task_ids))
  AND (:due_from::timestamptz IS NULL OR o.due_at >= :due_from)
  AND (:due_to::timestamptz IS NULL OR o.due_at <= :due_to);

-- name: by_child(low, high, from_path, to_path, directive_id, wide, ruled, p, clock, cleared, lows, highs, clearances, status, timeliness, kind, role, task_ids, due_from, due_to, most_overdue, unit_id, after_1, after_2, after_3, row_limit)
-- The same for each child of a unit and all under it, children with nothing to do included; by code,
-- or by their overdue ones. A child is known by the head of its path.
WITH counted AS (
    SELECT left(o.path, length(:low::text) + 6) AS path,
           count(*) FILTER (WHERE o.status <> 'WITHDRAWN') AS total,
           count(*) FILTER (WHERE o.status = 'PENDING') AS pending,
           count(*) FILTER (WHERE o.status = 'ACKNOWLEDGED') AS acknowledged,
           count(*) FILTER (WHERE o.status = 'SUBMITTED') AS submitted,
           count(*) FILTER (WHERE o.status = 'RETURNED') AS returned,
           count(*) FILTER (WHERE o.status = 'FULFILLED') AS fulfilled,
           count(*) FILTER (WHERE o.status = 'EXEMPTED') AS exempted,
           count(*) FILTER (WHERE o.status = 'WITHDRAWN') AS withdrawn,
           count(*) FILTER (WHERE o.timeliness = 'UNDATED'
                              AND o.status NOT IN ('EXEMPTED', 'WITHDRAWN')) AS undated,
           count(*) FILTER (WHERE o.timeliness = 'NOT_YET_DUE') AS not_yet_due,
           count(*) FILTER (WHERE o.timeliness = 'OVERDUE') AS overdue,
           count(*) FILTER (WHERE o.timeliness = 'ON_TIME') AS on_time,
           count(*) FILTER (WHERE o.timeliness = 'LATE') AS late
    FROM slice_of(:low || '0', :high, :from_path, :to_path, :directive_id, :wide, :ruled, :p, :clock,
                  :cleared, :lows::text[], :highs::text[], :clearances::smallint[]) o
    WHERE (cardinality(:status::text[]) = 0 OR o.status = ANY (:status))
      AND (cardinality(:timeliness::text[]) = 0 OR o.timeliness = ANY (:timeliness))
      AND (cardinality(:kind::text[]) = 0 OR o.kind = ANY (:kind))
      AND (:role::text IS NULL OR o.role = :role)
      AND (cardinality(:task_ids::uuid[]) = 0 OR o.task_id = ANY (:task_ids))
      AND (:due_from::timestamptz IS NULL OR o.due_at >= :due_from)
      AND (:due_to::timestamptz IS NULL OR o.due_at <= :due_to)
    GROUP BY 1
),
child AS (
    SELECT v.unit_id, v.code,
           CASE WHEN :most_overdue THEN -coalesce(c.overdue, 0) ELSE 0 END AS rank,
           coalesce(c.total, 0) AS total, coalesce(c.pending, 0) AS pending,
           coalesce(c.acknowledged, 0) AS acknowledged, coalesce(c.submitted, 0) AS submitted,
           coalesce(c.returned, 0) AS returned, coalesce(c.fulfilled, 0) AS fulfilled,
           coalesce(c.exempted, 0) AS exempted, coalesce(c.withdrawn, 0) AS withdrawn,
           coalesce(c.undated, 0) AS undated, coalesce(c.not_yet_due, 0) AS not_yet_due,
           coalesce(c.overdue, 0) AS overdue, coalesce(c.on_time, 0) AS on_time,
           coalesce(c.late, 0) AS late
    FROM unit_at(:p) v
    LEFT JOIN counted c ON c.path = v.path
    WHERE v.parent_id = :unit_id
)
SELECT * FROM child
WHERE :after_1::bigint IS NULL
   OR (rank, code, unit_id) > (:after_1::bigint, :after_2::text, :after_3::uuid)
ORDER BY rank, code, unit_id LIMIT :row_limit;
