-- What the supervisor asks of its own server, and any server is asked before it is used.

-- name: safety_settings()
-- The settings without which a commit that was acknowledged may be lost or rot unnoticed.
SELECT name, setting
FROM pg_settings
WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums');

-- name: server_version_number()$
-- 150004 is 15.4.
SELECT current_setting('server_version_num')::integer;

-- name: server_encoding()$
-- How the connected database keeps its letters, UTF8 for example.
SELECT current_setting('server_encoding');

-- name: create_roles()!
-- The owner of the log, whom nobody can log in as, and the application.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cascade_owner') THEN
        CREATE ROLE cascade_owner NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cascade_app') THEN
        CREATE ROLE cascade_app LOGIN;
    END IF;
END
$$;

-- name: application_password_statement(password)$
-- The statement that gives the application the password of the passwords file.
SELECT format('ALTER ROLE cascade_app PASSWORD %L', :password::text);

-- name: database_exists(database)$
SELECT EXISTS (SELECT FROM pg_database WHERE datname = :database::text);

-- name: create_database_statement(database, template, strategy)$
-- A database of the owner; a copy of the template keeps everything but the privileges.
SELECT format(
    'CREATE DATABASE %I OWNER cascade_owner TEMPLATE %I STRATEGY %s',
    :database::text, :template::text, :strategy::text
);

-- name: grant_database_statement(database)$
-- The application may enter, and make the schemas of its read models; nobody else may.
SELECT format(
    'REVOKE ALL ON DATABASE %1$I FROM PUBLIC; '
    'GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %1$I TO cascade_app',
    :database::text
);

-- name: drop_database_statement(database)$
SELECT format('DROP DATABASE IF EXISTS %I WITH (FORCE)', :database::text);
