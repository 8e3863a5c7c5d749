"""What may become of the tree. Pure: state and command in, events or a refusal out."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cascade.days import local_day
from cascade.events import Event, next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.commands import (
    AddAlias,
    EstablishUnits,
    FoundOrganisation,
    MoveUnit,
    NewUnit,
    RenameUnit,
    SetSuperior,
)
from cascade.organisation.events import (
    AliasAdded,
    LevelRecord,
    OrganisationFounded,
    SuperiorSet,
    UnitMoved,
    UnitRecord,
    UnitRenamed,
    UnitsEstablished,
)
from cascade.organisation.refusals import (
    CyclicMove,
    DateAndRange,
    DateRangeBackwards,
    FoundedInTheFuture,
    InvalidLevels,
    LevelNotBelowParent,
    OrganisationAlreadyFounded,
    TooManyAliases,
    TooManyUnits,
    UnknownTimeZone,
)
from cascade.organisation.rules.depth import check_depth, depth_under, height
from cascade.organisation.rules.new_units import Newcomers
from cascade.organisation.state import Organisation
from cascade.refusals import At, Problems, Refused
from cascade.text_rules import matching_form

UNITS_IN_ONE_EVENT: Final = 1_000
LEVELS: Final = range(2, 9)
ALIASES: Final = 50


def decide_found(
    organisation: Organisation, command: FoundOrganisation, root_id: UUID, now: datetime
) -> list[Event]:
    """Found the organisation; raises Refused where there is one."""
    if organisation.version:
        raise Refused(OrganisationAlreadyFounded("This log has an organisation already."))
    problems = Problems()
    _check_levels(problems, command.levels)
    try:
        ZoneInfo(command.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        problems.add(UnknownTimeZone(f"There is no time zone {command.time_zone!r}.", "time_zone"))
    problems.refuse_if_any()
    levels = tuple(sorted(command.levels, key=lambda level: level.rank))
    root = UnitRecord(
        unit_id=root_id,
        code=command.root_code,
        name=command.root_name,
        symbol=command.root_symbol,
        kind=command.root_kind,
        level=levels[0].key,
        parent_id=None,
        addresses_under_id=root_id,
    )
    return [
        OrganisationFounded(
            **next_place(ORGANISATION, 0, now),
            time_zone=command.time_zone,
            levels=levels,
            root=root,
            valid_from=None,
        )
    ]


def _check_levels(problems: Problems, levels: tuple[LevelRecord, ...]) -> None:
    ranks = sorted(level.rank for level in levels)
    keys = {level.key for level in levels}
    if ranks != list(range(1, len(levels) + 1)) or len(keys) != len(levels):
        problems.add(InvalidLevels("Ranks run from 1 without a gap, keys are distinct.", "levels"))
    if len(levels) not in LEVELS:
        problems.add(InvalidLevels("An organisation has 2 to 8 levels.", "levels"))


def decide_establish(
    organisation: Organisation,
    command: EstablishUnits,
    new_id: Callable[[], UUID],
    now: datetime,
) -> list[Event]:
    """Establish up to 1,000 units; raises Refused with every fault found."""
    check_day_of_founding(organisation, command.valid_from, now)
    if not 1 <= len(command.units) <= UNITS_IN_ONE_EVENT:
        raise Refused(
            TooManyUnits(f"One command establishes 1 to {UNITS_IN_ONE_EVENT:,} units.", "units")
        )
    problems = Problems()
    places: dict[At, NewUnit] = {("units", index): unit for index, unit in enumerate(command.units)}
    records = Newcomers(organisation, problems).records(places, new_id)
    problems.refuse_if_any()
    return [
        UnitsEstablished(
            **next_place(ORGANISATION, organisation.version, now),
            units=tuple(records),
            valid_from=command.valid_from,
        )
    ]


def check_day_of_founding(
    organisation: Organisation, valid_from: date | None, now: datetime
) -> None:
    """Raises Refused for a day to come: until then there would be nobody to bear the name."""
    if valid_from is not None and valid_from > today(organisation, now):
        reason = "A unit is established as of a day up to today."
        raise Refused(FoundedInTheFuture(reason, "valid_from"))


def decide_rename(organisation: Organisation, command: RenameUnit, now: datetime) -> list[Event]:
    """Rename a unit; nothing where it bears this name from this day on already."""
    unit = organisation.unit(command.unit, "unit")
    problems = Problems()
    first, last = command.valid_not_before, command.valid_not_after
    if command.valid_from and (first or last):
        problems.add(DateAndRange("Give a day or a range of days, not both.", "valid_from"))
    if first and last and last < first:
        problems.add(DateRangeBackwards("The range ends before it begins.", "valid_not_after"))
    problems.refuse_if_any()
    effective = command.valid_from or last or today(organisation, now)
    same_symbol = command.symbol in (None, unit.symbol)
    if same_symbol and any((effective, command.name) == (day, name) for day, _, name in unit.names):
        return []
    return [
        UnitRenamed(
            **next_place(ORGANISATION, organisation.version, now),
            unit_id=unit.unit_id,
            name=command.name,
            symbol=command.symbol,
            valid_from=command.valid_from,
            valid_not_before=first,
            valid_not_after=last,
            effective_on=effective,
        )
    ]


def decide_move(organisation: Organisation, command: MoveUnit, now: datetime) -> list[Event]:
    """Move a unit; nothing where it stands there already. On a line: its superior there."""
    if command.line is not None:
        superior = SetSuperior(
            unit=command.unit,
            line=command.line,
            superior=command.parent,
            valid_from=command.valid_from,
        )
        return decide_set_superior(organisation, superior, now, "parent")
    unit = organisation.unit(command.unit, "unit")
    parent = organisation.unit(command.parent, "parent")
    if organisation.is_within(parent.unit_id, unit.unit_id):
        raise Refused(CyclicMove("A unit cannot stand under itself or one of its own.", "parent"))
    above = organisation.parent(unit.unit_id)
    if above == parent.unit_id:
        return []
    if above is None:
        raise Refused(CyclicMove("The root stands under nobody.", "unit"))
    if organisation.levels[unit.level].rank < organisation.levels[parent.level].rank:
        raise Refused(
            LevelNotBelowParent("A unit stands on its parent's level or below.", "parent")
        )
    problems = Problems()
    under = depth_under((parent.unit_id, *organisation.ancestors(parent.unit_id)))
    check_depth(problems, unit.name, under + height(organisation, unit.unit_id), "parent")
    problems.refuse_if_any()
    return [
        UnitMoved(
            **next_place(ORGANISATION, organisation.version, now),
            unit_id=unit.unit_id,
            parent_id=parent.unit_id,
            valid_from=command.valid_from,
        )
    ]


def decide_set_superior(
    organisation: Organisation, command: SetSuperior, now: datetime, field: str = "superior"
) -> list[Event]:
    """Set a unit's superior on a line; nothing where it is that already.

    ``field``: where the input names the superior.
    """
    unit = organisation.unit(command.unit, "unit")
    if command.superior is not None:
        superior = organisation.unit(command.superior, field)
        on_line = organisation.superiors(superior.unit_id, command.line)
        if superior is unit or unit.unit_id in on_line:
            reason = "A unit cannot stand under itself or one of its own on a line."
            raise Refused(CyclicMove(reason, field))
    if organisation.superior(unit.unit_id, command.line) == command.superior:
        return []
    return [
        SuperiorSet(
            **next_place(ORGANISATION, organisation.version, now),
            unit_id=unit.unit_id,
            line=command.line,
            superior_id=command.superior,
            valid_from=command.valid_from,
        )
    ]


def decide_add_alias(organisation: Organisation, command: AddAlias, now: datetime) -> list[Event]:
    """Note an alias of a unit, which may have ended; nothing where it is known by it already."""
    unit = organisation.known(command.unit, "unit")
    if len(unit.aliases) >= ALIASES:
        raise Refused(TooManyAliases(f"A unit has at most {ALIASES} aliases.", "name"))
    known = (*(name for _, _, name in unit.names), *unit.aliases)
    if matching_form(command.name) in map(matching_form, known):
        return []
    return [
        AliasAdded(
            **next_place(ORGANISATION, organisation.version, now),
            unit_id=unit.unit_id,
            name=command.name,
        )
    ]


def today(organisation: Organisation, now: datetime) -> date:
    """The day in the deployment's zone."""
    return local_day(now, organisation.zone)
