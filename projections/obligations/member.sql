-- What it is to be concerned by a directive. The functions of this room, but those in plpgsql, are each
-- one SELECT that the planner takes apart (language sql, stable), so they compose and there is one
-- definition of each notion. Their slices are told of in slice.sql.

-- A unit that a directive concerns by an audience, or that leads a task or coordinates in it, by name or
-- by group: it owes that task whatever the audience. Its bearer stands at the path since moved_position.
-- It is concerned from since_position on; "direct": that very event reached it. It stands for so many who
-- are alike.
CREATE TYPE member AS (
    directive_id uuid, audience smallint, task_id uuid, role text, unit_id uuid, bearer_id uuid,
    path text, parent_id uuid, moved_position bigint, since_position bigint, direct boolean,
    stands_for bigint
);

-- What a unit owes, in every period of the task.
CREATE TYPE owed AS (
    task_id uuid, unit_id uuid, bearer_id uuid, path text, parent_id uuid, moved_position bigint,
    role text, reach_position bigint, opens_at timestamptz, recalled boolean,
    working_days integer, reach_due_at timestamptz, stands_for bigint
);

-- The directives that serve the cause of a slice.
CREATE FUNCTION serving(slice slice) RETURNS TABLE (directive_id uuid) LANGUAGE sql STABLE AS $$
    SELECT k.directive_id FROM cause_at(slice.p) k WHERE k.cause_id = slice.cause_id
$$;

-- The atoms that cover a unit where it stands, worded since its row has been true. All that is known of a
-- row that is true now: that it ends later would only mislead the planner.
CREATE FUNCTION audience_since(v unit_version)
RETURNS SETOF audience_atom LANGUAGE sql STABLE AS $$
    SELECT a.*
    FROM unnest(v.ancestors) AS above(unit_id)
    JOIN audience_atom a ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
        AND v.from_position <= a.position
$$;

-- The same of issues and relays.
CREATE FUNCTION reaches_since(v unit_version)
RETURNS SETOF reach_atom LANGUAGE sql STABLE AS $$
    SELECT a.*
    FROM unnest(v.ancestors) AS above(unit_id)
    JOIN reach_atom a ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
        AND v.from_position <= a.position
$$;

-- The same of audiences and amendments while a row was true that may have ended.
CREATE FUNCTION audience_over(v unit_version)
RETURNS SETOF audience_atom LANGUAGE sql STABLE AS $$
    SELECT * FROM audience_since(v) a WHERE a.position < v.to_position
$$;

CREATE FUNCTION amendments_over(v unit_version)
RETURNS SETOF amended_atom LANGUAGE sql STABLE AS $$
    SELECT a.*
    FROM unnest(v.ancestors) AS above(unit_id)
    JOIN amended_atom a ON a.scope_id = above.unit_id AND a.level = v.level AND a.kind = v.kind
        AND v.from_position <= a.position AND a.position < v.to_position
$$;
