"""given / when / then for pure decisions: no log, no database, no clock but the one named here.

    given(Organisation(), founded).when(lambda tree: decide(tree, …)).then(moved).and_then_nothing()

A state is folded from the events given, at positions 1, 2, 3 … ``and_then_nothing`` folds what was
decided into it as well and decides the same again: a retry must find nothing left to do.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar

import pytest

from cascade.events import Event
from cascade.recorded import Recorded
from cascade.refusals import Refusal, Refused

NOW = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
"""A Monday morning, nine o'clock in Hanoi."""


class State(Protocol):
    """Whatever folds events."""

    def apply(self, recorded: Recorded) -> None: ...


StateT = TypeVar("StateT", bound=State)


@dataclass(frozen=True)
class Happened:
    """An event with the place that a log would have given it."""

    position: int
    recorded_at: datetime
    event: Event


@dataclass
class Given(Generic[StateT]):
    """A state, and how far its story was told."""

    state: StateT
    position: int = 0

    def and_given(self, *events: Event) -> "Given[StateT]":
        for event in events:
            self.position += 1
            self.state.apply(Happened(self.position, event.timestamp, event))
        return self

    def when(self, decide: Callable[[StateT], Sequence[Event]]) -> "When[StateT]":
        return When(self, decide)


@dataclass
class When(Generic[StateT]):
    """A decision to be taken on what was given."""

    given: Given[StateT]
    decide: Callable[[StateT], Sequence[Event]]

    def then(self, *expected: Event) -> "Then[StateT]":
        decided = self.decide(self.given.state)
        assert list(decided) == list(expected)
        return Then(self, decided)

    def then_nothing(self) -> None:
        assert list(self.decide(self.given.state)) == []

    def then_refused(self, *expected: str) -> None:
        """By these reasons in this order, each ``CODE at its.field``, or ``CODE`` without one."""
        with pytest.raises(Refused) as caught:
            self.decide(self.given.state)
        assert [told(reason) for reason in caught.value.reasons] == list(expected)


@dataclass
class Then(Generic[StateT]):
    """What was decided."""

    when: When[StateT]
    decided: Sequence[Event]

    def and_then_nothing(self) -> None:
        self.when.given.and_given(*self.decided)
        self.when.then_nothing()


def given(state: StateT, *events: Event) -> Given[StateT]:
    return Given(state).and_given(*events)


def told(reason: Refusal) -> str:
    return f"{reason.code} at {'.'.join(reason.field)}" if reason.field else reason.code
