-- The schema of the log (the runner has created it) and who may look into it.
--
-- With the embedded server the application is the role cascade_app, which owns nothing here. With
-- one DATABASE_URL for everything that role does not exist, and its grants have nobody to go to:
-- so every migration grants through this function.

CREATE FUNCTION cascade_log.grant_application(privileges text, target text)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'cascade_app') THEN
        EXECUTE format('GRANT %s ON %s TO cascade_app', privileges, target);
    END IF;
END
$$;

COMMENT ON FUNCTION cascade_log.grant_application IS
    'Grants to the application, e.g. (''SELECT, INSERT'', ''TABLE cascade_log.event'').';

REVOKE ALL ON FUNCTION cascade_log.grant_application FROM PUBLIC;

SELECT cascade_log.grant_application('USAGE', 'SCHEMA cascade_log');
SELECT cascade_log.grant_application('SELECT', 'TABLE cascade_log.migration');
