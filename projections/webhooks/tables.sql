-- Webhooks as they were created, and what became of them. How far each was delivered stands beside the log.

CREATE TABLE webhook (
    webhook_id   uuid        NOT NULL PRIMARY KEY,
    unit_id      uuid        NOT NULL,
    subject      text        NOT NULL,
    address      text        NOT NULL,
    position     bigint      NOT NULL,
    created_at   timestamptz NOT NULL,
    begins_after bigint      NOT NULL
);
CREATE INDEX webhook_unit ON webhook (unit_id);

CREATE TABLE webhook_change (
    webhook_id     uuid        NOT NULL,
    position       bigint      NOT NULL,
    recorded_at    timestamptz NOT NULL,
    change         text        NOT NULL,
    reason         text,
    begins_after   bigint,
    generation     integer,
    previous_until timestamptz,
    PRIMARY KEY (webhook_id, position)
);

-- The last of some changes of a webhook by a position.
CREATE FUNCTION last_change(of_webhook uuid, changes text[], p bigint)
RETURNS SETOF webhook_change LANGUAGE sql STABLE AS $$
    SELECT * FROM webhook_change c
    WHERE c.webhook_id = of_webhook AND c.change = ANY (changes) AND c.position <= p
    ORDER BY c.position DESC LIMIT 1
$$;

-- Those that there are at a position. The run is the event since which one is sent, begun that since which
-- its feed counts.
CREATE FUNCTION webhook_at(p bigint)
RETURNS TABLE (
    webhook_id uuid, unit_id uuid, subject text, address text, created_at timestamptz,
    begins_after bigint, begun_position bigint, run_position bigint, paused text,
    paused_since timestamptz, generation integer, previous_until timestamptz
) LANGUAGE sql STABLE AS $$
    SELECT w.webhook_id, w.unit_id, w.subject, w.address, w.created_at,
           coalesce(r.begins_after, w.begins_after), coalesce(r.position, w.position),
           greatest(w.position, r.position, u.position), s.reason,
           CASE WHEN s.reason IS NOT NULL THEN s.recorded_at END,
           coalesce(g.generation, 1), g.previous_until
    FROM webhook w
    LEFT JOIN LATERAL last_change(w.webhook_id, '{REPLAYED}', p) r ON true
    LEFT JOIN LATERAL last_change(w.webhook_id, '{RESUMED}', p) u ON true
    LEFT JOIN LATERAL last_change(w.webhook_id, '{PAUSED,RESUMED}', p) s ON true
    LEFT JOIN LATERAL last_change(w.webhook_id, '{ROTATED}', p) g ON true
    WHERE w.position <= p
      AND NOT EXISTS (SELECT FROM last_change(w.webhook_id, '{DELETED}', p))
$$;
