"""A made-up province that talks to the engine through the promised operations; what a story takes
for granted it may ask of the engine itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import strawberry
from graphql import OperationDefinitionNode, parse

from api.graphql.runtime import ids
from api.graphql.runtime.executing import Answer, Executor, Operation
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.principal import Principal
from api.http.serving import ContextFactory
from cascade.access.commands import GrantRole
from cascade.clock import SteppedClock
from cascade.engine import Engine, Request
from cascade.enums import Classification, Role

PROMISED = Path(__file__).parents[1] / "contract" / "operations"


def promised_operations() -> dict[str, str]:
    """By its name, the document in which an operation stands."""
    return dict(_promised_operations())


@cache
def _promised_operations() -> Mapping[str, str]:
    found = {}
    for path in sorted(PROMISED.glob("*.graphql")):
        text = path.read_text("utf-8")
        for definition in parse(text).definitions:
            if isinstance(definition, OperationDefinitionNode) and definition.name:
                found[definition.name.value] = text
    return found


@dataclass
class Office:
    """Asks as anybody. ``units``, ``directives`` are ids by code and by number."""

    engine: Executor
    contexts: ContextFactory
    clock: SteppedClock
    decide: Engine
    operations: dict[str, str] = field(default_factory=promised_operations)
    units: dict[str, str] = field(default_factory=dict)
    directives: dict[str, str] = field(default_factory=dict)
    keys: "count[int]" = field(default_factory=count)

    async def answer(self, query: str, variables: Mapping[str, Any], by: str, name: str) -> Answer:
        prepared = self.engine.prepare(Operation(query, variables, name or None))
        async with self.contexts(Principal(by), uuid4()) as context:
            return await self.engine.run(prepared, context)

    async def ask(self, name: str, by: str = "an", /, **variables: Any) -> dict[str, Any]:
        """The data of a promised operation, which must come without errors."""
        answer = await self.answer(self.operations[name], variables, by, name)
        assert "errors" not in answer.body, answer.body["errors"]
        return cast(dict[str, Any], answer.body["data"])

    async def asked(self, query: str, by: str = "an", /, **variables: Any) -> dict[str, Any]:
        """The data of an operation of the test's own."""
        answer = await self.answer(query, variables, by, "")
        assert "errors" not in answer.body, answer.body["errors"]
        return cast(dict[str, Any], answer.body["data"])

    async def codes(self, name: str, by: str = "an", /, **variables: Any) -> list[str]:
        """The codes of the errors that a promised operation is answered with."""
        answer = await self.answer(self.operations[name], variables, by, name)
        return [error["extensions"]["code"] for error in answer.body.get("errors", [])]

    async def do(self, name: str, by: str, /, **input: Any) -> dict[str, Any]:
        """The payload of a promised mutation, under a key of its own."""
        input.setdefault("idempotencyKey", f"key-{next(self.keys)}")
        (payload,) = (await self.ask(name, by, input=input)).values()
        return cast(dict[str, Any], payload)

    async def done(self, name: str, by: str, /, **input: Any) -> dict[str, Any]:
        """As ``do``, where nothing may be refused."""
        payload = await self.do(name, by, **input)
        assert payload["userErrors"] == [], payload["userErrors"]
        assert payload["position"] is not None
        return payload

    async def establish(self, *units: dict[str, Any]) -> None:
        payload = await self.done("EstablishUnits", "an", units=list(units))
        self.units.update({unit["code"]: unit["id"] for unit in payload["units"]})

    async def grant(self, subject: str, code: str, role: str, clearance: str = "SECRET") -> None:
        await self.done(
            "GrantRole",
            "an",
            subject=subject,
            unit=self.units[code],
            role=role,
            clearance=clearance,
        )

    async def grant_all(self, *grants: tuple[str, str, str]) -> None:
        """Subject, unit and role. The last goes through the API, which waits for all of them."""
        for subject, code, role in grants[:-1]:
            command = GrantRole(
                subject=subject,
                unit=ids.decode(Kind.UNIT, strawberry.ID(self.units[code])),
                role=Role(role),
                clearance=Classification.SECRET,
            )
            request = Request("an", f"key-{next(self.keys)}", uuid4())
            await self.decide.execute(command, request)
        await self.grant(*grants[-1])

    async def issue(self, by: str, issuer: str, number: str, **more: Any) -> str:
        payload = await self.done(
            "Issue",
            by,
            issuer=self.units[issuer],
            number=number,
            type="CV",
            issuedOn="2026-01-05",
            **more,
        )
        self.directives[number] = payload["directive"]["id"]
        return self.directives[number]

    def by_code(self, code: str) -> dict[str, str]:
        return {"code": code}

    async def inbox(self, code: str, by: str, **more: Any) -> dict[str, dict[str, Any]]:
        """What a unit owes, by number of the directive and key of the task."""
        data = await self.ask("Inbox", by, unit={"code": code}, **more)
        nodes = [edge["node"] for edge in data["unit"]["obligations"]["edges"]]
        return {f"{n['directive']['number']['text']} {n['task']['key']}": n for n in nodes}
