"""What can be wrong with a database, in words an operator can act on."""

from typing import Final

import asyncpg


class DatabaseError(Exception):
    """The database cannot be used as it is; the message says why and what to do."""


class DataDirectoryInUse(DatabaseError):
    """Another living server holds the data directory."""


class DataDirectoryUnusable(DatabaseError):
    """The data directory is incomplete, of another PostgreSQL, or out of reach."""


class PostgresUnavailable(DatabaseError):
    """PostgreSQL did not start, or its programs are missing."""


class AddressUnusable(DatabaseError):
    """A DATABASE_URL cannot be read as an address."""


class DatabaseUnreachable(DatabaseError):
    """The server behind a DATABASE_URL does not let the program in, or work."""


class UnsupportedEncoding(DatabaseError):
    """The database behind a DATABASE_URL cannot hold every letter."""


class UnsafeSettings(DatabaseError):
    """PostgreSQL runs with settings under which a commit may be lost."""


class UnsupportedVersion(DatabaseError):
    """The PostgreSQL behind a DATABASE_URL is older than the oldest supported one."""


class MigrationChanged(DatabaseError):
    """A migration that the database has already taken differs from the file."""


class MigrationUnknown(DatabaseError):
    """The database has taken a migration that this program does not know: it is newer."""


class MigrationMissing(DatabaseError):
    """The running server has not taken a migration that this program brings: it is older."""


class MigrationOutOfOrder(DatabaseError):
    """A file would have to be applied before one that the database has already taken."""


# What the driver raises where the server is gone or takes no one in, whatever was asked of it.
_LOST: Final = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    # It was asked after the server's last words, before the line was shut.
    asyncpg.InternalClientError,
)


def is_loss(error: BaseException) -> bool:
    """Whether the database was not there; what was asked of it may be asked again."""
    if isinstance(error, asyncpg.InterfaceError):
        return "closed" in str(error)
    return isinstance(error, _LOST)
