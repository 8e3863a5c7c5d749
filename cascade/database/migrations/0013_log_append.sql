-- The whole write of a batch in one round trip, so that the head is locked for as short as possible.
-- The caller foretells the head. Where another process has moved it, or a stream is not at the
-- expected version, nothing is written and the answer is false; a key that exists already raises
-- unique_violation. The caller then looks at the truth under the head's lock.

-- present_ids are those of checked_ids that must exist, sorted, and present_versions their versions; the
-- others of checked_ids must not exist yet.
-- Without enable_seqscan = off a plan made while the tables are empty would scan them for ever after.
CREATE FUNCTION cascade_log.append(
    expected_head     bigint,
    expected_frontier bytea,
    new_recorded_at   timestamptz,
    new_frontier      bytea,
    checked_ids       uuid[],
    present_ids       uuid[],
    present_versions  bigint[],
    written_ids       uuid[],
    written_versions  bigint[],
    stream_ids        uuid[],
    stream_versions   bigint[],
    topics            text[],
    states            bytea[],
    actors            text[],
    correlation_ids   uuid[],
    causations        bigint[],
    leaf_hashes       bytea[],
    keys              text[],
    principals        text[],
    digests           bytea[],
    first_positions   bigint[],
    event_counts      integer[],
    answers           bytea[],
    content_ids       uuid[],
    media_types       text[],
    salts             bytea[],
    datas             bytea[]
) RETURNS boolean
LANGUAGE plpgsql SET enable_seqscan = off SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    head           cascade_log.log_head;
    found_ids      uuid[];
    found_versions bigint[];
BEGIN
    SELECT * INTO head FROM cascade_log.log_head WHERE only_row FOR UPDATE;
    -- The position alone is not enough: what was foretold may have failed, and as many other events
    -- may be in its place.
    IF head.position <> expected_head OR head.frontier <> expected_frontier THEN
        RETURN false;
    END IF;

    SELECT coalesce(array_agg(id ORDER BY id), '{}'), coalesce(array_agg(version ORDER BY id), '{}')
      INTO found_ids, found_versions
      FROM cascade_log.stream WHERE id = ANY (checked_ids);
    IF found_ids <> present_ids OR found_versions <> present_versions THEN
        RETURN false;
    END IF;

    INSERT INTO cascade_log.idempotency_key
        (key, principal, digest, first_position, event_count, answer, recorded_at)
    SELECT k.*, new_recorded_at
      FROM unnest(keys, principals, digests, first_positions, event_counts, answers) AS k;

    IF cardinality(content_ids) > 0 THEN
        INSERT INTO cascade_log.content (id, media_type, salt, data)
        SELECT c.* FROM unnest(content_ids, media_types, salts, datas) AS c;
    END IF;

    IF cardinality(stream_ids) = 0 THEN
        RETURN true;
    END IF;

    INSERT INTO cascade_log.stream (id, version)
    SELECT s.* FROM unnest(written_ids, written_versions) AS s
    ON CONFLICT (id) DO UPDATE SET version = excluded.version;

    INSERT INTO cascade_log.event
        (position, stream_id, stream_version, topic, state, recorded_at, actor, correlation_id,
         causation_position, leaf_hash)
    SELECT expected_head + e.place, e.stream_id, e.stream_version, e.topic, e.state,
           new_recorded_at, e.actor, e.correlation_id, e.causation, e.leaf_hash
      FROM unnest(stream_ids, stream_versions, topics, states, actors, correlation_ids, causations,
                  leaf_hashes) WITH ORDINALITY
        AS e (stream_id, stream_version, topic, state, actor, correlation_id, causation, leaf_hash,
              place);

    UPDATE cascade_log.log_head
       SET position = expected_head + cardinality(stream_ids),
           recorded_at = new_recorded_at,
           frontier = new_frontier
     WHERE only_row;

    PERFORM pg_notify('cascade_log', (expected_head + cardinality(stream_ids))::text);
    RETURN true;
END
$$;

-- Events of the given streams, each after its given version, in the log's order.
CREATE FUNCTION cascade_log.events_of(wanted_ids uuid[], after_versions bigint[])
RETURNS SETOF cascade_log.event
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT e.*
      FROM unnest(wanted_ids, after_versions) AS wanted (id, after)
     CROSS JOIN LATERAL (
            SELECT * FROM cascade_log.event
             WHERE stream_id = wanted.id AND stream_version > wanted.after
            OFFSET 0
           ) AS e
     ORDER BY e.position;
END
$$;
