"""python -m bench.lived.writer RATE: officers of branches acknowledge and report, so many commands
a second, until SIGTERM; then how many it were is printed, as JSON.
"""

import asyncio
import json
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import islice
from typing import Final
from uuid import UUID, uuid4

from api.cli.composing import Deployment, enter_deployment
from api.settings import read_settings
from bench.lived.officers import appoint, branches_at_random, open_to
from cascade.clock import SystemClock
from cascade.engine import Request
from cascade.execution.commands import Acknowledge, ObligationRef, SubmitReport

SIDE_BY_SIDE: Final = 10
"""So many branches work at the same time: those of one letter's execution would be in each other's
way, as no two people of an office are."""
WAITING: Final = 500
TEXT: Final = "Đã rà soát xong; không có vướng mắc."

Step = Callable[[], Awaitable[object]]


class Writer:
    """Carries out commands at a rate, as far as they can be."""

    def __init__(self, deployment: Deployment, rate: float) -> None:
        self._deployment: Final = deployment
        self._rate: Final = rate
        self._steps: Final[asyncio.Queue[Step]] = asyncio.Queue(WAITING)
        self._under_way: Final[set[asyncio.Task[None]]] = set()
        self.done = 0
        self.failed = 0

    async def prepare(self) -> None:
        """Find what is to be done, for ever."""
        branches = iter(await branches_at_random(self._deployment, int(time.time())))
        while some := list(islice(branches, SIDE_BY_SIDE)):
            owed = [await self._owed(branch) for branch in some]
            for refs in zip(*owed, strict=False):
                for kind in (self._acknowledge, self._report):
                    for ref in refs:
                        await self._steps.put(partial(kind, ref))

    async def write(self) -> None:
        """Until it is cancelled."""
        began = time.perf_counter()
        for number in range(sys.maxsize):
            step = await self._steps.get()
            await asyncio.sleep(max(0.0, began + number / self._rate - time.perf_counter()))
            if len(self._under_way) < WAITING:
                task = asyncio.create_task(self._do(step))
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)

    async def _do(self, step: Step) -> None:
        try:
            await step()
        except Exception:
            self.failed += 1
        else:
            self.done += 1

    async def _owed(self, branch: UUID) -> list[ObligationRef]:
        await appoint(self._deployment, branch, f"writer-{branch}")
        return [ref async for ref in open_to(self._deployment, branch)]

    async def _acknowledge(self, ref: ObligationRef) -> None:
        await self._deployment.engine.execute(Acknowledge((ref,)), _request(ref))

    async def _report(self, ref: ObligationRef) -> None:
        command = SubmitReport(obligation=ref, text=TEXT)
        await self._deployment.engine.execute(command, _request(ref))


def _request(ref: ObligationRef) -> Request:
    return Request(f"writer-{ref.unit}", str(uuid4()), uuid4())


async def main(rate: float) -> None:
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    async with enter_deployment(read_settings(), SystemClock(), projecting=False) as deployment:
        writer = Writer(deployment, rate)
        tasks = [asyncio.create_task(writer.prepare()), asyncio.create_task(writer.write())]
        while writer.done + writer.failed == 0 and not over.is_set():
            await asyncio.sleep(0.05)
        done, started = writer.done, time.perf_counter()
        print(json.dumps({"begun": True}), flush=True)
        await over.wait()
        seconds = time.perf_counter() - started
        rate = (writer.done - done) / seconds
        print(json.dumps({"rate": rate, "failed": writer.failed}), flush=True)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
