"""PostgreSQL: run or reached, migrated, entered. No table's meaning may enter this room."""

from cascade.database.database import Database
from cascade.database.embedded import EmbeddedPostgres
from cascade.database.endpoints import Endpoint, Endpoints
from cascade.database.errors import (
    AddressUnusable,
    DatabaseError,
    DatabaseUnreachable,
    DataDirectoryInUse,
    DataDirectoryUnusable,
    MigrationChanged,
    MigrationMissing,
    MigrationOutOfOrder,
    MigrationUnknown,
    PostgresUnavailable,
    UnsafeSettings,
    UnsupportedEncoding,
    UnsupportedVersion,
    is_loss,
)
from cascade.database.migrating import migrate
from cascade.database.pools import open_pool
from cascade.database.server import PostgresServer

__all__ = [
    "AddressUnusable",
    "DataDirectoryInUse",
    "DataDirectoryUnusable",
    "Database",
    "DatabaseError",
    "DatabaseUnreachable",
    "EmbeddedPostgres",
    "Endpoint",
    "Endpoints",
    "MigrationChanged",
    "MigrationMissing",
    "MigrationOutOfOrder",
    "MigrationUnknown",
    "PostgresServer",
    "PostgresUnavailable",
    "UnsafeSettings",
    "UnsupportedEncoding",
    "UnsupportedVersion",
    "is_loss",
    "migrate",
    "open_pool",
]
