"""Imports: units come in shares that nobody sees, and all are established at one position."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from cascade.events import Event, next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.commands import AbandonImport, CompleteImport, NewUnit, StageUnits
from cascade.organisation.decisions.units import UNITS_IN_ONE_EVENT, check_day_of_founding
from cascade.organisation.events import (
    ImportAbandoned,
    ImportCompleted,
    UnitRecord,
    UnitsStaged,
)
from cascade.organisation.forest import Forest
from cascade.organisation.refusals import (
    CodeTaken,
    ImportIncomplete,
    ImportNotOpen,
    TooManyUnits,
    UnitHasEnded,
)
from cascade.organisation.rules.depth import TREE_DEPTH, check_depth, depth_under, height
from cascade.organisation.rules.new_units import Newcomers
from cascade.organisation.state import Organisation, StagedUnits
from cascade.refusals import At, Problems, Refused

IMPORTED_UNITS: Final = 1_000_000
"""Four times a nation down to its branches."""
CODES_SHOWN: Final = 20


def decide_stage(
    organisation: Organisation,
    command: StageUnits,
    new_id: Callable[[], UUID],
    now: datetime,
) -> list[Event]:
    """Take in a share of an import, up to 1,000 units; raises Refused with every fault found."""
    staged = organisation.staged.get(command.import_id) or Forest()
    records, problems = resolve_share(organisation, staged, command.units, new_id)
    problems.refuse_if_any()
    return [
        UnitsStaged(
            **next_place(ORGANISATION, organisation.version, now),
            import_id=command.import_id,
            units=tuple(records),
        )
    ]


def resolve_share(
    organisation: Organisation,
    staged: Forest,
    units: Sequence[NewUnit],
    new_id: Callable[[], UUID],
) -> tuple[list[UnitRecord], Problems]:
    """The records of a share that comes on top of what is staged, and what is wrong with them.

    Raises Refused where there are too many or none.
    """
    if not 1 <= len(units) <= UNITS_IN_ONE_EVENT:
        reason = f"A share of an import has 1 to {UNITS_IN_ONE_EVENT:,} units."
        raise Refused(TooManyUnits(reason, "units"))
    if len(staged.units) + len(units) > IMPORTED_UNITS:
        raise Refused(TooManyUnits(f"An import has at most {IMPORTED_UNITS:,} units.", "units"))
    problems = Problems()
    places: dict[At, NewUnit] = {("units", index): unit for index, unit in enumerate(units)}
    records = Newcomers(organisation, problems, staged=staged).records(places, new_id)
    return records, problems


def decide_complete(
    organisation: Organisation, command: CompleteImport, now: datetime
) -> list[Event]:
    """Establish everything that was staged; raises Refused where the tree has moved on from it."""
    staged = open_import(organisation, command.import_id)
    check_day_of_founding(organisation, command.valid_from, now)
    if len(staged.units) != command.count:
        reason = f"{len(staged.units):,} units are staged, not {command.count:,}."
        raise Refused(ImportIncomplete(reason, "count"))
    problems = Problems()
    for code in sorted(organisation.codes_in_common(staged))[:CODES_SHOWN]:
        problems.add(CodeTaken(f"The code {code!r} is a live unit's by now.", "import_id"))
    for unit_id in (*staged.waiting, *staged.bodies_elsewhere()):
        if not organisation.is_live(unit_id):
            name = organisation.units[unit_id].name
            problems.add(UnitHasEnded(f"{name} is no more.", "import_id"))
    _check_depths(organisation, staged, problems)
    problems.refuse_if_any()
    return [
        ImportCompleted(
            **next_place(ORGANISATION, organisation.version, now),
            import_id=command.import_id,
            count=command.count,
            valid_from=command.valid_from,
        )
    ]


def _check_depths(organisation: Organisation, staged: StagedUnits, problems: Problems) -> None:
    """The tree may have grown above them since they were staged."""
    for parent_id, units in staged.waiting.items():
        under = depth_under((parent_id, *organisation.ancestors(parent_id)))
        if under + staged.height > TREE_DEPTH:
            for unit in units:
                deepest = under + height(staged, unit.unit_id)
                check_depth(problems, unit.name, deepest, "import_id")


def decide_abandon(
    organisation: Organisation, command: AbandonImport, now: datetime
) -> list[Event]:
    """Give up an import; nothing where none is under way."""
    if command.import_id not in organisation.staged:
        return []
    return [
        ImportAbandoned(
            **next_place(ORGANISATION, organisation.version, now),
            import_id=command.import_id,
        )
    ]


def open_import(organisation: Organisation, import_id: UUID) -> StagedUnits:
    """What an import has brought so far; raises Refused where it is not under way."""
    staged = organisation.staged.get(import_id)
    if staged is None:
        raise Refused(ImportNotOpen("This import is not under way.", "import_id"))
    return staged
