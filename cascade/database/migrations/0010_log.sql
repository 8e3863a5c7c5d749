-- The log: what happened, in one order, for ever.

CREATE TABLE cascade_log.event (
    position           bigint      NOT NULL PRIMARY KEY CHECK (position > 0),
    stream_id          uuid        NOT NULL,
    stream_version     bigint      NOT NULL CHECK (stream_version > 0),
    topic              text        NOT NULL,
    state              bytea       NOT NULL,
    recorded_at        timestamptz NOT NULL,
    actor              text        NOT NULL,
    correlation_id     uuid        NOT NULL,
    causation_position bigint,
    leaf_hash          bytea       NOT NULL CHECK (octet_length(leaf_hash) = 32)
) PARTITION BY RANGE (position);

COMMENT ON COLUMN cascade_log.event.state IS
    'Canonical JSON, kept as the bytes that were hashed: jsonb would reorder and rewrite them.';
COMMENT ON COLUMN cascade_log.event.actor IS 'The subject of a login, never a name.';

-- Not unique: a unique key without the partition column is refused. The stream's row, checked and
-- written under the head's lock, is what keeps versions unique.
CREATE INDEX event_stream ON cascade_log.event (stream_id, stream_version);

CREATE TABLE cascade_log.stream (
    id      uuid   NOT NULL PRIMARY KEY,
    version bigint NOT NULL CHECK (version > 0)
) WITH (fillfactor = 80);

-- One row. Whoever writes locks it, so positions are dense and a reader that sees n has seen all
-- before it. The frontier holds the hashes of the perfect subtrees, the largest first, 32 bytes each.
CREATE TABLE cascade_log.log_head (
    only_row    boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
    position    bigint      NOT NULL CHECK (position >= 0),
    recorded_at timestamptz NOT NULL,
    frontier    bytea       NOT NULL CHECK (octet_length(frontier) % 32 = 0)
) WITH (fillfactor = 10);

INSERT INTO cascade_log.log_head (position, recorded_at, frontier)
VALUES (0, '1970-01-01T00:00:00Z', '');

-- The key comes first in the index, so that a batch is looked up by key = ANY(...).
CREATE TABLE cascade_log.idempotency_key (
    key            text        COLLATE "C" NOT NULL,
    principal      text        COLLATE "C" NOT NULL,
    digest         bytea       NOT NULL CHECK (octet_length(digest) = 32),
    first_position bigint      NOT NULL,
    event_count    integer     NOT NULL CHECK (event_count >= 0),
    answer         bytea       NOT NULL,
    recorded_at    timestamptz NOT NULL,
    PRIMARY KEY (key, principal)
);

COMMENT ON COLUMN cascade_log.idempotency_key.first_position IS
    'Position of the command''s first event; of the head after it where it had none.';

-- What a deployment may have to erase. Events hold only a salted commitment to it.
CREATE TABLE cascade_log.content (
    id         uuid  NOT NULL PRIMARY KEY,
    media_type text  NOT NULL,
    salt       bytea NOT NULL CHECK (octet_length(salt) = 32),
    data       bytea NOT NULL
);
