"""``python -m tests.pairs once|pairs|triples|drawn``: a share of a campaign, and its cover.

``MINUTES`` (20) bounds the share, ``PARTS`` the processes. What was covered is kept in
``build/campaign/`` and not gone through again; ``AFRESH=yes`` forgets it first.
"""

import os
import sys
from collections.abc import Callable, Iterator
from time import monotonic

from tests.pairs.plans import Life, courses, drawn, pairs, pairs_once, triples
from tests.pairs.records import Record
from tests.pairs.shares import ends_when_told, go_through

CAMPAIGNS: dict[str, tuple[Callable[[], Iterator[Life]], int, int]] = {
    "once": (pairs_once, 4, 10),
    "pairs": (pairs, 8, 9),
    "triples": (triples, 8, 16),
    "drawn": (drawn, 1, 5),
}
"""Whose lives; one of how many nations is looked at closely, and each directive in one of how many
moments.
"""


def main(name: str) -> int:
    lives, closely_every, looked_at_every = CAMPAIGNS[name]
    every, record = list(lives()), Record(name)
    if os.environ.get("AFRESH") == "yes":
        record.forget()
    left = [life for life in every if life not in record]
    minutes = float(os.environ.get("MINUTES") or 20)
    print(
        f"{name}: {len(left):,} of {len(every):,} lives are left; {minutes:g} minutes", flush=True
    )
    started, gone, comparisons, found = monotonic(), 0, 0, 0
    for lived in go_through(courses(left, closely_every, looked_at_every), minutes):
        record.add(lived)
        gone += len(lived.course.lives)
        comparisons += lived.comparisons
        found += len(lived.disagreements)
        for steps, what in lived.disagreements:
            print(f"DISAGREES: {' > '.join(steps)} ({lived.course.state}): {what}", flush=True)
        print(
            f"{monotonic() - started:5.0f} s: {gone:,} lives, {comparisons:,} comparisons, "
            f"{found} disagree",
            flush=True,
        )
    return report(record, every, monotonic() - started, comparisons, name == "once")


def report(record: Record, every: list[Life], seconds: float, comparisons: int, whole: bool) -> int:
    """What there is to say at the end; 1 where something disagrees, or is missing from a whole."""
    for (step, codes), count in sorted(record.refused(every).items()):
        print(f"  refused, agreed: {count:5} {step}: {codes}")
    print(f"{record.summary(every)}; {comparisons:,} comparisons of whole nations, {seconds:.0f} s")
    disagreeing = list(record.disagreeing(every))
    for what in disagreeing:
        print(f"DISAGREES: {what}")
    is_missing = whole and any(life not in record for life in every)
    return 1 if disagreeing or is_missing else 0


if __name__ == "__main__":
    ends_when_told()
    sys.exit(main(sys.argv[1]))
