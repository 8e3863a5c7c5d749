"""Commands of an import: its shares, its end, or that it is given up."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from cascade.engine.administration import check_administers
from cascade.engine.engine import Decision, Handlers
from cascade.engine.session import Session
from cascade.organisation.commands import AbandonImport, CompleteImport, StageUnits
from cascade.organisation.decisions.imports import (
    decide_abandon,
    decide_complete,
    decide_stage,
    open_import,
)
from cascade.organisation.events import UnitsStaged
from cascade.organisation.forest import Forest
from cascade.refusals import Problems


async def stage_units(command: StageUnits, session: Session) -> Decision:
    """An administrator's right, for every unit under which the new ones come, or under which they
    may address others; and for all that the import hangs on already.
    """
    await session.start()
    events = decide_stage(session.organisation, command, session.new_id, session.now)
    records = [unit for event in events if isinstance(event, UnitsStaged) for unit in event.units]
    named = {id_ for each in records for id_ in (each.parent_id, each.addresses_under_id)}
    standing = session.organisation.units.keys() & named
    await _require_administers(session, standing, "units")
    before = session.organisation.staged.get(command.import_id)
    await _require_administers(session, _concerned(before), "import_id")
    return Decision(events, {"import": str(command.import_id)})


async def complete_import(command: CompleteImport, session: Session) -> Decision:
    await session.start()
    staged = open_import(session.organisation, command.import_id)
    await _require_administers(session, _concerned(staged), "import_id")
    events = decide_complete(session.organisation, command, session.now)
    return Decision(events, {"import": str(command.import_id)})


async def abandon_import(command: AbandonImport, session: Session) -> Decision:
    await session.start()
    staged = session.organisation.staged.get(command.import_id)
    await _require_administers(session, _concerned(staged), "import_id")
    events = decide_abandon(session.organisation, command, session.now)
    return Decision(events, {"import": str(command.import_id)})


def _concerned(staged: Forest | None) -> set[UUID]:
    """The units outside an import under which its units come, or address others."""
    return {*staged.waiting, *staged.bodies_elsewhere()} if staged else set()


async def _require_administers(session: Session, unit_ids: Collection[UUID], field: str) -> None:
    access = await session.start()
    problems = Problems()
    for unit_id in unit_ids:
        if not problems.found:
            check_administers(access, session, unit_id, problems, field)
    problems.refuse_if_any()


HANDLERS: Final[Handlers] = {
    StageUnits: stage_units,
    CompleteImport: complete_import,
    AbandonImport: abandon_import,
}
