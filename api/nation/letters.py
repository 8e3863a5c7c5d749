"""A letter of the year as it is written, and how units will take it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from api.nation.chart import BRANCH, LEVELS, Chart
from api.nation.drawing import Draw
from api.nation.timetable import Timetable
from cascade.directive.commands import AudienceInput, GroupInput, IssueDirective, TaskInput

MOST: Final = 0.97
"""How many report sooner or later where a task is looked after."""
SOME: Final = 0.001
"""How many do already what is asked for by the end of next year, or for ever."""
ANY_FIGURE: Final = Decimal(2)
"""What every report says of what it is asked to count."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who owes a task: all units of these levels under the issuer, or some by name; so many of them
    ever report.
    """

    depths: tuple[int, ...] = ()
    named: frozenset[int] = frozenset()
    turnout: float = MOST

    def among(self, places: Sequence[int], depths: bytearray) -> list[int]:
        """Those of some places."""
        if self.named:
            return [place for place in places if place in self.named]
        return [place for place in places if depths[place] in self.depths]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is written, and by its tasks' keys who is asked. ``later`` are steps of its
    issuer, and within how many working days each; ``policy`` is whom one asks to take note within
    how many.
    """

    command: IssueDirective
    asked: dict[str, Asked]
    later: tuple[tuple[int, int], ...] = ()
    policy: tuple[Asked, int] | None = None


Form = Callable[["Writing"], Letter]


@dataclass(frozen=True, slots=True)
class Writing:
    """What a form is filled in with."""

    chart: Chart
    timetable: Timetable
    draw: Draw
    issuer: int
    day: date
    names: int
    """How many units a letter names that goes to some."""

    def group(self, *depths: int) -> AudienceInput:
        """All units of these levels under the issuer."""
        levels = tuple(LEVELS[depth] for depth in depths)
        return AudienceInput(groups=(GroupInput(under=self.chart.ids[self.issuer], levels=levels),))

    def named(self) -> tuple[AudienceInput, frozenset[int]]:
        """A few branches by name."""
        branches = self.chart.under(self.issuer, BRANCH)
        places = sorted(self.draw.sample(branches, min(self.names, len(branches))))
        units = tuple(self.chart.ids[place] for place in places)
        return AudienceInput(units=units), frozenset(places)

    def letter(
        self,
        type_: str,
        subject: str,
        audience: AudienceInput,
        *tasks: tuple[TaskInput, Asked],
        later: tuple[tuple[int, int], ...] = (),
        policy: tuple[Asked, int] | None = None,
        **more: Any,
    ) -> Letter:
        command = IssueDirective(
            issuer=self.chart.ids[self.issuer],
            type=type_,
            subject=subject,
            issued_on=self.day,
            audience=audience,
            tasks=tuple(task for task, _ in tasks),
            **more,
        )
        return Letter(command, {task.key: asked for task, asked in tasks}, later, policy)
