"""How long a receiver that fails is left alone.

"Deliverability and reliability" of Standard Webhooks: growing pauses, with jitter, so that those
who failed together do not come back together.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

FIRST: Final = timedelta(seconds=5)
LONGEST: Final = timedelta(hours=1)
"""The order of a feed lets nothing pass: a receiver that is back shall not wait for long."""
GIVEN_UP_AFTER: Final = timedelta(days=1)

MOST_DOUBLINGS: Final = 10
"""By then they are as long as they get."""

Draw = Callable[[], float]
"""From 0 to 1, each as likely."""


def pause_after(attempts: int, draw: Draw, asked: timedelta | None = None) -> timedelta:
    """Before the next attempt, after so many that failed in a row: half of a doubling time, up to
    the whole of it. ``asked`` is what the receiver wants at least; more than an hour, nobody gets.
    """
    doublings: int = min(attempts - 1, MOST_DOUBLINGS)
    doubled = min(FIRST * (1 << doublings), LONGEST)
    return min(max(doubled * (0.5 + draw() / 2), asked or timedelta()), LONGEST)
