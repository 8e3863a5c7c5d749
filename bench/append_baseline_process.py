"""Runs in build/bench-venv: reads seconds from its input, saves for so long, prints the rate.

It knows nothing of this repository. One caller at a time and several threads are tried in a first
round; the faster of the two is measured from then on, so that the baseline is at its best.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

REMARK = "a remark of about as many characters as officials write into one"
THREADS = 16


class Work(Aggregate):
    """An aggregate whose creation is one event of the size of ours."""

    @event("Reported")
    def __init__(self, task: str, unit: str, day: str, number: int, remark: str) -> None:
        self.task = task
        self.unit = unit
        self.day = day
        self.number = number
        self.remark = remark


def save_until(application: Application[UUID], stop: float) -> int:
    saved = 0
    unit = "6b1d5c0e-5f0f-5a58-9c1c-0b6a4f7a2d11"
    while time.perf_counter() < stop:
        application.save(Work(unit, unit, "2026-01-05", 1, REMARK))
        saved += 1
    return saved


def rate(application: Application[UUID], threads: int, seconds: float) -> float:
    started = time.perf_counter()
    stop = started + seconds
    with ThreadPoolExecutor(threads) as pool:
        saved = sum(pool.map(lambda _: save_until(application, stop), range(threads)))
    return saved / (time.perf_counter() - started)


def main() -> None:
    application = Application[UUID](env={"POSTGRES_POOL_SIZE": str(THREADS)})
    best = None
    for line in sys.stdin:
        seconds = json.loads(line)
        if best is None:
            best = max((1, THREADS), key=lambda threads: rate(application, threads, seconds))
        sys.stdout.write(json.dumps(rate(application, best, seconds)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
