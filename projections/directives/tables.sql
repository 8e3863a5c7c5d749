-- Documents issued here or only known here. "position" is also the tree its audience was resolved in.
CREATE TABLE directive (
    directive_id       uuid        NOT NULL PRIMARY KEY,
    position           bigint      NOT NULL UNIQUE,
    recorded_at        timestamptz NOT NULL,
    issued_here        boolean     NOT NULL,
    recorded_by_id     uuid        NOT NULL,
    by_its_issuer      boolean     NOT NULL,
    issuer_id          uuid        NOT NULL,
    issuer_name_then   text        NOT NULL,
    type               text        NOT NULL,
    number             jsonb,
    number_sequence    integer,
    subject            text        NOT NULL,
    on_behalf_of       text,
    issued_on          date        NOT NULL,
    classification     text        NOT NULL,
    clearance          smallint    NOT NULL,
    citations_complete boolean     NOT NULL,
    level_by_level     boolean     NOT NULL,
    audience           jsonb       NOT NULL,
    distribution       jsonb       NOT NULL,
    joint_issuer_ids   uuid[]      NOT NULL,
    signing_post       text,
    standing           boolean     NOT NULL,
    need_to_know       boolean     NOT NULL,
    place_of_issue     text,
    meeting            jsonb,
    met_in             integer,
    effective_on       date,
    effective_at       timestamptz,
    urgency            text
);
CREATE INDEX directive_met ON directive (met_in, issuer_id) WHERE met_in IS NOT NULL;
CREATE INDEX directive_issuer ON directive (issuer_id, position);
CREATE INDEX directive_recorder ON directive (recorded_by_id, position);

COMMENT ON COLUMN directive.by_its_issuer IS
    'False for what another unit noted: it stands among nobody''s documents but as noted.';
COMMENT ON COLUMN directive.audience IS 'Selectors as worded; what they came to is in audience_atom.';
COMMENT ON COLUMN directive.met_in IS 'The year of the meeting that it concludes.';
COMMENT ON COLUMN directive.urgency IS 'Null where it was not issued here: nobody has said.';
COMMENT ON COLUMN directive.clearance IS 'Rank of the classification: 0 is open.';

-- Where a directive stands: in force from its issue or recording on, until one of the events that
-- end that. "by_id" superseded it.
CREATE TABLE directive_status (
    directive_id  uuid   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    status        text   NOT NULL,
    by_id         uuid,
    reason        text,
    PRIMARY KEY (directive_id, from_position)
);

-- Clerical errors put right, of the directive itself (task_id null) and of its tasks.
CREATE TABLE correction (
    directive_id uuid        NOT NULL,
    position     bigint      NOT NULL,
    ordinal      smallint    NOT NULL,
    recorded_at  timestamptz NOT NULL,
    field        text        NOT NULL,
    task_id      uuid,
    written      text,
    corrected    text        NOT NULL,
    note         text,
    PRIMARY KEY (directive_id, position, ordinal)
);

-- What directives are found by: their numbers, and their subjects as they stood. Forms of search.sql.
CREATE TABLE directive_text (
    directive_id  uuid   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    number_form   text   COLLATE "C" NOT NULL,
    subject_form  text   COLLATE "C" NOT NULL,
    PRIMARY KEY (directive_id, from_position)
);
CREATE INDEX directive_found ON directive_text
    USING gin (words(number_form || ' ' || subject_form));

-- When directives expire that do, as their issue or an amendment says.
CREATE TABLE expiry (
    directive_id  uuid        NOT NULL,
    from_position bigint      NOT NULL,
    to_position   bigint      NOT NULL,
    expires_on    date        NOT NULL,
    expires_at    timestamptz NOT NULL,
    PRIMARY KEY (directive_id, from_position)
);

-- What a directive comes to at a position and a clock beside what was issued: its subject as corrected,
-- where it stands. It takes effect and expires by the clock alone. One row.
CREATE FUNCTION directive_state(d directive, p bigint, clock timestamptz)
RETURNS TABLE (
    corrected_subject text, status text, superseded_by_id uuid, revoked_because text, expires_on date
)
LANGUAGE sql STABLE AS $$
    SELECT (SELECT c.corrected FROM correction c
            WHERE c.directive_id = d.directive_id AND c.field = 'subject' AND c.position <= p
            ORDER BY c.position DESC, c.ordinal DESC LIMIT 1),
           CASE WHEN s.status <> 'IN_FORCE' THEN s.status
                WHEN clock > x.expires_at THEN 'EXPIRED'
                WHEN clock < d.effective_at THEN 'NOT_YET_IN_FORCE'
                ELSE s.status END,
           s.by_id, s.reason, x.expires_on
    FROM directive_status s
    LEFT JOIN expiry x ON x.directive_id = s.directive_id
        AND x.from_position <= p AND p < x.to_position
    WHERE s.directive_id = d.directive_id AND s.from_position <= p AND p < s.to_position
$$;

