"""What a benchmark gets, what it gives back, and how restless the machine was meanwhile."""

import hashlib
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from cascade.database import Endpoints, PostgresServer

FEWEST_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: ``value`` and ``baseline`` in ``unit``, medians over the rounds.

    ``ratio`` is the median of the rounds' own ratios, as good as ``goal`` says or better where
    ``reached``; null where nothing was promised. ``spread`` is (highest - lowest) / median of the
    value's rounds.
    """

    name: str
    value: float
    unit: str
    baseline: float | None = None
    ratio: float | None = None
    goal: str | None = None
    reached: bool | None = None
    spread: float = 0.0


@dataclass(slots=True)
class Machine:
    """A fixed piece of work, done between the rounds: what it takes should always be the same."""

    hashing_seconds: list[float] = field(default_factory=list)
    syncing_seconds: list[float] = field(default_factory=list)

    def probe(self) -> None:
        started = time.perf_counter()
        for _ in range(150_000):
            hashlib.sha256(b"a fixed piece of work").digest()
        self.hashing_seconds.append(time.perf_counter() - started)
        with tempfile.TemporaryFile() as file:
            started = time.perf_counter()
            for _ in range(20):
                file.write(bytes(8192))
                file.flush()
                os.fsync(file.fileno())
        self.syncing_seconds.append((time.perf_counter() - started) / 20)


@dataclass(slots=True)
class Surroundings:
    """A running PostgreSQL for the benchmarks alone, and how often each measures."""

    postgres: PostgresServer
    machine: Machine
    rounds: int = FEWEST_ROUNDS
    _databases: int = 0

    async def fresh_database(self) -> Endpoints:
        """An empty, migrated database."""
        self._databases += 1
        return await self.postgres.create_database(f"bench_{self._databases}", template="cascade")


Benchmark = Callable[[Surroundings], Awaitable[list[Row]]]


def spread(values: Sequence[float]) -> float:
    """How far apart the rounds are, as a share of their median."""
    return (max(values) - min(values)) / statistics.median(values)


def faster(
    name: str,
    values: Sequence[float],
    baseline: Sequence[float],
    unit: str,
    *,
    at_least: float | None = None,
    goal: str | None = None,
) -> Row:
    """A rate beside that of its baseline, round by round; ``at_least`` is the goal's ratio."""
    ratio = statistics.median(v / b for v, b in zip(values, baseline, strict=True))
    reached = None if at_least is None else ratio >= at_least
    return _row(name, values, baseline, unit, ratio, goal, reached)


def quicker(
    name: str,
    values: Sequence[float],
    baseline: Sequence[float],
    unit: str,
    *,
    at_least: float | None = None,
    goal: str | None = None,
) -> Row:
    """A cost beside a larger one: how many times the baseline's is of the value's."""
    ratio = statistics.median(b / v for v, b in zip(values, baseline, strict=True))
    reached = None if at_least is None else ratio >= at_least
    return _row(name, values, baseline, unit, ratio, goal, reached)


def less(
    name: str,
    values: Sequence[float],
    baseline: Sequence[float],
    unit: str,
    *,
    at_most: float,
    goal: str,
) -> Row:
    """A cost that may be no more than so many times its baseline's."""
    ratio = statistics.median(v / b for v, b in zip(values, baseline, strict=True))
    return _row(name, values, baseline, unit, ratio, goal, ratio <= at_most)


def _row(
    name: str,
    values: Sequence[float],
    baseline: Sequence[float],
    unit: str,
    ratio: float,
    goal: str | None,
    reached: bool | None,
) -> Row:
    return Row(
        name=name,
        value=statistics.median(values),
        unit=unit,
        baseline=statistics.median(baseline),
        ratio=ratio,
        goal=goal,
        reached=reached,
        spread=spread(values),
    )
