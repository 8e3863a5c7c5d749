"""Further processes that serve on the port of a server, which starts them again when they die.

They share its listening socket, so whoever is idle takes the next connection, and none is lost with
the process that dies. Each ends when its standard input does: with the server, however that ended.
"""

import asyncio
import signal
import socket
import sys
import time
from types import TracebackType
from typing import Final, Self

import structlog

from api.cli.errors import CommandError
from api.settings import Settings

CALM_SECONDS: Final = 10.0
"""A worker that lived longer was ended from outside; one that dies sooner may do so again."""
RESTARTS_IN_A_ROW: Final = 5
PAUSE_SECONDS: Final = 0.2
"""Before one is started again."""
LEAVING_SECONDS: Final = 5.0
"""After what requests under way may take, to put things away."""

logger = structlog.get_logger(__name__)


class Workers:
    """All but the first of a server's processes, from when this is entered until it is left."""

    def __init__(self, listening: socket.socket, settings: Settings, *, demo: bool) -> None:
        self._listening: Final = listening
        self._many: Final = settings.workers - 1
        self._leaving_seconds: Final = settings.shutdown_seconds + LEAVING_SECONDS
        self._options: Final = ["--demo"] if demo else []
        self._running: Final[set[asyncio.subprocess.Process]] = set()
        self.task: asyncio.Task[None] | None = None
        """Ends only by a fault: a worker that dies again and again. Null where there is none."""

    async def __aenter__(self) -> Self:
        if self._many and sys.platform == "win32":
            raise CommandError("Here one process serves alone: --workers needs a shared socket.")
        if self._many:
            self.task = asyncio.create_task(self._keep_all(), name="workers")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
        await asyncio.gather(*(self._end(each) for each in list(self._running)))

    async def _keep_all(self) -> None:
        async with asyncio.TaskGroup() as group:
            for number in range(self._many):
                group.create_task(self._keep(number + 2))

    async def _keep(self, number: int) -> None:
        """One of them; the server itself is the first. Raises CommandError once it is given up."""
        restarts = 0
        while True:
            started = time.monotonic()
            process = await self._start()
            logger.info("worker_started", number=number, process_id=process.pid)
            status = await process.wait()
            self._running.discard(process)
            restarts = restarts + 1 if time.monotonic() - started < CALM_SECONDS else 1
            logger.warning("worker_died", number=number, status=status)
            if restarts > RESTARTS_IN_A_ROW:
                raise CommandError(f"A server process died {restarts} times; its log says why.")
            await asyncio.sleep(PAUSE_SECONDS)

    async def _start(self) -> asyncio.subprocess.Process:
        place = self._listening.fileno()
        process = await asyncio.create_subprocess_exec(
            # Nothing in the folder that the server was started in may be taken for a module.
            *(sys.executable, "-P", "-m", "api.cli.worker", str(place), *self._options),
            stdin=asyncio.subprocess.PIPE,
            pass_fds=(place,),
        )
        self._running.add(process)
        return process

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        """Its requests are finished first; one that does not end is killed."""
        if process.returncode is None and process.stdin is not None:
            process.stdin.close()
        try:
            async with asyncio.timeout(self._leaving_seconds):
                await process.wait()
        except TimeoutError:
            process.send_signal(signal.SIGKILL)
            await process.wait()