-- Stretches of time that a document names, and the days that they got.
CREATE TABLE named_window (
    directive_id uuid     NOT NULL,
    key          text     NOT NULL,
    ordinal      smallint NOT NULL,
    stated       text     NOT NULL,
    PRIMARY KEY (directive_id, key)
);

CREATE TABLE window_dating (
    directive_id  uuid   NOT NULL,
    key           text   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    from_day      date   NOT NULL,
    to_day        date   NOT NULL,
    PRIMARY KEY (directive_id, key, from_position)
);

-- Amendments as they were made; what they come to is in tasks and audiences.
CREATE TABLE amendment (
    directive_id       uuid        NOT NULL,
    position           bigint      NOT NULL,
    recorded_at        timestamptz NOT NULL,
    amending_id        uuid,
    note               text,
    added_task_ids     uuid[]      NOT NULL,
    changed_task_ids   uuid[]      NOT NULL,
    withdrawn_task_ids uuid[]      NOT NULL,
    added              jsonb       NOT NULL,
    withdrawn          jsonb       NOT NULL,
    expires_on         date,
    PRIMARY KEY (directive_id, position)
);

COMMENT ON COLUMN amendment.added IS 'Selectors as worded, as are those withdrawn.';

-- Units asked to coordinate in a task, and what they answered: of the two positions of an answer one
-- at the most is not the greatest there is.
CREATE TABLE invitation (
    invitation_id     uuid        NOT NULL PRIMARY KEY,
    directive_id      uuid        NOT NULL,
    task_id           uuid        NOT NULL,
    unit_id           uuid        NOT NULL,
    position          bigint      NOT NULL,
    accepted_position bigint      NOT NULL,
    declined_position bigint      NOT NULL,
    invited_at        timestamptz NOT NULL,
    answered_at       timestamptz,
    note              text
);
CREATE INDEX invitation_directive ON invitation (directive_id, position);
CREATE INDEX invitation_unit ON invitation (unit_id, position);
CREATE INDEX invitation_task ON invitation (task_id);

-- Invitations up to a position, and what was answered by then.
CREATE FUNCTION invitation_at(p bigint)
RETURNS TABLE (
    invitation_id uuid, directive_id uuid, task_id uuid, unit_id uuid, invited_position bigint,
    state text, invited_at timestamptz, answered_at timestamptz, note text
) LANGUAGE sql STABLE AS $$
    SELECT i.invitation_id, i.directive_id, i.task_id, i.unit_id, i.position,
           CASE WHEN i.accepted_position <= p THEN 'ACCEPTED'
                WHEN i.declined_position <= p THEN 'DECLINED'
                ELSE 'INVITED' END,
           i.invited_at,
           CASE WHEN least(i.accepted_position, i.declined_position) <= p THEN i.answered_at END,
           i.note
    FROM invitation i WHERE i.position <= p
$$;

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
    anchor       text,
    source       jsonb
);
CREATE UNIQUE INDEX citation_directive ON citation (directive_id, ordinal);

COMMENT ON COLUMN citation.source IS
    'Kind and year of what is no numbered document: there is nothing to match then.';

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
    issuer_name text, relation text, task_key text, anchor text, source jsonb,
    target_id uuid, discrepancies jsonb, resolved_at timestamptz, by_hand boolean,
    proposed_id uuid
) LANGUAGE sql STABLE AS $$
    SELECT c.citation_id, c.directive_id, c.ordinal, c.text, c.issued_on,
           c.issuer_name, c.relation, c.task_key, c.anchor, c.source,
           m.target_id, m.discrepancies, m.resolved_at, m.by_hand, m.proposed_id
    FROM citation c
    JOIN citation_match m ON m.citation_id = c.citation_id
        AND m.from_position <= p AND p < m.to_position
$$;

-- Whose cause a directive serves: its own (distance 0), and that of every directive it implements,
-- at whatever distance. Fixed by its issue, but where a citation is matched later, or no longer. What
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

-- Files that go with a directive, a recorded document, a report, or a report that cites no directive;
-- and with a state of a draft, which begins at the row's position. One file may go with several: who
-- sees one of them sees the file.
CREATE TABLE attachment (
    attachment_id uuid     NOT NULL,
    position      bigint   NOT NULL,
    ordinal       smallint NOT NULL,
    owner         text     NOT NULL CHECK (owner IN ('DIRECTIVE', 'DRAFT', 'REPORT', 'RECORDED_REPORT')),
    owner_id      uuid     NOT NULL,
    name          text     NOT NULL,
    media_type    text     NOT NULL,
    size          bigint   NOT NULL,
    sha256        text     NOT NULL,
    PRIMARY KEY (attachment_id, position)
);
CREATE INDEX attachment_owner ON attachment (owner_id, owner, position, ordinal);

CREATE FUNCTION cause_at(p bigint) RETURNS SETOF cause LANGUAGE sql STABLE AS $$
    SELECT * FROM cause WHERE position <= p AND p < to_position
$$;
