"""What goes wrong on the command line, in one line that a person can act on."""

from collections.abc import Iterator

import asyncpg

from api.http.auth import UnsafeKeyFile
from api.settings import InvalidSettings
from cascade.database import DatabaseError
from cascade.log.errors import LogError
from cascade.refusals import Refused
from projections.engine.parking import EventNotProjectable


class CommandError(Exception):
    """A command cannot do what was asked; the message says why and what to do."""


EXPECTED = (
    CommandError,
    InvalidSettings,
    DatabaseError,
    EventNotProjectable,
    LogError,
    Refused,
    UnsafeKeyFile,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    OSError,
    TimeoutError,
)
"""Faults of the surroundings or of the input; everything else is a fault of the program."""


def in_one_line(error: BaseException) -> str:
    """An error's own words, without line breaks; the kind where it has no words."""
    text = " ".join(str(error).split())
    return text or type(error).__name__


def causes(error: BaseException) -> Iterator[BaseException]:
    """The single errors in a group of them, or the error itself."""
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from causes(each)
    else:
        yield error
