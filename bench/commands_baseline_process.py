"""Runs in build/bench-venv: reads seconds from its input, works for so long, prints the rate.

It knows nothing of this repository. A report loads whoever reports, the directive and what the unit
did with it, decides, and saves; an issue loads the issuer and its number series, and saves the
series and the directive. One caller at a time and several threads are tried in a first round; the
faster is measured.
"""

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from uuid import UUID, uuid4, uuid5

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.domain import Aggregate, event

TEXT = "a text of about as many characters as officials write into one report"
THREADS = 16
UNITS = 64
TASKS = 3


class Access(Aggregate):
    """Who acts for one unit."""

    @event("Granted")
    def __init__(self, unit: str) -> None:
        self.unit = unit


class Directive(Aggregate):
    """A document of some tasks."""

    @event("Issued")
    def __init__(self, issuer: str, number: int, subject: str, tasks: dict[str, str]) -> None:
        self.issuer = issuer
        self.number = number
        self.subject = subject
        self.tasks = tasks


class Series(Aggregate):
    """The numbers that one issuer has given."""

    @event("Opened")
    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.last = 0

    @event("Given")
    def give(self, number: int) -> None:
        """The next number."""
        self.last = number


class Execution(Aggregate):
    """What one unit did with one directive."""

    @event("Begun")
    def __init__(self, directive: str, unit: str) -> None:
        self.directive = directive
        self.unit = unit
        self.reports: dict[str, str] = {}

    @staticmethod
    def create_id(directive: str, unit: str) -> UUID:
        """The same for the same unit and directive."""
        return uuid5(UUID(directive), unit)

    @event("Reported")
    def report(self, task: str, text: str) -> None:
        """A report on a task."""
        self.reports[task] = text


class Office:
    """Officers, issuers and a directive in force."""

    def __init__(self) -> None:
        self.application = Application[UUID](env={"POSTGRES_POOL_SIZE": str(THREADS)})
        self.units = [str(uuid4()) for _ in range(UNITS)]
        accesses = [Access(unit) for unit in self.units]
        series = [Series(unit) for unit in self.units]
        self.application.save(*accesses, *series)
        self.access_ids = [access.id for access in accesses]
        self.series_ids = [each.id for each in series]
        self.numbers = count()

    def directive(self, unit: str, number: int) -> Directive:
        """A directive of as many tasks as ours."""
        return Directive(unit, number, TEXT, {str(uuid4()): TEXT for _ in range(TASKS)})

    def report(self, thread: int) -> int:
        """All tasks of a directive, as a unit reports on them one by one."""
        repository, save = self.application.repository, self.application.save
        directive = self.directive(self.units[thread], 1)
        save(directive)
        for task in directive.tasks:
            access: Access = repository.get(self.access_ids[thread])
            known: Directive = repository.get(directive.id)
            try:
                execution: Execution = repository.get(
                    Execution.create_id(str(known.id), access.unit)
                )
            except AggregateNotFoundError:
                execution = Execution(str(known.id), access.unit)
            assert task in known.tasks
            assert task not in execution.reports
            execution.report(task, TEXT)
            save(execution)
        return TASKS

    def issue(self, thread: int) -> int:
        """One directive with the next number."""
        repository, save = self.application.repository, self.application.save
        access: Access = repository.get(self.access_ids[thread])
        series: Series = repository.get(self.series_ids[thread])
        series.give(series.last + 1)
        save(series, self.directive(access.unit, series.last))
        return 1


def rate(work: Callable[[int], int], threads: int, seconds: float) -> float:
    """Commands a second."""
    started = time.perf_counter()
    stop = started + seconds

    def until_stop(thread: int) -> int:
        done = 0
        while time.perf_counter() < stop:
            done += work(thread)
        return done

    with ThreadPoolExecutor(threads) as pool:
        done = sum(pool.map(until_stop, range(threads)))
    return done / (time.perf_counter() - started)


def main() -> None:
    office = Office()
    work = {"reports": office.report, "issues": office.issue}[sys.argv[1]]
    best = None
    for line in sys.stdin:
        seconds = json.loads(line)
        if best is None:
            best = max((1, THREADS), key=lambda threads: rate(work, threads, seconds))
        sys.stdout.write(json.dumps(rate(work, best, seconds)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
