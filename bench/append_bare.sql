-- name: create_event()#
CREATE TABLE bare_event (
    position  bigint NOT NULL PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    stream_id uuid   NOT NULL,
    topic     text   NOT NULL,
    state     bytea  NOT NULL
);

-- name: insert_events(stream_ids, topics, states)!
INSERT INTO bare_event (stream_id, topic, state)
SELECT * FROM unnest(:stream_ids::uuid[], :topics::text[], :states::bytea[]);
