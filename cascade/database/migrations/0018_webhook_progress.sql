-- How far each webhook was delivered. It follows from no event, so it is no read model: a rebuild would
-- send everything again. Lost, it would too, and nothing would be missed.

CREATE TABLE cascade_log.webhook_progress (
    webhook_id      uuid        NOT NULL PRIMARY KEY,
    run_position    bigint      NOT NULL CHECK (run_position > 0),
    begun_position  bigint      NOT NULL CHECK (begun_position > 0),
    begins_after    bigint      NOT NULL CHECK (begins_after >= 0),
    times_anew      integer     NOT NULL CHECK (times_anew >= 0),
    cursor          text,
    in_flight       integer     CHECK (in_flight > 0),
    through         bigint,
    delivered_at    timestamptz,
    attempts        integer     NOT NULL CHECK (attempts >= 0),
    failing_since   timestamptz,
    next_attempt_at timestamptz,
    failure         text,
    told            text
);

COMMENT ON COLUMN cascade_log.webhook_progress.run_position IS
    'Of the event since which it is sent: created, resumed or replayed. Failures are of one run.';
COMMENT ON COLUMN cascade_log.webhook_progress.begun_position IS
    'Of the event since which the cursor counts: created or replayed.';
COMMENT ON COLUMN cascade_log.webhook_progress.times_anew IS
    'How often the feed began anew since then, with an empty copy: what is told anew has other ids.';
COMMENT ON COLUMN cascade_log.webhook_progress.in_flight IS
    'How many changes the message held that was not taken: sent again, it holds the same ones.';

SELECT cascade_log.grant_application(
    'SELECT, INSERT, UPDATE, DELETE', 'TABLE cascade_log.webhook_progress');
