-- Files that were uploaded, to go with a document or a report, and which of them a command has named.

CREATE TABLE cascade_log.upload (
    content_id  uuid        NOT NULL PRIMARY KEY,
    uploader    text        COLLATE "C" NOT NULL,
    name        text        NOT NULL,
    media_type  text        NOT NULL,
    size        bigint      NOT NULL CHECK (size > 0),
    sha256      text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    commitment  text        NOT NULL CHECK (commitment ~ '^[0-9a-f]{64}$'),
    uploaded_at timestamptz NOT NULL
);

COMMENT ON COLUMN cascade_log.upload.uploader IS 'The subject of a login, never a name.';

CREATE INDEX upload_age ON cascade_log.upload (uploaded_at);
CREATE INDEX upload_uploader ON cascade_log.upload (uploader);

-- Part 0 is the salt, so that the parts one after the other are what the commitment is over. Erasing
-- a file deletes its parts; what was committed to can then be neither read nor tried out.
CREATE TABLE cascade_log.upload_part (
    content_id uuid    NOT NULL REFERENCES cascade_log.upload ON DELETE CASCADE,
    ordinal    integer NOT NULL CHECK (ordinal >= 0),
    data       bytea   NOT NULL,
    PRIMARY KEY (content_id, ordinal)
);

-- Files are mostly packed already: to try again costs time and saves nothing.
ALTER TABLE cascade_log.upload_part ALTER COLUMN data SET STORAGE EXTERNAL;

-- What an event names stays; the foreign key holds it against whoever prunes at the same moment.
CREATE TABLE cascade_log.upload_use (
    content_id uuid NOT NULL PRIMARY KEY REFERENCES cascade_log.upload
);

-- In the append's transaction: either the events and the uses are there or neither. Always true;
-- raises foreign_key_violation where an upload was pruned after the decision looked at it.
CREATE FUNCTION cascade_log.use_uploads(content_ids uuid[]) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO cascade_log.upload_use (content_id)
    SELECT DISTINCT unnest(content_ids)
    ON CONFLICT DO NOTHING;
    RETURN true;
END
$$;

REVOKE EXECUTE ON FUNCTION cascade_log.use_uploads(uuid[]) FROM public;

SELECT cascade_log.grant_application('SELECT, INSERT, DELETE', 'TABLE cascade_log.upload');
SELECT cascade_log.grant_application('SELECT, INSERT, DELETE', 'TABLE cascade_log.upload_part');
SELECT cascade_log.grant_application('SELECT, INSERT', 'TABLE cascade_log.upload_use');
SELECT cascade_log.grant_application('EXECUTE', 'FUNCTION cascade_log.use_uploads(uuid[])');
