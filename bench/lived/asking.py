"""A question asked again and again, of units here and there, and how long the answers took."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from bench.measuring import Row

AskedT = TypeVar("AskedT")

ANSWERS: Final = 200
FEWEST: Final = 2
SECONDS: Final = 15.0
"""What takes long is asked less often."""
DEADLINE_SECONDS: Final = 10.0
"""As the API's own; what takes longer counts as so long."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How long each answer took, in milliseconds."""

    milliseconds: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def p99(self) -> float:
        """Of fewer than a hundred answers the slowest."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]

    def row(self, name: str, goal_milliseconds: float | None) -> Row:
        """The 99th percentile beside the median, which stands as its baseline."""
        goal = None if goal_milliseconds is None else f"≤ {goal_milliseconds:.0f} ms"
        reached = None if goal_milliseconds is None else self.p99 <= goal_milliseconds
        told = f"{name}, p99 beside the median ({len(self.milliseconds)} answers)"
        return Row(told, self.p99, "ms", self.median, goal=goal, reached=reached)


async def taken(
    ask: Callable[[AskedT], Awaitable[object]], of: Sequence[AskedT], answers: int = ANSWERS
) -> Taken:
    """Ask of one after the other, again from the first after the last."""
    milliseconds: list[float] = []
    ending = time.perf_counter() + SECONDS
    while len(milliseconds) < answers:
        if len(milliseconds) >= FEWEST and time.perf_counter() > ending:
            break
        started = time.perf_counter()
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                await ask(of[len(milliseconds) % len(of)])
        except TimeoutError:
            milliseconds.append(DEADLINE_SECONDS * 1e3)
        else:
            milliseconds.append((time.perf_counter() - started) * 1e3)
    return Taken(milliseconds)
