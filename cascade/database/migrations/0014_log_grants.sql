-- What the application may do with the log. Functions are open to everyone unless told otherwise.

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA cascade_log FROM public;

SELECT cascade_log.grant_application('SELECT, INSERT', 'TABLE cascade_log.event');
SELECT cascade_log.grant_application('SELECT, INSERT', 'TABLE cascade_log.idempotency_key');
-- Content is the one thing that may be erased.
SELECT cascade_log.grant_application('SELECT, INSERT, DELETE', 'TABLE cascade_log.content');
-- Bookkeeping, derivable from the events.
SELECT cascade_log.grant_application('SELECT, INSERT, UPDATE', 'TABLE cascade_log.stream');
SELECT cascade_log.grant_application('SELECT, UPDATE', 'TABLE cascade_log.log_head');

SELECT cascade_log.grant_application('EXECUTE', 'FUNCTION cascade_log.partition_size()');
SELECT cascade_log.grant_application('EXECUTE', 'FUNCTION cascade_log.make_partitions()');
SELECT cascade_log.grant_application('EXECUTE', 'FUNCTION ' || p.oid::regprocedure)
  FROM pg_proc AS p
 WHERE p.pronamespace = 'cascade_log'::regnamespace AND p.proname IN ('append', 'events_of');
