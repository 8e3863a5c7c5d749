"""Commands that end units: mergers, splits and dissolutions."""

from collections.abc import Iterable
from typing import Final, TypeVar
from uuid import UUID

from cascade.directive.refusals import DirectiveNotFound
from cascade.directive.rules.membership import Membership
from cascade.engine.administration import require_administers
from cascade.engine.engine import Decision, Handlers
from cascade.engine.scheduling import change_tree
from cascade.engine.session import Session
from cascade.events import Event
from cascade.organisation.commands import DissolveUnit, MergeUnits, SplitUnit
from cascade.organisation.events import UnitDissolved, UnitsMerged, UnitSplit
from cascade.refusals import Problems

EventT = TypeVar("EventT", bound=Event)


async def merge_units(command: MergeUnits, session: Session) -> Decision:
    """Answered with the unit that is there now, then with those that were merged into it."""
    concerned = await require_administers(command, session)

    def changed(events: list[Event]) -> Iterable[UUID]:
        event = _only(events, UnitsMerged)
        return dict.fromkeys((event.into_id, *event.unit_ids))

    return change_tree(command, session, concerned.values(), changed)


async def split_unit(command: SplitUnit, session: Session) -> Decision:
    """Answered with the parts, then with the unit that was split."""
    concerned = await require_administers(command, session)
    await _require_directives(session, command)

    def changed(events: list[Event]) -> Iterable[UUID]:
        event = _only(events, UnitSplit)
        return (*event.part_ids, event.unit_id)

    return change_tree(command, session, concerned.values(), changed)


async def dissolve_unit(command: DissolveUnit, session: Session) -> Decision:
    """Answered with its heir and the other successors, then with the unit that ended."""
    concerned = await require_administers(command, session)
    await _require_directives(session, command)

    def changed(events: list[Event]) -> Iterable[UUID]:
        event = _only(events, UnitDissolved)
        return dict.fromkeys((event.heir_id, *event.successor_ids, event.unit_id))

    return change_tree(command, session, concerned.values(), changed)


async def _require_directives(session: Session, command: SplitUnit | DissolveUnit) -> None:
    """Raises Refused for what is handed over and not owed by the unit that ends, as far as its
    administrator is cleared to know.
    """
    access, unit_id = await session.start(), command.unit
    directive_ids = [transfer.directive for transfer in command.transfers]
    found = await session.directives(directive_ids)
    clearance = access.clearance_as_administrator(unit_id, session.organisation, session.now)
    problems = Problems()
    for index, directive_id in enumerate(directive_ids):
        directive = found[directive_id]
        issued, membership = directive.issued, Membership(session.organisation, directive)
        hidden = issued is None or clearance is None or issued.classification.rank > clearance.rank
        if hidden or not membership.concerns(unit_id):
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
