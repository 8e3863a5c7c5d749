"""Commands that end units: mergers, splits and dissolutions."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar
from uuid import UUID

from cascade.directive.refusals import DirectiveNotFound
from cascade.directive.rules.membership import Membership
from cascade.directive.state import Directive
from cascade.engine.administration import require_administers
from cascade.engine.engine import Decision, Handlers
from cascade.engine.scheduling import change_tree
from cascade.engine.session import Session
from cascade.enums import Classification
from cascade.events import Event
from cascade.organisation.commands import (
    DissolveUnit,
    MergeUnits,
    PackageDissolution,
    PackageSplit,
    SplitUnit,
)
from cascade.organisation.events import UnitDissolved, UnitsMerged, UnitSplit
from cascade.organisation.state import Organisation
from cascade.refusals import Problems

EventT = TypeVar("EventT", bound=Event)


async def merge_units(command: MergeUnits, session: Session) -> Decision:
    """Answered with the unit that is there now, then with those that were merged into it."""
    concerned = await require_administers(command, session)

    def changed(events: list[Event]) -> Iterable[UUID]:
        event = _only(events, UnitsMerged)
        return dict.fromkeys((event.into_id, *event.unit_ids))

    return await change_tree(command, session, concerned.values(), changed)


async def split_unit(command: SplitUnit, session: Session) -> Decision:
    """Answered with the parts, then with the unit that was split."""
    concerned = await require_administers(command, session)
    await _require_directives(session, command)

    def changed(events: list[Event]) -> Iterable[UUID]:
        event = _only(events, UnitSplit)
        return (*event.part_ids, event.unit_id)

    return await change_tree(command, session, concerned.values(), changed)


async def dissolve_unit(command: DissolveUnit, session: Session) -> Decision:
    """Answered with its heir and the other successors, then with the unit that ended."""
    concerned = await require_administers(command, session)
    await _require_directives(session, command)

    def changed(events: list[Event]) -> Iterable[UUID]:
        event = _only(events, UnitDissolved)
        return dict.fromkeys((event.heir_id, *event.successor_ids, event.unit_id))

    return await change_tree(command, session, concerned.values(), changed)


async def _require_directives(session: Session, command: SplitUnit | DissolveUnit) -> None:
    access = await session.start()
    organisation = session.organisation
    found = await session.directives(handed_over(command))
    clearance = access.clearance_as_administrator(command.unit, organisation, session.now)
    check_transfers(organisation, command, found, clearance)


def handed_over(
    command: SplitUnit | DissolveUnit | PackageSplit | PackageDissolution,
) -> list[UUID]:
    """The directives that it names, in its order."""
    return [transfer.directive for transfer in command.transfers]


def check_transfers(
    organisation: Organisation,
    command: SplitUnit | DissolveUnit,
    directives: Mapping[UUID, Directive],
    clearance: Classification | None,
) -> None:
    """Raises Refused for what is handed over and not owed by the unit that ends, as far as its
    administrator is cleared to know.
    """
    problems = Problems()
    for index, directive_id in enumerate(handed_over(command)):
        directive = directives[directive_id]
        issued, membership = directive.issued, Membership(organisation, directive)
        hidden = issued is None or clearance is None or issued.classification.rank > clearance.rank
        if hidden or not membership.concerns(command.unit):
            reason = DirectiveNotFound(
                "The unit owes nothing by such a directive.", "transfers", index, "directive"
            )
            problems.add(reason)
    problems.refuse_if_any()


def _only(events: list[Event], kind: type[EventT]) -> EventT:
    return next(event for event in events if isinstance(event, kind))


HANDLERS: Final[Handlers] = {
    MergeUnits: merge_units,
    SplitUnit: split_unit,
    DissolveUnit: dissolve_unit,
}
