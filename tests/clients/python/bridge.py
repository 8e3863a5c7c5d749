"""Lends a Python client to the scenario: a line of JSON for each thing to do, and for each answer.

{"id": 1, "ask": "Inbox", "variables": {…}}    ->  {"id": 1, "data": {…}} or {"id": 1, "error": …}
{"id": 2, "follow": {…}}  ->  {"id": 2, "change": {…}} …, {"id": 2, "ended": …};  {"stop": 2}
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

Json = dict[str, Any]


def say(**told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


async def lend(
    ask: Callable[[str, Json], Awaitable[Json]], follow: Callable[[Json], AsyncIterator[Json]]
) -> None:
    """Until nothing more is to be done."""
    tasks: dict[int, asyncio.Task[None]] = {}

    async def answer(number: int, name: str, variables: Json) -> None:
        try:
            say(id=number, data=await ask(name, variables))
        except Exception as error:
            say(id=number, error=repr(error))

    async def tell(number: int, variables: Json) -> None:
        why = None
        try:
            async for change in follow(variables):
                say(id=number, change=change)
        except Exception as error:
            why = repr(error)
        say(id=number, ended=why)

    while line := await asyncio.to_thread(sys.stdin.readline):
        told = json.loads(line)
        if "stop" in told:
            tasks.pop(told["stop"]).cancel()
            continue
        number = told["id"]
        run = tell(number, told["follow"]) if "follow" in told else None
        run = run or answer(number, told["ask"], told["variables"])
        tasks[number] = asyncio.create_task(run)
