"""python -m bench.lived.raw SAMPLE PORT: what anybody would write by hand. Starlette, asyncpg and
orjson answer with a branch's inbox: the same statements, which are known beforehand, and the same
JSON, which is known beforehand too, but for its bytes.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.cli.composing import Deployment, enter_deployment
from api.settings import read_settings
from bench.lived.reading import ask_inbox
from cascade.clock import SystemClock

Statement = tuple[str, tuple[Any, ...]]


class Raw:
    """Answers of branches, by their codes."""

    def __init__(self, deployment: Deployment, sample: list[dict[str, Any]]) -> None:
        self._readers: Final = deployment.database.readers
        self._deployment: Final = deployment
        self._sample: Final = sample
        self._statements: Final[dict[str, list[Statement]]] = {}
        self._answers: Final = {each["code"]: each["answer"] for each in sample}

    async def learn(self) -> None:
        """Which statements the reader sends for each inbox."""
        for each in self._sample:
            sent: list[Statement] = []

            def note(query: Any, sent: list[Statement] = sent) -> None:
                sent.append((query.query, tuple(query.args)))

            async with self._readers.acquire() as connection:
                connection.add_query_logger(note)
                try:
                    await ask_inbox(_One(connection), self._deployment, UUID(each["unit"]))
                finally:
                    connection.remove_query_logger(note)
            self._statements[each["code"]] = [
                (query, args) for query, args in sent if not query.startswith(("BEGIN", "COMMIT"))
            ]

    async def answer(self, request: Request) -> Response:
        code = request.path_params["code"]
        async with (
            self._readers.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            for query, args in self._statements[code]:
                await connection.fetch(query, *args)
        return Response(orjson.dumps(self._answers[code]), media_type="application/json")


class _One:
    """A pool of one connection, which is taken already."""

    def __init__(self, connection: Any) -> None:
        self._connection: Final = connection

    def acquire(self) -> "_One":
        return self

    async def __aenter__(self) -> Any:
        return self._connection

    async def __aexit__(self, *_: object) -> None:
        """Whoever took it gives it back."""


async def main(sample: list[dict[str, Any]], port: int) -> None:
    async with enter_deployment(read_settings(), SystemClock(), projecting=False) as deployment:
        raw = Raw(deployment, sample)
        await raw.learn()
        app = Starlette(routes=[Route("/{code}", raw.answer)])
        config = uvicorn.Config(app, port=port, log_config=None, access_log=False)
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(main(json.loads(Path(sys.argv[1]).read_text()), int(sys.argv[2])))
