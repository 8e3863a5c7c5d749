"""python -m api.cli.worker FD [--demo]: one more process of a server, which starts it.

It serves on the listening socket that it is given, over the PostgreSQL that the server runs, and
leaves projecting and whatever else is done once to the server. It ends when its input does.
"""

import asyncio
import socket
import sys

import structlog

from api.cli.composing import enter_deployment, own_tokens, web_app
from api.cli.ending import Interrupted
from api.cli.errors import EXPECTED, CommandError, in_one_line
from api.cli.running import log_to_stderr, run
from api.cli.service import prepare, sample_of
from api.cli.serving import serving
from api.settings import Settings, read_settings
from cascade.clock import SystemClock
from cascade.engine import DueDays

logger = structlog.get_logger(__name__)


def main(arguments: list[str]) -> int:
    """0 after an orderly end."""
    settings = read_settings()
    log_to_stderr(settings)
    listening = socket.socket(fileno=int(arguments[0]))
    try:
        run(_serve(settings, listening, demo="--demo" in arguments))
    except Interrupted:
        return 0
    except EXPECTED as error:
        logger.error("worker_ends", reason=in_one_line(error))
        return 2
    return 0


async def _serve(settings: Settings, listening: socket.socket, *, demo: bool) -> None:
    ended = asyncio.create_task(_input_ended())
    listening.setblocking(False)
    async with enter_deployment(settings, SystemClock(), projecting=False) as deployment:
        preparing = asyncio.create_task(prepare(deployment))
        await asyncio.wait({preparing, ended}, return_when=asyncio.FIRST_COMPLETED)
        if ended.done():
            preparing.cancel()
            return
        preparing.result()
        key = own_tokens(settings)
        async with (
            DueDays(deployment.engine),
            serving(
                web_app(deployment, key, sample_of(deployment, demo=demo)),
                listening,
                body_bytes=deployment.services.limits.body_bytes,
                shutdown_seconds=settings.shutdown_seconds,
            ) as server,
        ):
            await asyncio.wait({server, ended}, return_when=asyncio.FIRST_COMPLETED)
            if not ended.done():
                server.result()
                raise CommandError("The worker stopped without being told to.")


async def _input_ended() -> None:
    """Until nobody holds the other end: the server has ended, or wants this to."""
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    await reader.read()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
