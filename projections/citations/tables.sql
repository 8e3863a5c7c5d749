-- What documents cite, as they write it.
CREATE TABLE citation (
    citation_id  uuid     NOT NULL PRIMARY KEY,
    directive_id uuid     NOT NULL,
    position     bigint   NOT NULL,
    ordinal      smallint NOT NULL,
    text         text     NOT NULL,
    issued_on    date,
    issuer_name  text,
    relation     text     NOT NULL,
    task_key     text,
    anchor       text
);
CREATE UNIQUE INDEX citation_directive ON citation (directive_id, ordinal);

-- What citations were matched to: at the issue, or later.
CREATE TABLE citation_match (
    citation_id   uuid   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    directive_id  uuid   NOT NULL,
    relation      text   NOT NULL,
    target_id     uuid,
    discrepancies jsonb  NOT NULL,
    resolved_at   timestamptz,
    by_hand       boolean,
    proposed_id   uuid,
    PRIMARY KEY (citation_id, from_position)
);
CREATE INDEX citation_match_target ON citation_match (target_id);
CREATE INDEX citation_match_directive ON citation_match (directive_id);

COMMENT ON COLUMN citation_match.directive_id IS 'Of the directive that cites, as is the relation.';
COMMENT ON COLUMN citation_match.resolved_at IS 'Null where it was matched, or not, at the issue.';

COMMENT ON COLUMN citation_match.proposed_id IS
    'What may be meant, and is no target before an issuer confirms it; discrepancies are of either.';

CREATE FUNCTION citation_at(p bigint)
RETURNS TABLE (
    citation_id uuid, directive_id uuid, ordinal smallint, text text, issued_on date,
    issuer_name text, relation text, task_key text, anchor text,
    target_id uuid, discrepancies jsonb, resolved_at timestamptz, by_hand boolean,
    proposed_id uuid
) LANGUAGE sql STABLE AS $$
    SELECT c.citation_id, c.directive_id, c.ordinal, c.text, c.issued_on,
           c.issuer_name, c.relation, c.task_key, c.anchor,
           m.target_id, m.discrepancies, m.resolved_at, m.by_hand, m.proposed_id
    FROM citation c
    JOIN citation_match m ON m.citation_id = c.citation_id
        AND m.from_position <= p AND p < m.to_position
$$;

-- Whose cause a directive serves: its own (distance 0), and that of every directive it implements,
-- at whatever distance. Fixed by its issue, but where a citation is matched later, or no more. What
-- several issued together has a row for each of them.
CREATE TABLE cause (
    directive_id    uuid     NOT NULL,
    cause_id        uuid     NOT NULL,
    cause_issuer_id uuid     NOT NULL,
    position        bigint   NOT NULL,
    to_position     bigint   NOT NULL,
    distance        integer  NOT NULL,
    clearance       smallint NOT NULL,
    PRIMARY KEY (directive_id, cause_id, cause_issuer_id, position)
);
CREATE INDEX cause_served ON cause (cause_id, position);
CREATE INDEX cause_issuer ON cause (cause_issuer_id);

COMMENT ON COLUMN cause.clearance IS 'Of directive_id, not of the cause.';
