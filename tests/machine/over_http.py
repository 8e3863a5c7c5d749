"""The engine's commands as the mutations that somebody would send over HTTP."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any
from uuid import UUID

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from graphql import GraphQLField, GraphQLInputObjectType, GraphQLNamedType, get_named_type
from starlette.applications import Starlette

from api.app import wired_app
from api.graphql.runtime import ids
from api.graphql.runtime.ids import InvitationKey, Kind
from api.graphql.schema import SCHEMA
from api.http.auth import OwnTokens, issue_token
from api.services import Services
from cascade.directive.commands import AcceptInvitation, DeclineInvitation, DraftDirective
from cascade.execution.commands import (
    InspectObligation,
    ObligationRef,
    RemindOverdue,
    ReportRef,
    RequestRef,
)
from projections.query_args import ObligationKey
from tests.harness.engine import TestEngine
from tests.harness.ground import PAGE, Ground
from tests.harness.id_kinds import id_kinds

KEY = Ed25519PrivateKey.generate()
NAMES = {InspectObligation: "inspect", RemindOverdue: "remind"}
"""Where a mutation is not named as its command."""
FIELDS = {
    "from": "from_day",
    "to": "to_day",
    "overdue_under": "under",
    "quantity_exact": "quantity",
}
"""The same of fields, where the command has none of the input's name."""
ROUNDED = "quantity"
"""A field whose value is given exactly in another one."""
NO_MUTATION = (DraftDirective,)
"""Its input is its content, and not the other way about."""


@dataclass
class Projecting:
    """The notifier of a projector that runs when somebody waits for it."""

    ground: Ground
    engine: TestEngine

    async def wait_for(self, position: int, bound_seconds: float) -> bool:
        await self.ground.project(self.engine.log, PAGE)
        return True


@dataclass
class Http:
    """The in-process application over the engine under test."""

    engine: TestEngine
    sent: int = 0

    @cached_property
    def app(self) -> Starlette:
        services = Services(
            readers=self.engine.ground.database.readers,
            log=self.engine.log,
            engine=self.engine.under_test,
            clock=self.engine.clock,
            notifier=Projecting(self.engine.ground, self.engine),
        )
        return wired_app(services, OwnTokens(KEY.public_key(), self.engine.clock))

    async def send(self, command: object, principal: str) -> tuple[tuple[str, ...], ...] | None:
        """The codes of what is refused; null where the command is no mutation."""
        name = mutation_of(command)
        if name is None:
            return None
        self.sent += 1
        await self.engine.ground.project(self.engine.log, PAGE)
        input_type: Any = get_named_type(_mutations()[name].args["input"].type)
        given = {**as_input(command, input_type), "idempotencyKey": f"http {self.sent}"}
        before = self.engine.history.head
        payload = await self._post(name, input_type.name, given, principal)
        await self.engine.catch_up()
        if payload["position"] is None:
            assert self.engine.history.head == before, "a refused mutation leaves no event"
        answers = [payload, *(payload.get("outcomes") or ())]
        return tuple(tuple(error["code"] for error in each["userErrors"]) for each in answers)

    async def _post(
        self, name: str, input_name: str, given: Mapping[str, Any], principal: str
    ) -> dict[str, Any]:
        query = f"""
            mutation Send($input: {input_name}!) {{
              {name}(input: $input) {{ {_payload(name)} }}
            }}
        """
        token = issue_token(KEY, principal, timedelta(hours=1), self.engine.clock)
        headers = {
            "authorization": f"Bearer {token}",
            "accept": "application/graphql-response+json",
        }
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://engine") as client:
            body = {"query": query, "variables": {"input": given}}
            response = await client.post("/graphql", json=body, headers=headers)
        answer = response.json()
        assert response.status_code == 200, answer
        assert "errors" not in answer, answer
        payload: dict[str, Any] = answer["data"][name]
        return payload


def _payload(name: str) -> str:
    payload: Any = get_named_type(_mutations()[name].type)
    asked = ["position", "userErrors { code }"]
    if "outcomes" in payload.fields:
        asked.append("outcomes { userErrors { code } }")
    return " ".join(asked)


def mutation_of(command: object) -> str | None:
    """By the schema: what is not in it is the engine's own or an operator's."""
    kind = type(command)
    name = NAMES.get(kind) or kind.__name__[0].lower() + kind.__name__[1:]
    return name if name in _mutations() and not isinstance(command, NO_MUTATION) else None


def _mutations() -> dict[str, GraphQLField]:
    mutation = SCHEMA._schema.mutation_type
    assert mutation is not None
    fields: dict[str, GraphQLField] = mutation.fields
    return fields


def as_input(command: object, of: GraphQLNamedType) -> dict[str, Any]:
    """An input object with the command's values. Nulls are left out."""
    assert isinstance(of, GraphQLInputObjectType)
    given: dict[str, Any] = {}
    for name, field in of.fields.items():
        if name == ROUNDED:
            continue
        if isinstance(command, RemindOverdue) and name == "obligations":
            given[name] = []
            continue
        snake = re.sub("[A-Z]", lambda found: "_" + found[0].lower(), name)
        attribute = snake if hasattr(command, snake) else FIELDS.get(snake, snake)
        value = getattr(command, attribute, None)
        if value is not None:
            place = f"{of.name}.{name}"
            kind = id_kinds().get(place)
            given[name] = _plain(command, value, kind, get_named_type(field.type))
    return given


def _plain(command: object, value: Any, kind: Kind | None, of: GraphQLNamedType) -> Any:
    match value:
        case tuple():
            return [_plain(command, each, kind, of) for each in value]
        case ObligationRef():
            key = ObligationKey(value.task, value.unit, value.occurrence)
            return ids.encode(Kind.OBLIGATION, key)
        case ReportRef():
            return ids.encode(Kind.REPORT, value)
        case RequestRef():
            return ids.encode(Kind.EXTENSION_REQUEST, value)
        case UUID() if isinstance(command, AcceptInvitation | DeclineInvitation):
            return ids.encode(Kind.INVITATION, InvitationKey(command.directive, value))
        case UUID():
            assert kind is not None
            return ids.encode(kind, value)
        case Enum():
            return value.name
        case Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
    return as_input(value, of) if isinstance(of, GraphQLInputObjectType) else value
