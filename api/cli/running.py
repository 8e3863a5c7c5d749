"""How a command runs: an event loop of its own, signals turned into an orderly end, a log."""

import asyncio
import logging
import signal
import sys
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

import structlog

from api.cli.ending import Interrupted
from api.settings import LogFormat, LogLevel, Settings

try:
    import uvloop as loops
except ImportError:  # not made for every system
    import asyncio as loops  # type: ignore[no-redef]

ResultT = TypeVar("ResultT")

ENDING_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
# Without local values: texts of reports and tokens pass through those frames.
_TRACEBACKS: Final = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False, max_frames=20)
)


def run(work: Coroutine[Any, Any, ResultT]) -> ResultT:
    """Run to the end, or to the first signal: raises Interrupted once ``work`` has put away."""
    with asyncio.Runner(loop_factory=loops.new_event_loop) as runner:
        return runner.run(_until_signalled(work))


async def _until_signalled(work: Coroutine[Any, Any, ResultT]) -> ResultT:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    seen: list[signal.Signals] = []

    def end(number: signal.Signals) -> None:
        # Once is enough: a second cancellation would break off what puts things away.
        if not seen and task is not None:
            task.cancel()
        seen.append(number)

    for number in ENDING_SIGNALS:
        loop.add_signal_handler(number, end, number)
    try:
        return await work
    except asyncio.CancelledError:
        if seen:
            raise Interrupted(seen[0]) from None
        raise
    finally:
        for number in ENDING_SIGNALS:
            loop.remove_signal_handler(number)


def log_to_stderr(settings: Settings) -> None:
    """Structured lines for our own events and for the libraries that use ``logging``."""
    level = logging.getLevelNamesMapping()[settings.log_level.value.upper()]
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, *_rendering(settings.log_format)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendering(settings.log_format),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(level, logging.WARNING), force=True)


def quiet(settings: Settings) -> Settings:
    """For a command that prints for people: only what is wrong goes to the log."""
    if settings.log_level is LogLevel.INFO:
        return settings.model_copy(update={"log_level": LogLevel.ERROR})
    return settings


def _rendering(wanted: LogFormat) -> list[structlog.typing.Processor]:
    console = sys.stderr.isatty() if wanted is LogFormat.AUTO else wanted is LogFormat.CONSOLE
    if console:
        plain = structlog.dev.plain_traceback
        return [structlog.dev.ConsoleRenderer(sys.stderr.isatty(), exception_formatter=plain)]
    return [_TRACEBACKS, structlog.processors.JSONRenderer(ensure_ascii=False)]
