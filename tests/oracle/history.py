"""What was recorded, in order, and the moments that one may ask about."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.events import Event
from cascade.execution.events import (
    DirectiveEntered,
    DirectivePassedOn,
    DirectiveRelayed,
    OccurrenceDeclared,
    OccurrenceWithdrawn,
    RelayRecalled,
)
from cascade.identifiers import ORGANISATION
from cascade.organisation.events import OrganisationFounded
from cascade.recorded import Recorded

WAYS = (
    *(DirectiveRelayed, DirectivePassedOn, RelayRecalled),
    *(OccurrenceDeclared, OccurrenceWithdrawn, DirectiveEntered),
)
E = TypeVar("E", bound=Event)
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Fact:
    """A recorded event in tests that need no log."""

    position: int
    recorded_at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class Moment:
    """What was recorded up to ``position``, judged by ``clock``."""

    position: int
    clock: datetime


class History:
    """All recorded events. Position 1 is the first and none is missing. It may grow: what was true
    up to a position stays true.
    """

    def __init__(self, facts: Sequence[Recorded] = ()) -> None:
        self.facts: list[Recorded] = []
        self.answers: dict[object, object] = {}
        self.turns: dict[UUID, list[int]] = {}
        """By stream, and by directive for its relays, implementing directives and occurrences, the
        positions.
        """
        self.grow(facts)

    def grow(self, facts: Sequence[Recorded]) -> None:
        for fact in facts:
            assert fact.position == len(self.facts) + 1
            self.facts.append(fact)
            self.turns.setdefault(fact.event.originator_id, []).append(fact.position)
            if isinstance(fact.event, WAYS):
                self.turns.setdefault(fact.event.directive_id, []).append(fact.position)

    @property
    def head(self) -> int:
        return len(self.facts)

    @property
    def time_zone(self) -> ZoneInfo:
        founded = self.facts[0].event
        assert isinstance(founded, OrganisationFounded)
        return ZoneInfo(founded.time_zone)

    def until(self, position: int) -> list[Recorded]:
        return self.facts[:position]

    def recorded_at(self, position: int) -> datetime:
        return self.facts[position - 1].recorded_at

    def of(self, kind: type[E], until: int) -> Iterator[tuple[int, E]]:
        """The events of one class recorded up to a position, each with its own position."""
        for fact in self.until(until):
            if isinstance(fact.event, kind):
                yield fact.position, fact.event

    def last_turn(self, position: int, directive_id: UUID) -> int:
        """The last position up to which anything happened to the organisation, to a directive or
        on its way down, or was declared: whom it reached and what it asks has been the same since.
        """
        turns = [*self.turns[ORGANISATION], *self.turns.get(directive_id, ())]
        return max((at for at in turns if at <= position), default=position)

    def moment_of_position(self, position: int) -> Moment:
        """Judged by the time at which that position was recorded."""
        return Moment(position, self.recorded_at(position))

    def moment_of_instant(self, instant: datetime) -> Moment:
        """What was recorded up to an instant, judged by it."""
        known = [fact.position for fact in self.facts if fact.recorded_at <= instant]
        return Moment(max(known, default=0), instant)


def remembered(
    function: Callable[Concatenate[History, P], R],
) -> Callable[Concatenate[History, P], R]:
    """Answer the same question about the same history once. It changes no answer."""

    @wraps(function)
    def ask(history: History, /, *args: P.args, **kwargs: P.kwargs) -> R:
        question = (function, args)
        if question not in history.answers:
            history.answers[question] = function(history, *args, **kwargs)
        return history.answers[question]  # type: ignore[return-value]

    return ask


def remembered_since_last_turn(
    function: Callable[Concatenate[History, int, Any, P], R],
) -> Callable[Concatenate[History, int, Any, P], R]:
    """The same for questions on a position and a directive whose answers change by turns alone."""
    memory = remembered(function)

    @wraps(function)
    def ask(
        history: History, position: int, directive: Any, /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        turn = history.last_turn(position, directive.directive_id)
        return memory(history, turn, directive, *args, **kwargs)

    return ask
