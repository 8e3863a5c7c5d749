"""Commands on the tree: only administrators, each within the subtree that is theirs."""

from uuid import UUID

from cascade.access.commands import GrantRole
from cascade.access.decisions import check_subject, grant_event
from cascade.access.refusals import NotPermitted
from cascade.access.state import Access
from cascade.calendar.decisions import decide_seed
from cascade.commands.engine import Decision
from cascade.commands.session import Session
from cascade.organisation.commands import (
    EstablishUnits,
    FoundOrganisation,
    MoveUnit,
    RenameUnit,
)
from cascade.organisation.decisions import (
    decide_establish,
    decide_found,
    decide_move,
    decide_rename,
)
from cascade.organisation.events import UnitsEstablished
from cascade.refusals import Problems
from cascade.terms import Classification, Role


async def found_organisation(command: FoundOrganisation, session: Session) -> Decision:
    """The one command that needs no grant: it gives the first one."""
    check_subject(command.administrator)
    calendar = await session.calendar()
    access = await session.access(command.administrator)
    root_id = session.new_id()
    events = decide_found(session.organisation, command, root_id, session.now)
    events += decide_seed(calendar, session.now)
    grant = GrantRole(command.administrator, root_id, Role.ADMINISTRATOR, Classification.TOP_SECRET)
    return Decision([*events, grant_event(access, grant, session.now)], {"units": [str(root_id)]})


async def establish_units(command: EstablishUnits, session: Session) -> Decision:
    access = await session.start()
    problems = Problems()
    for index, unit in enumerate(command.units):
        if unit.parent is not None and unit.parent in session.organisation.units:
            _check_administers(access, session, unit.parent, problems, "units", index, "parent")
    problems.refuse_if_any()
    events = decide_establish(session.organisation, command, session.new_id, session.now)
    established = [e for e in events if isinstance(e, UnitsEstablished)]
    ids = [str(unit.unit_id) for event in established for unit in event.units]
    return Decision(events, {"units": ids})


async def rename_unit(command: RenameUnit, session: Session) -> Decision:
    access = await session.start()
    _require_administers(access, session, command.unit, "unit")
    events = decide_rename(session.organisation, command, session.now)
    return Decision(events, {"units": [str(command.unit)]})


async def move_unit(command: MoveUnit, session: Session) -> Decision:
    access = await session.start()
    _require_administers(access, session, command.unit, "unit")
    _require_administers(access, session, command.parent, "parent")
    events = decide_move(session.organisation, command, session.now)
    return Decision(events, {"units": [str(command.unit)]})


def _require_administers(access: Access, session: Session, unit_id: UUID, field: str) -> None:
    session.organisation.unit(unit_id, field)
    problems = Problems()
    _check_administers(access, session, unit_id, problems, field)
    problems.refuse_if_any()


def _check_administers(
    access: Access, session: Session, unit_id: UUID, problems: Problems, *at: str | int
) -> None:
    if not access.administers(unit_id, session.organisation, session.now):
        problems.add(NotPermitted("You do not administer this unit.", *at))
