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
    established_position bigint  NOT NULL
);
CREATE INDEX unit_established ON unit (established_position);

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
    PRIMARY KEY (unit_id, from_position)
);
CREATE INDEX unit_version_path ON unit_version (path);
CREATE INDEX unit_version_cell ON unit_version (level, kind, path);
CREATE INDEX unit_version_ended ON unit_version (to_position)
    WHERE to_position < 9223372036854775807;
CREATE INDEX unit_version_code ON unit_version (code, unit_id);
CREATE INDEX unit_version_parent ON unit_version (parent_id, code);

COMMENT ON COLUMN unit_version.path IS
    'Ordinals from the root down, 6 hexadecimal digits each: a subtree is a range of text.';
COMMENT ON COLUMN unit_version.ancestors IS 'From the root to the parent.';

-- Units that ever had a child, from that position on. Only they can have something to pass on.
CREATE TABLE parent_unit (
    unit_id        uuid   NOT NULL PRIMARY KEY,
    since_position bigint NOT NULL
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
    PRIMARY KEY (unit_id, effective_on, position)
);

CREATE FUNCTION unit_at(p bigint) RETURNS SETOF unit_version LANGUAGE sql STABLE AS $$
    SELECT * FROM unit_version WHERE from_position <= p AND p < to_position
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
