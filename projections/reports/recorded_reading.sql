-- name: of_unit(unit_id, p, after_position, row_limit)
-- Reports that a unit, or one whose place it took, handed in or received, the newest first.
SELECT r.*, l.linked_at, l.task_id, l.unit_id, l.occurrence
FROM recorded_report r
LEFT JOIN report_link l ON l.report_id = r.report_id AND l.position <= :p
WHERE r.position <= :p AND (:after_position::bigint IS NULL OR r.position < :after_position)
  AND (r.by_id IN (SELECT unit_id FROM stood_for_by(:unit_id, :p))
       OR r.to_id IN (SELECT unit_id FROM stood_for_by(:unit_id, :p)))
ORDER BY r.position DESC LIMIT :row_limit;

-- name: count_of_unit(unit_id, p)$
SELECT count(*) FROM recorded_report r
WHERE r.position <= :p
  AND (r.by_id IN (SELECT unit_id FROM stood_for_by(:unit_id, :p))
       OR r.to_id IN (SELECT unit_id FROM stood_for_by(:unit_id, :p)));

-- name: by_ids(report_ids, p, viewer)
-- Reports that a scope shows.
SELECT r.*, l.linked_at, l.task_id, l.unit_id, l.occurrence
FROM recorded_report r
LEFT JOIN report_link l ON l.report_id = r.report_id AND l.position <= :p
WHERE r.report_id = ANY (:report_ids) AND r.position <= :p
  AND EXISTS (SELECT FROM sees_recorded_report(viewer(:viewer), r.by_id, r.to_id));
