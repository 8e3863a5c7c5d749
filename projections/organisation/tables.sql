-- The organisation, as it was at every position. A row is true in [from_position, to_position).
CREATE TABLE organisation (
    only_row  boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
    position  bigint  NOT NULL,
    time_zone text    NOT NULL
);

CREATE TABLE level (
    rank smallint NOT NULL PRIMARY KEY,
    key  text     NOT NULL UNIQUE,
    name text     NOT NULL
);

-- Ordinals count units in the order of their establishment: they make the paths.
CREATE TABLE unit (
    unit_id              uuid    NOT NULL PRIMARY KEY,
    ordinal              integer NOT NULL UNIQUE,
    established_position bigint  NOT NULL,
    newly                boolean NOT NULL,
    code_form            text    COLLATE "C" NOT NULL
);
CREATE INDEX unit_established ON unit (established_position);
CREATE INDEX unit_found_by_code ON unit USING gin (words(code_form));

COMMENT ON COLUMN unit.newly IS
    'Not established in the place of one that ended: standing directives bind it.';

-- A unit that ended keeps a last row: not live, its path outside every range, under no other unit,
-- with the unit that stands for it.
CREATE TABLE unit_version (
    unit_id            uuid   NOT NULL,
    from_position      bigint NOT NULL,
    to_position        bigint NOT NULL,
    parent_id          uuid,
    addresses_under_id uuid   NOT NULL,
    live               boolean NOT NULL,
    code               text   COLLATE "C" NOT NULL,
    kind               text   COLLATE "C" NOT NULL,
    level              text   COLLATE "C" NOT NULL,
    path               text   COLLATE "C" NOT NULL,
    ancestors          uuid[] NOT NULL,
    heir_id            uuid,
    heir_path          text   COLLATE "C",
    PRIMARY KEY (unit_id, from_position)
);
CREATE INDEX unit_version_path ON unit_version (path);
CREATE INDEX unit_version_cell ON unit_version (level, kind, path);
CREATE INDEX unit_version_ended ON unit_version (to_position)
    WHERE to_position < forever();
CREATE INDEX unit_version_code ON unit_version (code, unit_id);
CREATE INDEX unit_version_parent ON unit_version (parent_id, code);
CREATE INDEX unit_version_heir ON unit_version (heir_path) WHERE NOT live;
CREATE INDEX unit_version_addressing ON unit_version (addresses_under_id)
    WHERE addresses_under_id <> unit_id;

COMMENT ON COLUMN unit_version.path IS
    'Ordinals from the root down, 6 hexadecimal digits each: a subtree is a range of text.';
COMMENT ON COLUMN unit_version.ancestors IS 'From the root to the parent.';

-- Units that ever had a child, from that position on. Only they can have something to pass on.
CREATE TABLE parent_unit (
    unit_id        uuid   NOT NULL PRIMARY KEY,
    since_position bigint NOT NULL
);

-- What a unit that ended owes by one directive, where another than its heir bears it.
CREATE TABLE unit_transfer (
    unit_id       uuid   NOT NULL,
    directive_id  uuid   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    bearer_id     uuid   NOT NULL,
    PRIMARY KEY (unit_id, directive_id, from_position)
);
CREATE INDEX unit_transfer_bearer ON unit_transfer (bearer_id);

-- Mergers since which occurrences that begin on a day or later are owed once, of all that the unit bears.
CREATE TABLE reported_once (
    position bigint NOT NULL,
    into_id  uuid   NOT NULL,
    from_day date   NOT NULL,
    PRIMARY KEY (position, into_id)
);

-- Which units took the place of one that ended, in the order of the event.
CREATE TABLE unit_succession (
    unit_id      uuid     NOT NULL,
    successor_id uuid     NOT NULL,
    position     bigint   NOT NULL,
    ordinal      smallint NOT NULL,
    PRIMARY KEY (unit_id, successor_id)
);
CREATE INDEX unit_succession_successor ON unit_succession (successor_id);

-- Superiors on lines other than the primary one.
CREATE TABLE unit_superior (
    unit_id       uuid   NOT NULL,
    line          text   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    superior_id   uuid   NOT NULL,
    PRIMARY KEY (unit_id, line, from_position)
);
CREATE INDEX unit_superior_superior ON unit_superior (superior_id);

-- Other names by which documents know units.
CREATE TABLE unit_alias (
    unit_id   uuid   NOT NULL,
    position  bigint NOT NULL,
    name      text   NOT NULL,
    name_form text   COLLATE "C" NOT NULL,
    PRIMARY KEY (unit_id, position)
);
CREATE INDEX unit_alias_found ON unit_alias USING gin (words(name_form));

-- Labels of units, as they were known in [from_position, to_position), with the days on which they hold;
-- without a last one until they are taken.
CREATE TABLE unit_label (
    unit_id       uuid   NOT NULL,
    label         text   NOT NULL,
    from_day      date   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint NOT NULL,
    to_day        date,
    PRIMARY KEY (unit_id, label, from_day, from_position)
);

