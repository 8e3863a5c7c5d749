"""A writer beside what is measured, in a process of its own, as another server would be."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from bench.measuring import Row

COMMANDS_A_SECOND: Final = 300.0
NEARLY: Final = 0.9
"""A busy machine may not come to all of it: what it came to is told."""


@dataclass(slots=True)
class Written:
    """How many commands a second it came to; known once it has ended."""

    rate: float = 0.0
    failed: int = 0

    @property
    def row(self) -> Row:
        goal = f"{COMMANDS_A_SECOND:.0f}/s"
        reached = self.rate >= NEARLY * COMMANDS_A_SECOND
        name = f"commands beside all of this ({self.failed} failed)"
        return Row(name, self.rate, "/s", goal=goal, reached=reached)


@asynccontextmanager
async def writing(environment: Mapping[str, str]) -> AsyncIterator[Written]:
    """Write until this is left."""
    written = Written()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.lived.writer", str(COMMANDS_A_SECOND)),
        env=dict(environment),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        await process.stdout.readline()
        yield written
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        last = await process.stdout.readline()
        await process.wait()
        if last:
            told = json.loads(last)
            written.rate, written.failed = told["rate"], told["failed"]
