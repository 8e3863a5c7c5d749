-- Units that see a directive wholly though they neither issued it nor owe anything by it, true in
-- [position, to_position): those on its distribution list, and those invited to coordinate until they
-- decline. "through_id" is the invitation, else the directive.
CREATE TABLE directive_viewer (
    directive_id uuid     NOT NULL,
    unit_id      uuid     NOT NULL,
    kind         text     NOT NULL,
    through_id   uuid     NOT NULL,
    position     bigint   NOT NULL,
    to_position  bigint   NOT NULL,
    clearance    smallint NOT NULL,
    need_to_know boolean  NOT NULL,
    PRIMARY KEY (directive_id, unit_id, kind, through_id, position)
);
CREATE INDEX directive_viewer_unit ON directive_viewer (unit_id);

CREATE FUNCTION directive_viewer_at(p bigint) RETURNS SETOF directive_viewer LANGUAGE sql STABLE AS $$
    SELECT * FROM directive_viewer WHERE position <= p AND p < to_position
$$;
