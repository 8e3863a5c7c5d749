-- The record of the migrations that a database has taken.

-- name: create_ledger()#
CREATE SCHEMA IF NOT EXISTS cascade_log;
CREATE TABLE IF NOT EXISTS cascade_log.migration (
    number integer PRIMARY KEY,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);

-- name: ledger_exists()$
SELECT to_regclass('cascade_log.migration') IS NOT NULL;

-- name: lock_migrations()$
-- One process migrates at a time; the number is arbitrary, but the program's own.
SELECT pg_advisory_xact_lock(5140411);

-- name: become_owner()!
SET LOCAL ROLE cascade_owner;

-- name: applied()
SELECT number, name, sha256 FROM cascade_log.migration ORDER BY number;

-- name: record(number, name, sha256)!
INSERT INTO cascade_log.migration (number, name, sha256)
VALUES (:number, :name, :sha256);
