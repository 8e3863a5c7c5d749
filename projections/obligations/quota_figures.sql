-- What was reported and accepted towards quotas, by all who share each; of units that have a figure.
CREATE FUNCTION quota_figures(task_ids uuid[], unit_ids uuid[], occurrences date[], p bigint)
RETURNS TABLE (
    task_id uuid, unit_id uuid, occurrence date, target numeric, reported numeric, met boolean
) LANGUAGE sql STABLE AS $$
    SELECT k.task_id, k.unit_id, k.occurrence, g.amount,
           coalesce(max(q.accepted + q.pending), sum(s.accepted_quantity + s.pending_quantity), 0),
           meets(coalesce(max(q.accepted), sum(s.accepted_quantity), 0), t.target_direction, g.amount)
    FROM unnest(quota_figures.task_ids, quota_figures.unit_ids, quota_figures.occurrences)
        AS k(task_id, unit_id, occurrence)
    JOIN task_at(quota_figures.p) t ON t.task_id = k.task_id
    CROSS JOIN LATERAL target_of(t, k.unit_id, quota_figures.p) AS g(amount)
    LEFT JOIN shared_quota q ON q.task_id = k.task_id AND q.occurrence = k.occurrence
        AND q.position <= quota_figures.p AND quota_figures.p < q.to_position
    LEFT JOIN act_at(quota_figures.p) s ON s.task_id = k.task_id AND s.occurrence = k.occurrence
        AND t.coordinating IS NULL AND (s.unit_id = k.unit_id OR t.lead_id IS NOT NULL AND EXISTS (
            SELECT FROM task_member m
            WHERE m.task_id = k.task_id AND m.unit_id = s.unit_id
              AND m.position <= quota_figures.p))
    WHERE g.amount IS NOT NULL
    GROUP BY k.task_id, k.unit_id, k.occurrence, t.target_direction, g.amount
$$;
