"""Offices that work at once through HTTP and GraphQL, and keep what they were answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any, cast
from uuid import UUID

import aiohttp

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.http.auth import issue_token, own_key
from cascade.clock import SystemClock
from cascade.identifiers import task_id
from projections.query_args import ObligationKey
from tests.crashes.served import Served
from tests.office.mutations import document
from tests.office.office import promised_operations

ADMINISTRATOR = "administrator"
BRANCHES = tuple(f"B{number}" for number in range(1, 6))
TASKS = ("1",)
ANSWER_SECONDS = 20.0
"""Twice what the server gives an operation."""
AWAY_SECONDS = 60.0
AGAIN_SECONDS = 0.1

# What a caller is told while the database is away. Each means: send it again under the same key.
AGAIN = {"LOG_UNAVAILABLE", "IN_DOUBT", "DATABASE_UNAVAILABLE", "DEADLINE_EXCEEDED"}


class NotAnswered(Exception):
    """Whether the command was carried out is not known."""


@dataclass(frozen=True)
class Sent:
    """A promised mutation by a subject under a key."""

    subject: str
    operation: str
    key: str
    input: dict[str, Any] = field(hash=False)


@dataclass
class Offices:
    """``answers`` holds the payload of every command that was acknowledged."""

    served: Served
    http: aiohttp.ClientSession
    answers: dict[Sent, dict[str, Any]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    operations: dict[str, str] = field(default_factory=promised_operations)
    tokens: dict[str, str] = field(default_factory=dict)

    async def send(self, sent: Sent) -> dict[str, Any]:
        """The payload; raises NotAnswered."""
        body = {
            "query": self.operations[sent.operation],
            "operationName": sent.operation,
            "variables": {"input": {"idempotencyKey": sent.key, **sent.input}},
        }
        headers = {"authorization": f"Bearer {self.token(sent.subject)}"}
        url, patience = f"{self.served.address}/graphql", aiohttp.ClientTimeout(ANSWER_SECONDS)
        try:
            async with self.http.post(
                url, json=body, headers=headers, timeout=patience
            ) as response:
                answer = await response.json()
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise NotAnswered from error
        if "errors" in answer:
            codes = {error["extensions"]["code"] for error in answer["errors"]}
            assert codes <= AGAIN, answer["errors"]
            raise NotAnswered(answer["errors"])
        (payload,) = answer["data"].values()
        return cast(dict[str, Any], payload)

    async def acknowledged(self, sent: Sent) -> None:
        """Send it; it must be answered as it was before, if it was. Raises NotAnswered."""
        payload = await self.send(sent)
        codes = {error["code"] for error in payload["userErrors"]}
        assert codes <= {"READ_MODEL_BEHIND"}, payload
        assert payload["position"] is not None, payload
        before = self.answers.setdefault(sent, payload)
        assert payload["position"] == before["position"]
        if not codes:
            if before["userErrors"]:
                self.answers[sent] = before = payload
            assert payload == before

    async def insisted(self, sent: Sent) -> None:
        """Send it under its key until it is answered."""
        deadline = time.monotonic() + AWAY_SECONDS
        while True:
            try:
                return await self.acknowledged(sent)
            except NotAnswered:
                if time.monotonic() > deadline:
                    raise
            await asyncio.sleep(AGAIN_SECONDS)

    async def all_insisted(self, sent: Iterable[Sent]) -> None:
        """Every subject's commands one after another, the subjects at once."""

        async def work(own: list[Sent]) -> None:
            for each in own:
                await self.insisted(each)

        await asyncio.gather(*map(work, by_subject(sent)))

    def token(self, subject: str) -> str:
        if subject not in self.tokens:
            life = timedelta(hours=1)
            self.tokens[subject] = issue_token(self._key, subject, life, SystemClock())
        return self.tokens[subject]

    @cached_property
    def _key(self) -> Any:
        return own_key(self.served.data_dir)

    async def establish(self, root: str) -> None:
        """A province, a ward, five branches under it, and who acts for them."""
        units = [
            _unit("P", "province", "TU", parent=root),
            _unit("W", "ward", "ĐU", parentCode="P"),
            *(_unit(code, "branch", None, parentCode="W") for code in BRANCHES),
        ]
        establishing = Sent(ADMINISTRATOR, "EstablishUnits", "units", {"units": units})
        await self.insisted(establishing)
        self.units = {unit["code"]: unit["id"] for unit in self.answers[establishing]["units"]}
        roles = {"W": "ISSUER"} | dict.fromkeys(BRANCHES, "OFFICER")
        for code, role in roles.items():
            await self.insisted(self.grant(actor(code), code, role))

    def grant(self, subject: str, code: str, role: str = "READER") -> Sent:
        given = {"subject": subject, "unit": self.units[code], "role": role}
        return Sent(ADMINISTRATOR, "GrantRole", f"{role} {subject}", given)

    def issuing(self, key: str, tasks: Iterable[str]) -> Sent:
        given = document(
            self.units,
            "W",
            *BRANCHES,
            subject=f"Made up: {key}",
            tasks=[{"key": task, "text": "Do it and report."} for task in tasks],
        )
        return Sent(actor("W"), "Issue", key, given)

    async def burst(self, name: str) -> list[Sent]:
        """One directive, issued; and what all do after it: commands of eight subjects at once."""
        issue = self.issuing(f"{name} to all", TASKS)
        await self.insisted(issue)
        directive = ids.read_as(Kind.DIRECTIVE, self.answers[issue]["directive"]["id"])
        assert isinstance(directive, UUID)
        sent = []
        for number in range(2):
            sent.append(self.issuing(f"{name} {number}", TASKS[:1]))
            sent.append(self.grant(f"reader {name} {number}", "P"))
        for code in BRANCHES:
            unit = ids.read_as(Kind.UNIT, self.units[code])
            assert isinstance(unit, UUID)
            for task in TASKS:
                owed = ids.encode(
                    Kind.OBLIGATION, ObligationKey(task_id(directive, task), unit, None)
                )
                key = f"{name} {task}"
                text = {"obligation": owed, "text": f"Đã làm {key}"}
                sent.append(
                    Sent(actor(code), "Acknowledge", f"seen {key}", {"obligations": [owed]})
                )
                sent.append(Sent(actor(code), "SubmitReport", f"done {key}", text))
        return sent


def by_subject(sent: Iterable[Sent]) -> list[list[Sent]]:
    """Each subject's own, in their order."""
    found: dict[str, list[Sent]] = {}
    for each in sent:
        found.setdefault(each.subject, []).append(each)
    return list(found.values())


def actor(code: str) -> str:
    return f"actor.{code}"


def _unit(code: str, level: str, symbol: str | None, **parent: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": f"Đơn vị {code}",
        "kind": "party-committee",
        "level": level,
        "symbol": symbol,
        **parent,
    }
