-- name: prepare_session()^
-- The writer's session. Nobody may keep the head locked by falling silent in a transaction, and a
-- plan made while the tables are empty must not scan them for ever after.
SELECT set_config('default_transaction_isolation', 'read committed', false),
       set_config('idle_in_transaction_session_timeout', '10s', false),
       set_config('enable_seqscan', 'off', false);

-- name: lock_head()^
-- The log's end, locked until the transaction ends.
SELECT position, recorded_at, frontier FROM cascade_log.log_head WHERE only_row FOR UPDATE;

-- name: head()^
-- The log's end, as of what is committed.
SELECT position, recorded_at, frontier FROM cascade_log.log_head WHERE only_row;

-- name: head_position()$
SELECT position FROM cascade_log.log_head WHERE only_row;

-- name: pulse()^
-- How far the log goes, when that was recorded, and what the database's clock shows.
SELECT position, recorded_at, clock_timestamp() AS database_now
  FROM cascade_log.log_head WHERE only_row;

-- name: make_partitions()$
-- The last position that has a partition.
SELECT cascade_log.make_partitions();

-- name: stream_versions(ids)
-- The versions of those streams that exist.
SELECT id, version FROM cascade_log.stream WHERE id = ANY (:ids);

-- name: keys(keys)
-- What is remembered under these keys, of whatever principal.
SELECT key, principal, digest, first_position, event_count, answer, recorded_at
  FROM cascade_log.idempotency_key WHERE key = ANY (:keys);

-- name: append(head, checked, written, events, keys, contents, uploads)$
-- Writes a batch after the foretold head; false, and nothing written, if head or streams moved.
SELECT cascade_log.append(:head, :checked, :written, :events, :keys, :contents, :uploads);

-- name: page(after, row_limit)
-- Events after a position, in order.
SELECT position, stream_id, stream_version, topic, state, recorded_at, actor, correlation_id,
       causation_position, leaf_hash
  FROM cascade_log.event WHERE position > :after ORDER BY position LIMIT :row_limit;

-- name: events_of(ids, after_versions)
-- Events of some streams, each after a version, in the log's order, each row with the time at which
-- the log's end was recorded; that alone where there are none.
SELECT e.position, e.stream_id, e.stream_version, e.topic, e.state, e.recorded_at, e.actor,
       e.correlation_id, e.causation_position, e.leaf_hash, h.recorded_at AS head_recorded_at
  FROM cascade_log.log_head AS h
  LEFT JOIN cascade_log.events_of(:ids, :after_versions) AS e ON true
 WHERE h.only_row
 ORDER BY e.position;

-- name: content(ids)
-- Those of the contents that were not erased.
SELECT id, media_type, salt, data FROM cascade_log.content WHERE id = ANY (:ids);

-- name: keep_upload(content_id, uploader, name, media_type, size, sha256, commitment, uploaded_at)!
INSERT INTO cascade_log.upload
    (content_id, uploader, name, media_type, size, sha256, commitment, uploaded_at)
VALUES (:content_id, :uploader, :name, :media_type, :size, :sha256, :commitment, :uploaded_at);

-- name: uploads(ids)
-- Those of the uploads that were not pruned.
SELECT content_id, uploader, name, media_type, size, sha256, commitment, uploaded_at
  FROM cascade_log.upload WHERE content_id = ANY (:ids);

-- name: hold_uploads_of(uploader)$
-- Until the transaction ends nobody else counts this subject's uploads.
SELECT pg_advisory_xact_lock(hashtextextended('cascade_log.uploads of ' || :uploader, 0));

-- name: count_unused(uploader)$
SELECT count(*) FROM cascade_log.upload AS u
 WHERE u.uploader = :uploader
   AND NOT EXISTS (SELECT FROM cascade_log.upload_use AS x WHERE x.content_id = u.content_id);

-- name: upload_part(content_id, ordinal)$
-- One part of a file, from 1 on; part 0 is the salt.
SELECT data FROM cascade_log.upload_part WHERE content_id = :content_id AND ordinal = :ordinal;

-- name: prune_uploads(uploaded_before, row_limit)
-- Deletes uploads that no command has named, some at a time.
DELETE FROM cascade_log.upload
 WHERE content_id IN (
        SELECT u.content_id
          FROM cascade_log.upload AS u
         WHERE u.uploaded_at < :uploaded_before
           AND NOT EXISTS (SELECT FROM cascade_log.upload_use AS x WHERE x.content_id = u.content_id)
         LIMIT :row_limit)
RETURNING size;

-- name: progress_of(webhook_ids)
-- How far each of these webhooks was delivered.
SELECT webhook_id, run_position, begun_position, begins_after, times_anew, cursor, in_flight, through,
       delivered_at, attempts, failing_since, next_attempt_at, failure, told
  FROM cascade_log.webhook_progress WHERE webhook_id = ANY (:webhook_ids);

-- name: keep_progress(webhook_id, run_position, begun_position, begins_after, times_anew, cursor, in_flight, through, delivered_at, attempts, failing_since, next_attempt_at, failure, told)!
INSERT INTO cascade_log.webhook_progress
    (webhook_id, run_position, begun_position, begins_after, times_anew, cursor, in_flight, through,
     delivered_at, attempts, failing_since, next_attempt_at, failure, told)
VALUES (:webhook_id, :run_position, :begun_position, :begins_after, :times_anew, :cursor, :in_flight, :through,
        :delivered_at, :attempts, :failing_since, :next_attempt_at, :failure, :told)
ON CONFLICT (webhook_id) DO UPDATE
   SET run_position = excluded.run_position, begun_position = excluded.begun_position,
       begins_after = excluded.begins_after, times_anew = excluded.times_anew,
       cursor = excluded.cursor,
       in_flight = excluded.in_flight, through = excluded.through,
       delivered_at = excluded.delivered_at, attempts = excluded.attempts,
       failing_since = excluded.failing_since, next_attempt_at = excluded.next_attempt_at,
       failure = excluded.failure, told = excluded.told;

-- name: forget_progress(webhook_ids)!
DELETE FROM cascade_log.webhook_progress WHERE webhook_id = ANY (:webhook_ids);

-- name: lead_deliveries()$
-- Leadership lasts as long as the session.
SELECT pg_try_advisory_lock(hashtextextended('cascade.webhooks.leader', 0));

-- name: still_there()$
SELECT 1;
