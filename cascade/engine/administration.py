"""Who keeps the tree: administrators, each within the subtree that is theirs."""

from collections.abc import Mapping
from uuid import UUID

from cascade.access.refusals import NotPermitted
from cascade.access.state import Access
from cascade.engine.rights import Right, named
from cascade.engine.session import Session
from cascade.organisation.commands import DissolveUnit
from cascade.organisation.state import Organisation
from cascade.refusals import At, Problems, Refused


def administered(organisation: Organisation, command: object) -> dict[At, UUID]:
    """The units that whoever sends the command must administer, with their places in the input."""
    concerned = named(command, Right.ADMINISTERS)
    if isinstance(command, DissolveUnit) and not command.successors:
        unit = organisation.units.get(command.unit)
        if unit is not None and unit.parent_id is not None:
            concerned["successors",] = unit.parent_id
    return concerned


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
