"""One share of a campaign: nations after nations, on several processes, until the clock says so."""

import asyncio
import logging
import multiprocessing as mp
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty
from time import time
from typing import Final

import structlog

from cascade.database import EmbeddedPostgres, migrate
from tests.harness.ground import Ground
from tests.pairs.living import Course, Lived, live

PARTS: Final = 4
"""More than this the machine's other cores are left alone."""
PATIENCE_SECONDS: Final = 240
"""Beyond the clock: what a nation that disagrees takes to be gone through cell by cell."""


def ends_when_told() -> None:
    """Whatever it was started by: interrupted or terminated, it leaves no server behind."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def parts() -> int:
    return int(os.environ.get("PARTS") or min(os.cpu_count() or 1, PARTS))


def go_through(courses: list[Course], minutes: float) -> Iterator[Lived]:
    """The courses in their order, as far as the time goes; each as it ends."""
    context = mp.get_context("spawn")
    waiting: Queue[Course] = context.Queue()
    lived: Queue[Lived | None] = context.Queue()
    for course in courses:
        waiting.put(course)
    deadline = time() + 60 * minutes
    workers = [
        context.Process(target=_work, args=(waiting, lived, deadline), daemon=False)
        for _ in range(parts())
    ]
    with ExitStack() as stack:
        for worker in workers:
            worker.start()
            stack.callback(worker.join)
            stack.callback(worker.terminate)
        waiting.cancel_join_thread()
        ended = 0
        while ended < len(workers):
            result = lived.get(timeout=max(1.0, deadline - time()) + PATIENCE_SECONDS)
            if result is None:
                ended += 1
            else:
                yield result
        for worker in workers:
            worker.join(PATIENCE_SECONDS)
            if worker.exitcode:
                raise SystemExit("a process of this share broke off; what it covered is kept")


def _work(waiting: "Queue[Course]", lived: "Queue[Lived | None]", deadline: float) -> None:
    ends_when_told()
    waiting.cancel_join_thread()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    try:
        asyncio.run(_live_on(waiting, lived, deadline))
    except KeyboardInterrupt:
        pass
    finally:
        lived.put(None)


async def _live_on(waiting: "Queue[Course]", lived: "Queue[Lived | None]", deadline: float) -> None:
    with tempfile.TemporaryDirectory(prefix="cascade-") as directory:
        server = EmbeddedPostgres(Path(directory) / "postgres")
        try:
            endpoints = await server.start()
            superuser = await endpoints.superuser.connect()
            await migrate(superuser, as_owner=True)
            await superuser.close()
            own = await server.create_database("cells", template="cascade")
            async with Ground.of(own) as ground:
                while time() < deadline:
                    try:
                        course = waiting.get(timeout=1)
                    except Empty:
                        return
                    lived.put(await live(ground, course))
        finally:
            await server.stop()
