-- Drafts, state by state; the last one ends with the issue, or when the draft is discarded.
CREATE TABLE draft (
    directive_id   uuid        NOT NULL,
    from_position  bigint      NOT NULL,
    to_position    bigint      NOT NULL,
    drafted_at     timestamptz NOT NULL,
    issuer_id      uuid        NOT NULL,
    type           text        NOT NULL,
    subject        text        NOT NULL,
    classification text        NOT NULL,
    clearance      smallint    NOT NULL,
    content        jsonb       NOT NULL,
    commenter_ids  uuid[]      NOT NULL,
    PRIMARY KEY (directive_id, from_position)
);
CREATE INDEX draft_issuer ON draft (issuer_id);

-- What units remarked on drafts. The texts are contents of the log.
CREATE TABLE draft_comment (
    comment_id   uuid        NOT NULL PRIMARY KEY,
    directive_id uuid        NOT NULL,
    position     bigint      NOT NULL,
    recorded_at  timestamptz NOT NULL,
    unit_id      uuid        NOT NULL,
    text_id      uuid        NOT NULL
);
CREATE INDEX draft_comment_directive ON draft_comment (directive_id, position);

-- Whether a scope shows a draft, or what was one: its issuer's units and those asked to comment see it,
-- by its last state. One row or none.
CREATE FUNCTION draft_shown(
    of_directive uuid, p bigint, lows text[], highs text[], clearances smallint[]
)
RETURNS TABLE (yes boolean) LANGUAGE sql STABLE AS $$
    SELECT true
    FROM (
        SELECT * FROM draft WHERE directive_id = of_directive AND from_position <= p
        ORDER BY from_position DESC LIMIT 1
    ) d
    WHERE EXISTS (
        SELECT FROM place_at(p) i
        JOIN unnest(lows, highs, clearances) AS g(low, high, clearance)
            ON i.path >= g.low AND i.path < g.high AND d.clearance <= g.clearance
        WHERE i.unit_id = ANY (d.commenter_ids || d.issuer_id))
$$;
