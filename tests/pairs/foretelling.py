"""What the model foretells of a step: whether it will be carried out, or why it cannot be.

The hand acts for every unit and the administrator keeps all of them, so that only what the cell
has gone through can stand against a step.
"""

from collections.abc import Callable
from typing import Any, Final

from cascade.access.commands import GrantRole, RevokeRole
from cascade.access.events import RoleGranted, RoleRevoked
from cascade.calendar.commands import AnnounceHoliday, CorrectCalendar
from cascade.enums import ScheduledOutcome
from cascade.events import Event
from cascade.numbering.commands import ConfigureSeries, OpenTerm
from cascade.numbering.events import SeriesConfigured
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
from cascade.organisation.events import ScheduledChangeSettled
from cascade.policy.commands import SetPolicy
from cascade.policy.events import PolicySet
from tests.pairs.cells import Stand
from tests.pairs.endings import Ending, always, done_unless, refused_unless
from tests.pairs.foretelling_acts import ACTS
from tests.pairs.foretelling_directives import DIRECTIVES
from tests.pairs.webhook_steps import WEBHOOKS

Foretelling = Callable[[Stand, Any], Ending]


def foretell(stand: Stand, command: object) -> Ending:
    return FORETOLD[type(command)](stand, command)


def never(_stand: Stand, _command: object) -> Ending:
    return Ending.REFUSED


def move(stand: Stand, command: MoveUnit) -> Ending:
    return done_unless(stand.tree.units[command.unit].parent_id == command.parent)


def set_superior(stand: Stand, command: SetSuperior) -> Ending:
    known = stand.tree.superiors.get((command.unit, command.line))
    return done_unless(known == command.superior)


def merge(_stand: Stand, command: MergeUnits) -> Ending:
    return refused_unless(len(command.units) > 1)


def reorganise(_stand: Stand, command: Reorganise) -> Ending:
    merger = command.steps[0].merge
    return refused_unless(merger is not None and len(merger.units) > 1)


def unlabel(stand: Stand, command: UnlabelUnits) -> Ending:
    """Who stands in for a unit that ended does not bear its labels."""
    labels = [label for u in command.units for label in stand.tree.labels.get(u, ())]
    borne = [name for name, _, last in labels if last >= stand.today]
    return done_unless(command.label not in borne)


def _outcome(stand: Stand, change_id: object) -> ScheduledOutcome | None:
    settled = stand.history.of(ScheduledChangeSettled, stand.head)
    return next((event.outcome for _, event in settled if event.change_id == change_id), None)


def cancel(stand: Stand, command: CancelScheduledChange) -> Ending:
    match _outcome(stand, command.change):
        case None:
            return Ending.DONE
        case ScheduledOutcome.CANCELLED:
            return Ending.NOTHING
        case _:
            return Ending.REFUSED


def take_effect(stand: Stand, command: TakeEffect) -> Ending:
    """Nobody is refused: on its day a change that cannot be is settled, too."""
    return done_unless(_outcome(stand, command.change) is not None)


def complete(stand: Stand, command: CompleteImport) -> Ending:
    brought = stand.staged(command.import_id)
    parents = {unit.parent_id for unit in brought}
    return refused_unless(bool(brought) and parents <= stand.tree.units.keys())


def abandon(stand: Stand, command: AbandonImport) -> Ending:
    return done_unless(not stand.staged(command.import_id))


def _grant(stand: Stand, command: GrantRole | RevokeRole) -> RoleGranted | None:
    """The grant of the command's subject, unit and role that stands."""
    found: RoleGranted | None = None
    for fact in stand.history.until(stand.head):
        match fact.event:
            case RoleGranted() | RoleRevoked() as event if (
                event.subject,
                event.unit_id,
                event.role,
            ) == (command.subject, command.unit, command.role):
                found = event if isinstance(event, RoleGranted) else None
    return found


def grant(stand: Stand, command: GrantRole) -> Ending:
    return done_unless(_grant(stand, command) is not None)


def revoke_role(stand: Stand, command: RevokeRole) -> Ending:
    return done_unless(_grant(stand, command) is None)


def _last(stand: Stand, kind: type[Event], **values: object) -> Any:
    """The last event of a class with these values."""
    found = None
    for _, event in stand.history.of(kind, stand.head):
        if all(getattr(event, name) == value for name, value in values.items()):
            found = event
    return found


def set_policy(stand: Stand, command: SetPolicy) -> Ending:
    rule = _last(stand, PolicySet, unit_id=command.unit, key=command.key)
    return done_unless(rule is not None and rule.valid_from == command.valid_from)


def configure(stand: Stand, command: ConfigureSeries) -> Ending:
    last = _last(stand, SeriesConfigured, issuer_id=command.issuer, type=command.type)
    return done_unless(last is not None and last.restart is command.restart)


FORETOLD: Final[dict[type, Foretelling]] = {
    FoundOrganisation: never,
    EstablishUnits: always,
    RenameUnit: always,
    MoveUnit: move,
    SetSuperior: set_superior,
    AddAlias: always,
    LabelUnits: always,
    UnlabelUnits: unlabel,
    MergeUnits: merge,
    SplitUnit: always,
    DissolveUnit: always,
    Reorganise: reorganise,
    CancelScheduledChange: cancel,
    TakeEffect: take_effect,
    StageUnits: always,
    CompleteImport: complete,
    AbandonImport: abandon,
    GrantRole: grant,
    RevokeRole: revoke_role,
    SetPolicy: set_policy,
    ConfigureSeries: configure,
    OpenTerm: always,
    AnnounceHoliday: always,
    CorrectCalendar: always,
    **DIRECTIVES,
    **ACTS,
    **WEBHOOKS,
}
