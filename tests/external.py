"""A PostgreSQL that was started by somebody else, for a test run: `make test-external`."""

import os
from dataclasses import replace
from urllib.parse import parse_qs, quote, unquote, urlsplit

from cascade.database import Endpoint, Endpoints, PostgresServer
from cascade.database.server import APPLICATION, DATABASE

# Of one server for tests alone: runs that go side by side must agree on it.
PASSWORD = "of the tests' application"
# Two runs that made the roles at one time would each find the other's half done.
ROLES_LOCK = 411_433


class ExternalPostgres(PostgresServer):
    """The server behind a URL, entered as its superuser.

    Its databases bear the process's number, so that several runs may share a server; those that
    were made are removed at the end.
    """

    def __init__(self, url: str) -> None:
        self._superuser = endpoint_of(url)
        self._prefix = f"cascade_test_{os.getpid()}"
        self._made: set[str] = set()

    @property
    def maintenance(self) -> Endpoint:
        return self._superuser

    @property
    def endpoints(self) -> Endpoints:
        name = self._named(DATABASE)
        superuser = self._superuser.to(name)
        return Endpoints(replace(superuser, user=APPLICATION, password=PASSWORD), superuser)

    async def start(self) -> Endpoints:
        async with self.superuser() as connection:
            if not await connection.fetchval("SELECT current_setting('is_superuser')::boolean"):
                raise RuntimeError("the tests need a server of their own: as its superuser")
            await connection.execute("SELECT pg_advisory_lock($1)", ROLES_LOCK)
            await self.make_roles()
        await self.create_database(DATABASE)
        return self.endpoints

    async def stop(self) -> None:
        for name in sorted(self._made):
            await self.drop_database(name.removeprefix(f"{self._prefix}_"))

    async def create_database(
        self, name: str, *, template: str = "template0", strategy: str = "wal_log"
    ) -> Endpoints:
        source = self._named(template) if self._named(template) in self._made else template
        self._made.add(self._named(name))
        return await super().create_database(self._named(name), template=source, strategy=strategy)

    async def drop_database(self, name: str) -> None:
        await super().drop_database(self._named(name))
        self._made.discard(self._named(name))

    def _named(self, name: str) -> str:
        return f"{self._prefix}_{name}"


def endpoint_of(url: str) -> Endpoint:
    """The parts of a DATABASE_URL that names one host, or the folder of a socket."""
    parts = urlsplit(url)
    options = parse_qs(parts.query)
    return Endpoint(
        database=unquote(parts.path.removeprefix("/")) or None,
        user=unquote(parts.username or "") or None,
        password=unquote(parts.password or "") or None,
        host=options.get("host", [parts.hostname])[0],
        port=int(options.get("port", [parts.port or 5432])[0]),
    )


def url_of(endpoint: Endpoint) -> str:
    """The DATABASE_URL that names an endpoint."""
    return (
        f"postgresql://{endpoint.user}:{quote(endpoint.password or '', safe='')}@/"
        f"{endpoint.database}?host={quote(endpoint.host or '', safe='')}&port={endpoint.port}"
    )
