-- What is owed, worded as it was in [from_position, to_position). Beside a document's own tasks stand
-- those that passing on and policies add ('@').
CREATE TABLE task (
    task_id            uuid        NOT NULL,
    from_position      bigint      NOT NULL,
    to_position        bigint      NOT NULL,
    directive_id       uuid        NOT NULL,
    position           bigint      NOT NULL,
    added_at           timestamptz NOT NULL,
    added_on           date        NOT NULL,
    ordinal            smallint    NOT NULL,
    key                text        NOT NULL,
    number             text,
    text               text        NOT NULL,
    kind               text        NOT NULL,
    origin             text        NOT NULL,
    audience           smallint,
    selectors          jsonb,
    lead_id            uuid,
    lead_is_inferred   boolean     NOT NULL,
    co_lead_ids        uuid[]      NOT NULL,
    coordinating_ids   uuid[]      NOT NULL,
    coordinating       jsonb,
    quota              jsonb,
    target_direction   text,
    target_amount      numeric(21, 6),
    due_kind           text        NOT NULL,
    due_stated         text,
    due_rule           text,
    due_window         text,
    due_digest         text,
    due_levels         text[]      COLLATE "C" NOT NULL,
    level_dues         jsonb       NOT NULL,
    working_days       integer,
    days               integer,
    on_non_working_day text,
    due_after_task     text,
    after_task_id      uuid,
    offset_days        integer,
    offset_working_days integer,
    occurrence_hours   integer,
    occurrence_days    integer,
    occurrence_working_days integer,
    counted_position   bigint      NOT NULL,
    report_to_id       uuid,
    report_via_id      uuid,
    needs_acceptance   boolean     NOT NULL,
    indicators         jsonb,
    data_close         jsonb,
    accountable_post   text,
    open_ended         boolean     NOT NULL,
    owed_from          date,
    owed_since         timestamptz,
    withdrawn_position bigint      NOT NULL,
    directive_position bigint      NOT NULL,
    issuer_id          uuid        NOT NULL,
    clearance          smallint    NOT NULL,
    document_type      text        NOT NULL,
    level_by_level     boolean     NOT NULL,
    need_to_know       boolean     NOT NULL,
    effective_on       date,
    expires_at         timestamptz,
    urgency            text        NOT NULL,
    PRIMARY KEY (task_id, from_position)
);
CREATE UNIQUE INDEX task_directive ON task (directive_id, ordinal, from_position);

COMMENT ON COLUMN task.position IS
    'Of the issue, or of the amendment that added it; added_on is its local day.';
COMMENT ON COLUMN task.audience IS
    '0: the directive''s; n: its own; null: the lead and the coordinating units alone, or derived.';
COMMENT ON COLUMN task.quota IS 'As the document words it; what units have of their own is in unit_target.';
COMMENT ON COLUMN task.target_direction IS 'Null: it has no quota.';
COMMENT ON COLUMN task.target_amount IS 'Of all alike; null where units and levels alone have figures.';
COMMENT ON COLUMN task.coordinating IS
    'Selectors of those that coordinate by group or by a long list: audience -ordinal. The few are in coordinating_ids.';
COMMENT ON COLUMN task.due_digest IS 'Of the due rule: tells whether an amendment changes it.';
COMMENT ON COLUMN task.due_levels IS 'Those whose units owe it by a rule of their own.';
COMMENT ON COLUMN task.working_days IS
    'From the reach, as are days: by the calendar of the reach or, where later, of counted_position.';
COMMENT ON COLUMN task.owed_since IS
    'The first instant of owed_from: of those whom the event that brought the task reached, occurrences due from there on are owed.';
COMMENT ON COLUMN task.after_task_id IS
    'From the unit''s own acceptance of this task count offset_days or offset_working_days, by the calendar'
    ' of it or, where later, of counted_position. due_after_task is its key.';
COMMENT ON COLUMN task.withdrawn_position IS
    'From there on nothing more is asked of it, by an amendment or as the directive is no more in force.';
COMMENT ON COLUMN task.open_ended IS 'It recurs without an end: periods are opened as time goes on.';
COMMENT ON COLUMN task.occurrence_hours IS
    'So long after an occurrence that a unit declares, or so many days or working days.';
COMMENT ON COLUMN task.issuer_id IS
    'The directive''s, as are directive_position, clearance, document_type, level_by_level, need_to_know,'
    ' urgency, effective_on (null: its issue) and expires_at (null: never).';

