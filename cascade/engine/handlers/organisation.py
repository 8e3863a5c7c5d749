"""Commands on the tree: only administrators, each within the subtree that is theirs."""

from typing import Final

from cascade.access.commands import GrantRole
from cascade.access.decisions import check_subject, grant_event
from cascade.calendar.decisions import decide_seed
from cascade.engine.administration import check_administers, require_administers
from cascade.engine.engine import Decision, Handlers
from cascade.engine.foresight import Foresight
from cascade.engine.scheduling import change_tree
from cascade.engine.session import Session
from cascade.enums import Classification, Role
from cascade.organisation.commands import (
    AddAlias,
    CancelScheduledChange,
    EstablishUnits,
    FoundOrganisation,
    LabelUnits,
    MoveUnit,
    RenameUnit,
    SetSuperior,
    UnlabelUnits,
)
from cascade.organisation.decisions.labelling import decide_label, decide_unlabel
from cascade.organisation.decisions.scheduling import decide_cancel, find_change
from cascade.organisation.decisions.units import decide_add_alias, decide_establish, decide_found
from cascade.organisation.events import UnitsEstablished
from cascade.refusals import Problems


async def found_organisation(command: FoundOrganisation, session: Session) -> Decision:
    """The one command that needs no grant: it gives the first one."""
    check_subject(command.administrator)
    calendar = await session.calendar()
    access = await session.access(command.administrator)
    root_id = session.new_id()
    events = decide_found(session.organisation, command, root_id, session.now)
    events += decide_seed(calendar, session.now)
    grant = GrantRole(
        subject=command.administrator,
        unit=root_id,
        role=Role.ADMINISTRATOR,
        clearance=Classification.TOP_SECRET,
    )
    return Decision([*events, grant_event(access, grant, session.now)], {"units": [str(root_id)]})


async def establish_units(command: EstablishUnits, session: Session) -> Decision:
    await require_administers(command, session)
    events = decide_establish(session.organisation, command, session.new_id, session.now)
    await Foresight(session).require_possible(events)
    established = [e for e in events if isinstance(e, UnitsEstablished)]
    ids = [str(unit.unit_id) for event in established for unit in event.units]
    return Decision(events, {"units": ids})


async def rename_unit(command: RenameUnit, session: Session) -> Decision:
    concerned = await require_administers(command, session)
    return await change_tree(command, session, concerned.values(), lambda _: [command.unit])


async def move_unit(command: MoveUnit, session: Session) -> Decision:
    concerned = await require_administers(command, session)
    return await change_tree(command, session, concerned.values(), lambda _: [command.unit])


async def set_superior(command: SetSuperior, session: Session) -> Decision:
    concerned = await require_administers(command, session)
    return await change_tree(command, session, concerned.values(), lambda _: [command.unit])


async def add_alias(command: AddAlias, session: Session) -> Decision:
    """An ended unit is still found by its names: its heir's administrator adds to them."""
    access = await session.start()
    session.organisation.known(command.unit, "unit")
    problems = Problems()
    check_administers(access, session, command.unit, problems, "unit")
    problems.refuse_if_any()
    events = decide_add_alias(session.organisation, command, session.now)
    return Decision(events, {"units": [str(command.unit)]})


async def label_units(command: LabelUnits, session: Session) -> Decision:
    await require_administers(command, session)
    events = decide_label(session.organisation, command, session.now)
    return Decision(events, {"units": [str(unit_id) for unit_id in command.units]})


async def unlabel_units(command: UnlabelUnits, session: Session) -> Decision:
    await require_administers(command, session)
    events = decide_unlabel(session.organisation, command, session.now)
    return Decision(events, {"units": [str(unit_id) for unit_id in command.units]})


async def cancel_scheduled_change(command: CancelScheduledChange, session: Session) -> Decision:
    """Whoever administers all the units that the change is about."""
    access = await session.start()
    change = find_change(session.organisation, command.change)
    problems = Problems()
    for unit_id in change.unit_ids if change else ():
        check_administers(access, session, unit_id, problems, "change")
    problems.refuse_if_any()
    events = decide_cancel(session.organisation, command, session.now)
    if events:
        await Foresight(session).require_possible((), without=command.change)
    units = [str(unit_id) for unit_id in change.unit_ids] if change else []
    return Decision(events, {"units": units})


HANDLERS: Final[Handlers] = {
    FoundOrganisation: found_organisation,
    EstablishUnits: establish_units,
    RenameUnit: rename_unit,
    MoveUnit: move_unit,
    SetSuperior: set_superior,
    AddAlias: add_alias,
    LabelUnits: label_units,
    UnlabelUnits: unlabel_units,
    CancelScheduledChange: cancel_scheduled_change,
}