-- Units of imports that are not complete.
CREATE TABLE staged_unit (
    import_id          uuid     NOT NULL,
    position           bigint   NOT NULL,
    number             smallint NOT NULL,
    unit_id            uuid     NOT NULL,
    parent_id          uuid     NOT NULL,
    addresses_under_id uuid     NOT NULL,
    code               text     NOT NULL,
    name               text     NOT NULL,
    symbol             text,
    kind               text     NOT NULL,
    level              text     NOT NULL,
    code_form          text     NOT NULL,
    name_form          text     NOT NULL,
    symbol_form        text     NOT NULL,
    PRIMARY KEY (import_id, position, number)
);

-- The first name has always been valid; a later one is from effective_on.
CREATE TABLE unit_name (
    unit_id          uuid   NOT NULL,
    effective_on     date   NOT NULL,
    position         bigint NOT NULL,
    name             text   NOT NULL,
    symbol           text,
    valid_from       date,
    valid_not_before date,
    valid_not_after  date,
    renames          boolean NOT NULL,
    name_form        text   COLLATE "C" NOT NULL,
    symbol_form      text   COLLATE "C" NOT NULL,
    PRIMARY KEY (unit_id, effective_on, position)
);
CREATE INDEX unit_name_found ON unit_name USING gin (words(name_form));
CREATE INDEX unit_name_found_by_symbol ON unit_name USING gin (words(symbol_form))
    WHERE symbol_form <> '';
CREATE INDEX unit_name_renaming ON unit_name (unit_id) WHERE renames;

COMMENT ON COLUMN unit_name.renames IS 'It is not the name that the unit was established with.';

-- Paths: the ordinals of units from the root down, 6 hexadecimal digits each. A subtree is a range of
-- text: what stands under a unit has a longer path, and no digit comes after "f".
CREATE FUNCTION lowest_path() RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT ''
$$;

CREATE FUNCTION highest_path() RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'g'
$$;

CREATE FUNCTION end_of_subtree(path text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT path || 'g'
$$;

CREATE FUNCTION end_of_unit(path text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT path || '0'
$$;

CREATE FUNCTION unit_at(p bigint) RETURNS SETOF unit_version LANGUAGE sql STABLE AS $$
    SELECT * FROM unit_version WHERE from_position <= p AND p < to_position
$$;

CREATE FUNCTION transfer_at(p bigint) RETURNS SETOF unit_transfer LANGUAGE sql STABLE AS $$
    SELECT * FROM unit_transfer WHERE from_position <= p AND p < to_position
$$;

-- Where units are found: a unit's own place or, once it ended, that of the unit that stands for it.
CREATE FUNCTION place_at(p bigint) RETURNS TABLE (unit_id uuid, path text, bearer_id uuid)
LANGUAGE sql STABLE AS $$
    SELECT unit_id, coalesce(heir_path, path), coalesce(heir_id, unit_id)
    FROM unit_version WHERE from_position <= p AND p < to_position
$$;

-- The name that a unit bears on a day, as far as it was recorded: before its first name's first day
-- that one all the same.
CREATE FUNCTION name_on(of_unit uuid, p bigint, day date)
RETURNS TABLE (name text) LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT n.name FROM unit_name n
         WHERE n.unit_id = of_unit AND n.position <= p AND n.effective_on <= day
         ORDER BY n.effective_on DESC, n.position DESC LIMIT 1),
        (SELECT n.name FROM unit_name n
         WHERE n.unit_id = of_unit AND n.position <= p
         ORDER BY n.effective_on, n.position LIMIT 1))
$$;

CREATE FUNCTION symbol_at(of_unit uuid, p bigint)
RETURNS TABLE (symbol text) LANGUAGE sql STABLE AS $$
    SELECT (SELECT n.symbol FROM unit_name n
            WHERE n.unit_id = of_unit AND n.position <= p AND n.symbol IS NOT NULL
            ORDER BY n.position DESC LIMIT 1)
$$;

-- Changes of the tree that are to take effect on a day to come, and what became of them.
CREATE TABLE scheduled_change (
    change_id        uuid        NOT NULL PRIMARY KEY,
    position         bigint      NOT NULL,
    settled_position bigint      NOT NULL,
    scheduled_at     timestamptz NOT NULL,
    unit_ids         uuid[]      NOT NULL,
    command          text        NOT NULL,
    effective_on     date        NOT NULL,
    outcome          text,
    reason           text
);
CREATE INDEX scheduled_change_units ON scheduled_change USING gin (unit_ids);

COMMENT ON COLUMN scheduled_change.settled_position IS 'The greatest there is while it is to come.';

-- Changes up to a position, and what became of them by then.
CREATE FUNCTION scheduled_change_at(p bigint)
RETURNS TABLE (
    change_id uuid, scheduled_position bigint, scheduled_at timestamptz, unit_ids uuid[], command text,
    effective_on date, outcome text, reason text
) LANGUAGE sql STABLE AS $$
    SELECT c.change_id, c.position, c.scheduled_at, c.unit_ids, c.command, c.effective_on,
           CASE WHEN c.settled_position <= p THEN c.outcome END,
           CASE WHEN c.settled_position <= p THEN c.reason END
    FROM scheduled_change c WHERE c.position <= p
$$;
