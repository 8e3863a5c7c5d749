"""A small GraphQL client over HTTP: one connection, bearer tokens, errors raised."""

import asyncio
import http.client
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

import orjson
from graphql import OperationDefinitionNode, parse, print_ast

OPERATIONS: Final = Path(__file__).parent / "operations"
TIMEOUT_SECONDS: Final = 60.0


class DemoFailed(Exception):
    """An operation was refused, or answered something else than the story needs."""


class TooSlow(DemoFailed):
    """The answer would have taken longer than the server's deadline."""


@cache
def operations() -> dict[str, tuple[str, bool]]:
    """The demo's operations by name: the text, and whether it takes ``$asOf``."""
    found = {}
    for path in sorted(OPERATIONS.glob("*.graphql")):
        for definition in parse(path.read_text(encoding="utf-8")).definitions:
            if isinstance(definition, OperationDefinitionNode) and definition.name:
                names = {each.variable.name.value for each in definition.variable_definitions or ()}
                found[definition.name.value] = (print_ast(definition), "asOf" in names)
    return found


class Client:
    """Asks as one subject or another. Queries are never older than what was last recorded:
    ``position`` at first.
    """

    def __init__(self, address: str, token_of: Callable[[str], str], position: int = 0) -> None:
        self._place = urlsplit(address).netloc
        self._connection = self._connect()
        self._token_of = token_of
        self._turn = asyncio.Lock()
        self.position = position

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self._place, timeout=TIMEOUT_SECONDS)

    def close(self) -> None:
        self._connection.close()

    async def act(
        self, subject: str, operation: str, key: str, given: dict[str, Any]
    ) -> dict[str, Any]:
        """A mutation's payload, for an idempotency key; raises DemoFailed where it is refused."""
        data = await self._send(subject, operation, {"input": {"idempotencyKey": key, **given}})
        payload: dict[str, Any] = next(iter(data.values()))
        outcomes = payload.get("outcomes") or ()
        errors = [*payload["userErrors"], *(e for each in outcomes for e in each["userErrors"])]
        if errors:
            raise DemoFailed(f"{operation} by {subject}: {_told(errors)}")
        self.position = max(self.position, payload["position"] or 0)
        return payload

    async def ask(self, subject: str, operation: str, **variables: Any) -> Any:
        """The value of a query's first field, of now unless ``asOf`` is given; may be null."""
        _, takes_moment = operations()[operation]
        if takes_moment:
            variables.setdefault("asOf", {"atLeast": self.position})
        data = await self._send(subject, operation, variables)
        return next(iter(data.values()))

    async def ask_all(self, subject: str, operation: str, **variables: Any) -> dict[str, Any]:
        """All fields of a query."""
        data: dict[str, Any] = await self._send(subject, operation, variables)
        return data

    async def upload(self, subject: str, name: str, media_type: str, content: bytes) -> str:
        """Keep a file, and tell the id by which a command names it."""
        token, path = self._token_of(subject), f"/blobs?name={quote(name)}"
        async with self._turn:
            status, answer = await asyncio.to_thread(
                self._exchange, "PUT", path, token, {"content-type": media_type}, content
            )
        if status != HTTPStatus.CREATED:
            raise DemoFailed(f"uploading {name} by {subject}: HTTP {status}: {answer[:200]!r}")
        kept: str = orjson.loads(answer)["id"]
        return kept

    async def download(self, subject: str, path: str) -> bytes | None:
        """The bytes of an attachment by its ``downloadPath``; null for whom it is not there."""
        token = self._token_of(subject)
        async with self._turn:
            status, content = await asyncio.to_thread(self._exchange, "GET", path, token, {})
        return content if status == HTTPStatus.OK else None

    async def _send(self, subject: str, operation: str, variables: dict[str, Any]) -> Any:
        text, _ = operations()[operation]
        body = orjson.dumps({"query": text, "operationName": operation, "variables": variables})
        async with self._turn:
            answer = await asyncio.to_thread(self._post, self._token_of(subject), body)
        if errors := answer.get("errors"):
            codes = {error.get("extensions", {}).get("code") for error in errors}
            kind = TooSlow if codes == {"DEADLINE_EXCEEDED"} else DemoFailed
            raise kind(f"{operation} by {subject}: {_told(errors)}")
        return answer["data"]

    def _post(self, token: str, body: bytes) -> dict[str, Any]:
        headers = {
            "content-type": "application/json",
            "accept": "application/graphql-response+json",
        }
        status, content = self._exchange("POST", "/graphql", token, headers, body)
        try:
            answer: dict[str, Any] = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            raise DemoFailed(f"HTTP {status}: {content[:200]!r}") from error
        return answer

    def _exchange(
        self, method: str, path: str, token: str, headers: dict[str, str], body: bytes | None = None
    ) -> tuple[int, bytes]:
        told = {"authorization": f"Bearer {token}", **headers}
        self._connection.request(method, path, body, told)
        response = self._connection.getresponse()
        return response.status, response.read()


def _told(errors: list[dict[str, Any]]) -> str:
    return "; ".join(
        f"{error.get('code') or error.get('extensions', {}).get('code', '')} {error['message']} "
        f"{error.get('field') or error.get('path') or ''}".strip()
        for error in errors
    )
