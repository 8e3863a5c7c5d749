"""The table of what is done in a cell: each command, and what has to be there before it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from cascade.access.commands import GrantRole, RevokeRole
from cascade.calendar.commands import AnnounceHoliday, CorrectCalendar
from cascade.directive.commands import OpenPeriods
from cascade.engine import HANDLERS
from cascade.organisation.commands import (
    AbandonImport,
    AddAlias,
    CancelScheduledChange,
    CompleteImport,
    DissolveUnit,
    EstablishUnits,
    FoundOrganisation,
    LabelUnits,
    MergeUnits,
    MoveUnit,
    RenameUnit,
    Reorganise,
    SetSuperior,
    SplitUnit,
    StageUnits,
    TakeEffect,
    UnlabelUnits,
)
from cascade.webhooks.commands import CreateWebhook, OfWebhook, StopWebhook
from tests.harness.engine import ADMINISTRATOR, CALENDAR, HAND
from tests.pairs.cells import Stand

Word = Callable[[Stand], Any]
W = TypeVar("W", bound=Word)

WHOLE: Final = frozenset({FoundOrganisation, AnnounceHoliday, CorrectCalendar})
"""Done once for all cells of a nation."""
KEPT: Final = frozenset(
    {
        *(FoundOrganisation, AnnounceHoliday, CorrectCalendar, GrantRole, RevokeRole),
        *(EstablishUnits, RenameUnit, MoveUnit, SetSuperior, AddAlias, MergeUnits, SplitUnit),
        *(LabelUnits, UnlabelUnits, DissolveUnit, Reorganise, CancelScheduledChange),
        *(StageUnits, CompleteImport, AbandonImport),
    }
)
"""What the administrator does."""


INTEGRATION: Final = "integration"
"""Has the feed of a unit sent."""
DELIVERER: Final = "@webhooks"
"""Nobody: what comes of delivering."""


@dataclass(frozen=True)
class Step:
    """Something that is done in a cell. ``needs`` are done before the first step."""

    name: str
    command: type
    needs: tuple[Word, ...]
    word: Word

    @property
    def is_whole(self) -> bool:
        return self.command in WHOLE


STEPS: Final[dict[str, Step]] = {}
"""By name, in the order in which what they need is done."""


def words(command: type, *needs: Word, name: str | None = None) -> Callable[[W], W]:
    """The decorated function words this command; ``name`` where it is not the only way to."""

    def note(word: W) -> W:
        step = Step(name or command.__name__, command, needs, word)
        assert step.name not in STEPS, step.name
        STEPS[step.name] = step
        return word

    return note


def needed(names: tuple[str, ...]) -> list[Word]:
    """What has to be there for these steps: each once, in the table's order."""
    wanted = [need for name in names for need in STEPS[name].needs]
    order = {step.word: number for number, step in enumerate(STEPS.values())}
    return sorted(dict.fromkeys(wanted), key=lambda need: order.get(need, -1))


def principal(command: object) -> str:
    if isinstance(command, TakeEffect | OpenPeriods):
        return CALENDAR
    if isinstance(command, StopWebhook):
        return DELIVERER
    if isinstance(command, CreateWebhook | OfWebhook):
        return INTEGRATION
    return ADMINISTRATOR if type(command) in KEPT else HAND


def main_steps() -> list[str]:
    """One of each command, in the order of the handlers."""
    first: dict[type, str] = {}
    for step in STEPS.values():
        first.setdefault(step.command, step.name)
    return [first[command] for command in HANDLERS]
