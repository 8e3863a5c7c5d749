"""Who keeps the tree: administrators, each within the subtree that is theirs."""

from collections.abc import Mapping
from uuid import UUID

from cascade.access.refusals import NotPermitted
from cascade.access.state import Access
from cascade.engine.rights import Right, named
from cascade.engine.session import Session
from cascade.organisation.commands import DissolveUnit, Reorganise
from cascade.organisation.state import Organisation
from cascade.refusals import At, Problems, Refused


def administered(organisation: Organisation, command: object) -> dict[At, UUID]:
    """The units that whoever sends the command must administer, with their places in the input."""
    concerned = named(command, Right.ADMINISTERS)
    if isinstance(command, DissolveUnit) and not command.successors:
        _inherits(organisation, command.unit, concerned, "successors")
    if isinstance(command, Reorganise):
        for index, step in enumerate(command.steps):
            if (end := step.dissolve) and not end.successors:
                _inherits(organisation, end.unit.unit, concerned, "steps", index, "dissolve")
        return dict(sorted(concerned.items(), key=lambda named: named[0][1]))
    return concerned


def _inherits(
    organisation: Organisation, unit_id: UUID | None, concerned: dict[At, UUID], *at: str | int
) -> None:
    """Add who stands above a unit that ends without successors. In a package it may have been moved
    before: whom it came under has a row of its own.
    """
    if unit_id in organisation.units and (parent_id := organisation.parent(unit_id)):
        concerned[at] = parent_id


async def require_administers(command: object, session: Session) -> dict[At, UUID]:
    """What the command concerns: raises Refused unless all of it is live and the principal's."""
    access = await session.start()
    concerned = administered(session.organisation, command)
    check_all(access, session, concerned).refuse_if_any()
    return concerned


def check_all(access: Access, session: Session, units: Mapping[At, UUID]) -> Problems:
    """What stands against an administrator of all of these, live units. Each is judged once."""
    problems = Problems()
    allowed: set[UUID] = set()
    for at, unit_id in units.items():
        if unit_id in allowed:
            continue
        try:
            session.organisation.unit(unit_id, *at)
        except Refused as refused:
            problems.found += refused.reasons
        else:
            before = len(problems.found)
            check_administers(access, session, unit_id, problems, *at)
            if len(problems.found) == before:
                allowed.add(unit_id)
    return problems


def check_administers(
    access: Access, session: Session, unit_id: UUID, problems: Problems, *at: str | int
) -> None:
    """Add where the principal does not administer a unit, which may have ended."""
    if not access.administers(unit_id, session.organisation, session.now):
        problems.add(NotPermitted("You do not administer this unit.", *at))
