"""Asks over GraphQL about hand-made events, as anybody to whom a role was granted."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import uuid4

from api.graphql.runtime import ids
from api.graphql.runtime.executing import Executor, Operation
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.principal import Principal
from api.graphql.runtime.request_context import context_factory
from api.graphql.schema import SCHEMA
from api.services import Services
from cascade.access.events import RoleGranted
from cascade.database import Database
from cascade.enums import Classification, Role
from cascade.identifiers import access_id
from projections.engine.pages import catch_up
from tests.harness.chronicle import Chronicle, known


@dataclass(frozen=True)
class Desk:
    """Everything that the chronicle has told is projected before a question is answered."""

    chronicle: Chronicle
    services: Services
    database: Database

    async def grant(
        self,
        subject: str,
        unit: str,
        role: Role = Role.READER,
        clearance: Classification = Classification.TOP_SECRET,
    ) -> None:
        await self.chronicle.record(
            RoleGranted,
            access_id(subject),
            subject=subject,
            unit_id=known(unit),
            role=role,
            clearance=clearance,
            valid_from=None,
            valid_to=None,
        )

    async def ask(self, query: str, by: str = "an", /, **variables: Any) -> dict[str, Any]:
        """The data, which must come without errors."""
        body = await self._answered(query, by, variables)
        assert "errors" not in body, body["errors"]
        return cast(dict[str, Any], body["data"])

    async def codes(self, query: str, by: str = "an", /, **variables: Any) -> list[str]:
        """The codes of the errors."""
        body = await self._answered(query, by, variables)
        return [error["extensions"]["code"] for error in body.get("errors", [])]

    async def _answered(self, query: str, by: str, variables: dict[str, Any]) -> dict[str, Any]:
        connection = await self.database.connect()
        await catch_up(connection, self.chronicle.log)
        await connection.close()
        engine = Executor(SCHEMA, self.services.limits)
        prepared = engine.prepare(Operation(query, variables, None))
        async with context_factory(self.services)(Principal(by), uuid4()) as context:
            return dict((await engine.run(prepared, context)).body)


def directive(name: str) -> str:
    return ids.encode(Kind.DIRECTIVE, known(name))


def unit(code: str) -> str:
    return ids.encode(Kind.UNIT, known(code))