CREATE FUNCTION task_at(p bigint) RETURNS SETOF task LANGUAGE sql STABLE AS $$
    SELECT * FROM task WHERE from_position <= p AND p < to_position
$$;

-- Whether a task names a unit that leads it or coordinates in it.
CREATE FUNCTION names(t task, of_unit uuid) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT of_unit IS NOT DISTINCT FROM t.lead_id OR of_unit = ANY (t.co_lead_ids)
        OR of_unit = ANY (t.coordinating_ids)
$$;

-- Whether the document words a task: those that passing on and policies add come after.
CREATE FUNCTION is_worded(ordinal smallint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT ordinal < 10000
$$;

-- Whether a task may come to something else for one than for another who has done nothing either: by what it
-- did about another task, declared to have happened, or shares.
CREATE FUNCTION asks_unevenly(t task) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT t.after_task_id IS NOT NULL OR t.due_kind = 'AFTER_OCCURRENCE'
        OR t.coordinating IS NOT NULL AND t.target_direction IS NOT NULL
$$;
CREATE INDEX task_uneven ON task (directive_id)
    WHERE after_task_id IS NOT NULL OR due_kind = 'AFTER_OCCURRENCE'
       OR coordinating IS NOT NULL AND target_direction IS NOT NULL;

-- Those due so many days after receipt.
CREATE INDEX task_counting ON task (directive_id)
    WHERE is_worded(ordinal) AND (working_days IS NOT NULL OR days IS NOT NULL);

-- What tasks ask of units by name, in [from_position, to_position).
CREATE TABLE unit_target (
    task_id       uuid           NOT NULL,
    unit_id       uuid           NOT NULL,
    from_position bigint         NOT NULL,
    to_position   bigint         NOT NULL,
    amount        numeric(21, 6) NOT NULL,
    PRIMARY KEY (task_id, unit_id, from_position)
);

-- How much a task asks of a unit at a position: its own figure, else its level's, which never changes,
-- else the task's. Null: nothing.
CREATE FUNCTION target_of(t task, of_unit uuid, p bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN t.target_direction IS NOT NULL THEN coalesce(
        (SELECT u.amount FROM unit_target u
         WHERE u.task_id = t.task_id AND u.unit_id = of_unit
           AND u.from_position <= p AND p < u.to_position),
        (SELECT (l.row ->> 'amount')::numeric
         FROM jsonb_array_elements(t.quota -> 'by_level') AS l(row)
         WHERE l.row ->> 'level' = (SELECT v.level FROM unit_version v
                                    WHERE v.unit_id = of_unit LIMIT 1)),
        t.target_amount) END
$$;

-- Whether so much is what is asked for.
CREATE FUNCTION meets(accepted numeric, direction text, target numeric)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE direction WHEN 'AT_LEAST' THEN accepted >= target
                          WHEN 'AT_MOST' THEN accepted <= target
                          ELSE accepted = target END
$$;

-- Whom audiences cover, in the tree of their position: every unit under scope_id, itself not included,
-- of a level and kind. Audience 0 is the directive's, n a task's own; those that coordinate in that task
-- are audience -n, with its task_id. A unit is covered by one of n and -n.
CREATE TABLE audience_atom (
    directive_id uuid     NOT NULL,
    audience     smallint NOT NULL,
    position     bigint   NOT NULL,
    scope_id     uuid     NOT NULL,
    level        text     COLLATE "C" NOT NULL,
    kind         text     COLLATE "C" NOT NULL,
    task_id      uuid,
    PRIMARY KEY (scope_id, level, kind, directive_id, audience)
);
CREATE INDEX audience_atom_directive ON audience_atom (directive_id, audience);

-- And units beside them.
CREATE TABLE audience_unit (
    directive_id uuid     NOT NULL,
    audience     smallint NOT NULL,
    position     bigint   NOT NULL,
    unit_id      uuid     NOT NULL,
    task_id      uuid,
    PRIMARY KEY (unit_id, directive_id, audience)
);
CREATE INDEX audience_unit_directive ON audience_unit (directive_id, audience);

-- What amendments added to directives' own audiences and what they withdrew, which may be what was
-- covered before.
CREATE TABLE amended_atom (
    directive_id uuid    NOT NULL,
    position     bigint  NOT NULL,
    withdrawn    boolean NOT NULL,
    scope_id     uuid    NOT NULL,
    level        text    COLLATE "C" NOT NULL,
    kind         text    COLLATE "C" NOT NULL,
    PRIMARY KEY (scope_id, level, kind, directive_id, position, withdrawn)
);
CREATE INDEX amended_atom_directive ON amended_atom (directive_id, withdrawn);

CREATE TABLE amended_unit (
    directive_id uuid    NOT NULL,
    position     bigint  NOT NULL,
    withdrawn    boolean NOT NULL,
    unit_id      uuid    NOT NULL,
    PRIMARY KEY (unit_id, directive_id, position, withdrawn)
);
CREATE INDEX amended_unit_directive ON amended_unit (directive_id, withdrawn);

-- In which role an atom or a unit beside them is covered.
CREATE FUNCTION role_in(task_id uuid) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN task_id IS NULL THEN 'RESPONSIBLE' ELSE 'COORDINATING' END
$$;

-- The groups of standing directives as they are worded: they cover units founded later. Audiences are
-- those of atoms.
CREATE TABLE standing_group (
    directive_id uuid     NOT NULL,
    position     bigint   NOT NULL,
    audience     smallint NOT NULL,
    ordinal      smallint NOT NULL,
    withdrawn    boolean  NOT NULL,
    scope_id     uuid     NOT NULL,
    levels       text[]   COLLATE "C" NOT NULL,
    kinds        text[]   COLLATE "C" NOT NULL,
    task_id      uuid,
    PRIMARY KEY (directive_id, position, audience, withdrawn, ordinal)
);
CREATE INDEX standing_group_scope ON standing_group (scope_id);

-- Whom of these groups the words except: those under scope_id of the levels and kinds.
CREATE TABLE standing_exception (
    directive_id uuid     NOT NULL,
    position     bigint   NOT NULL,
    audience     smallint NOT NULL,
    withdrawn    boolean  NOT NULL,
    ordinal      smallint NOT NULL,
    number       smallint NOT NULL,
    scope_id     uuid     NOT NULL,
    levels       text[]   COLLATE "C" NOT NULL,
    kinds        text[]   COLLATE "C" NOT NULL,
    PRIMARY KEY (directive_id, position, audience, withdrawn, ordinal, number)
);

-- A task's leads and coordinating units by name, each in its best role, from a position on. "invited" ones
-- accepted an invitation there, which is their reach.
CREATE TABLE task_member (
    task_id      uuid     NOT NULL,
    unit_id      uuid     NOT NULL,
    directive_id uuid     NOT NULL,
    position     bigint   NOT NULL,
    role         text     NOT NULL,
    invited      boolean  NOT NULL,
    clearance    smallint NOT NULL,
    PRIMARY KEY (task_id, unit_id)
);
CREATE INDEX task_member_unit ON task_member (unit_id);
CREATE INDEX task_member_directive ON task_member (directive_id);

-- Whom a task's reports are addressed to or go through, in [position, to_position).
CREATE TABLE task_recipient (
    task_id      uuid     NOT NULL,
    unit_id      uuid     NOT NULL,
    position     bigint   NOT NULL,
    to_position  bigint   NOT NULL,
    directive_id uuid     NOT NULL,
    clearance    smallint NOT NULL,
    PRIMARY KEY (task_id, unit_id, position)
);
CREATE INDEX task_recipient_unit ON task_recipient (unit_id);
CREATE INDEX task_recipient_directive ON task_recipient (directive_id);

CREATE FUNCTION recipient_at(p bigint) RETURNS SETOF task_recipient LANGUAGE sql STABLE AS $$
    SELECT * FROM task_recipient WHERE position <= p AND p < to_position
$$;

-- Tasks whose reports each unit gives to the one above it, on a line (null: the primary one), and whether
-- those above gather them: up to the units under whom the issuers address.
CREATE TABLE task_superior (
    task_id      uuid    NOT NULL PRIMARY KEY,
    directive_id uuid    NOT NULL,
    position     bigint  NOT NULL,
    line         text,
    gathered     boolean NOT NULL,
    top_ids      uuid[]  NOT NULL
);

-- When a task is owed. One that does not recur has the one occurrence '-infinity'; an occurrence of one
-- that does is asked for from starts_on on, of those reached up to its original due date. The rule of a
-- level has periods of its own, the task's has those of level ''.
CREATE TABLE period (
    task_id         uuid   NOT NULL,
    level           text   COLLATE "C" NOT NULL,
    occurrence      date   NOT NULL,
    from_position   bigint NOT NULL,
    to_position     bigint NOT NULL,
    due_on          date,
    due_at          timestamptz,
    starts_on       date,
    opens_at        timestamptz,
    label           text,
    original_due_at timestamptz,
    PRIMARY KEY (task_id, level, occurrence, from_position)
);

CREATE FUNCTION period_at(p bigint) RETURNS SETOF period LANGUAGE sql STABLE AS $$
    SELECT * FROM period WHERE from_position <= p AND p < to_position
$$;

-- The level of a unit, if it is one of these; else ''.
CREATE FUNCTION level_among(levels text[], of_unit uuid, p bigint)
RETURNS text LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN coalesce((
        SELECT v.level FROM unit_version v
        WHERE v.unit_id = of_unit AND v.from_position <= p AND p < v.to_position
          AND v.level = ANY (levels)), '');
END
$$;

-- The level whose rule counts for a unit that owes a task: its own, or '' for the task's rule. The planner
-- takes it apart, so that of most tasks nothing is looked up.
CREATE FUNCTION due_level(t task, of_unit uuid, p bigint)
RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN t.due_levels = '{}' THEN '' ELSE level_among(t.due_levels, of_unit, p) END
$$;

-- Standing rules of units, each in force in (from_position, to_position] for reaches there.
CREATE TABLE policy_version (
    unit_id                          uuid   NOT NULL,
    key                              text   NOT NULL,
    from_position                    bigint NOT NULL,
    to_position                      bigint NOT NULL,
    types                            text[] NOT NULL,
    acknowledge_within_working_days  integer,
    pass_on_within_working_days      integer,
    final_report_within_working_days integer,
    enter_within_working_days        integer,
    valid_from                       date   NOT NULL,
    urgencies                        text[] NOT NULL,
    PRIMARY KEY (unit_id, key, from_position)
);

-- Tasks as they were at a position: with the due date that is the same for all who owe them, how many
-- occurrences a recurring one has (by then, where it has no end), and beside its coordinating units those
-- that accepted to be some.
CREATE FUNCTION task_shown(p bigint)
RETURNS TABLE (
    task_id uuid, directive_id uuid, ordinal smallint, key text, number text, text text, kind text,
    origin text, audience jsonb, lead_id uuid, lead_is_inferred boolean, co_lead_ids uuid[],
    coordinating_ids uuid[], coordinating_groups jsonb, quota jsonb, indicators jsonb,
    data_close jsonb, due_kind text, due_stated text, due_rule text, due_window text,
    due_on_non_working_day text, due_after_task text, due_occurrences bigint,
    due_open_ended boolean, due_at timestamptz, report_to_id uuid, report_via_id uuid,
    needs_acceptance boolean, accountable_post text, owed_from date, withdrawn boolean,
    level_dues jsonb, report_to_superior_gathered boolean, report_to_superior_line text
) LANGUAGE sql STABLE AS $$
    SELECT t.task_id, t.directive_id, t.ordinal, t.key, t.number, t.text, t.kind, t.origin,
           t.selectors, t.lead_id, t.lead_is_inferred, t.co_lead_ids,
           t.coordinating_ids || ARRAY(
               SELECT (s ->> 'unit_id')::uuid
               FROM jsonb_array_elements(t.coordinating) s WHERE s ->> 'unit_id' IS NOT NULL)
               || ARRAY(
               SELECT v.unit_id FROM invitation v
               WHERE v.task_id = t.task_id AND v.accepted_position <= p
                 AND v.unit_id <> ALL (t.coordinating_ids)
               ORDER BY v.accepted_position),
           (SELECT jsonb_agg(s) FROM jsonb_array_elements(t.coordinating) s
            WHERE s ->> 'unit_id' IS NULL),
           t.quota, t.indicators, t.data_close,
           CASE WHEN t.due_kind = 'WINDOW' AND e.due_at IS NULL THEN 'WINDOW_NOT_DATED'
                ELSE t.due_kind END,
           t.due_stated, t.due_rule, t.due_window, t.on_non_working_day, t.due_after_task,
           CASE WHEN t.due_kind = 'RECURRING' THEN (
               SELECT count(*) FROM period o
               WHERE o.task_id = t.task_id AND o.level = '' AND o.occurrence > '-infinity'
                 AND o.from_position <= p AND p < o.to_position) END,
           t.open_ended, e.due_at, t.report_to_id, t.report_via_id, t.needs_acceptance, t.accountable_post,
           t.owed_from, t.withdrawn_position <= p, t.level_dues, s.gathered, s.line
    FROM task t
    LEFT JOIN task_superior s ON s.task_id = t.task_id
    LEFT JOIN period e ON e.task_id = t.task_id AND e.level = '' AND e.occurrence = '-infinity'
        AND e.from_position <= p AND p < e.to_position
    WHERE t.from_position <= p AND p < t.to_position
$$;
