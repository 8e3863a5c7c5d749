"""What may become of the tree. Pure: state and command in, events or a refusal out."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cascade.events import Event
from cascade.identifiers import ORGANISATION
from cascade.organisation.commands import (
    EstablishUnits,
    FoundOrganisation,
    MoveUnit,
    NewUnit,
    RenameUnit,
)
from cascade.organisation.events import (
    LevelRecord,
    OrganisationFounded,
    UnitMoved,
    UnitRecord,
    UnitRenamed,
    UnitsEstablished,
)
from cascade.organisation.refusals import (
    AddressesBeyondItsBody,
    CodeTaken,
    CyclicMove,
    DateAndRange,
    DateRangeBackwards,
    GivenTwice,
    InvalidLevels,
    LevelNotBelowParent,
    OrganisationAlreadyFounded,
    ParentMissing,
    TooManyUnits,
    UnitNotFound,
    UnknownLevel,
    UnknownTimeZone,
)
from cascade.organisation.state import Organisation
from cascade.refusals import NotAvailableYet, Problems, Refused
from cascade.texts import check_key, check_line

UNITS_IN_ONE_EVENT: Final = 1_000
LEVELS: Final = range(2, 9)


def decide_found(
    organisation: Organisation, command: FoundOrganisation, root_id: UUID, now: datetime
) -> list[Event]:
    """Found the organisation; raises Refused where there is one."""
    if organisation.version:
        raise Refused(OrganisationAlreadyFounded("This log has an organisation already."))
    problems = Problems()
    _check_levels(problems, command.levels)
    check_line(problems, command.root_name, "rootName")
    check_line(problems, command.root_code, "rootCode")
    check_line(problems, command.root_symbol, "rootSymbol")
    check_key(problems, command.root_kind, "rootKind")
    try:
        ZoneInfo(command.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        problems.add(UnknownTimeZone(f"There is no time zone {command.time_zone!r}.", "timeZone"))
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
    return [OrganisationFounded(ORGANISATION, 1, now, command.time_zone, levels, root, None)]


def _check_levels(problems: Problems, levels: tuple[LevelRecord, ...]) -> None:
    ranks = sorted(level.rank for level in levels)
    keys = {level.key for level in levels}
    if ranks != list(range(1, len(levels) + 1)) or len(keys) != len(levels):
        problems.add(InvalidLevels("Ranks run from 1 without a gap, keys are distinct.", "levels"))
    if len(levels) not in LEVELS:
        problems.add(InvalidLevels("An organisation has 2 to 8 levels.", "levels"))
    for index, level in enumerate(levels):
        check_key(problems, level.key, "levels", index, "key")
        check_line(problems, level.name, "levels", index, "name")


def decide_establish(
    organisation: Organisation,
    command: EstablishUnits,
    new_id: Callable[[], UUID],
    now: datetime,
) -> list[Event]:
    """Establish up to 1,000 units; raises Refused with every fault found."""
    _refuse_future(organisation, command.valid_from, now)
    if not 1 <= len(command.units) <= UNITS_IN_ONE_EVENT:
        raise Refused(
            TooManyUnits(f"One command establishes 1 to {UNITS_IN_ONE_EVENT:,} units.", "units")
        )
    problems = Problems()
    records = _Newcomers(organisation, problems).records(command.units, new_id)
    problems.refuse_if_any()
    version = organisation.version + 1
    return [UnitsEstablished(ORGANISATION, version, now, tuple(records), command.valid_from)]


class _Newcomers:
    """Resolves the units of one command, which may stand under each other."""

    def __init__(self, organisation: Organisation, problems: Problems) -> None:
        self.organisation = organisation
        self.problems = problems
        self.by_code: dict[str, UnitRecord] = {}
        self.by_id: dict[UUID, UnitRecord] = {}
        self.ids: dict[str, UUID] = {}

    def records(self, units: Iterable[NewUnit], new_id: Callable[[], UUID]) -> list[UnitRecord]:
        for unit in units:
            self.ids.setdefault(unit.code, new_id())
        return [self._record(index, unit) for index, unit in enumerate(units)]

    def _record(self, index: int, unit: NewUnit) -> UnitRecord:
        at = ("units", index)
        check_line(self.problems, unit.name, *at, "name")
        check_line(self.problems, unit.code, *at, "code")
        check_line(self.problems, unit.symbol, *at, "symbol")
        check_key(self.problems, unit.kind, *at, "kind")
        if self.organisation.by_code(unit.code) or unit.code in self.by_code:
            self.problems.add(CodeTaken(f"The code {unit.code!r} is a live unit's.", *at, "code"))
        parent_id = self._parent(unit, *at)
        self._check_level(unit, parent_id, *at)
        unit_id = self.ids[unit.code]
        record = UnitRecord(
            unit_id=unit_id,
            code=unit.code,
            name=unit.name,
            symbol=unit.symbol,
            kind=unit.kind,
            level=unit.level,
            parent_id=parent_id,
            addresses_under_id=self._addresses_under(unit, parent_id, *at) or unit_id,
        )
        self.by_code.setdefault(unit.code, record)
        self.by_id.setdefault(unit_id, record)
        return record

    def _parent(self, unit: NewUnit, *at: str | int) -> UUID | None:
        if unit.parent is not None and unit.parent_code is not None:
            self.problems.add(GivenTwice("Give parent or parentCode, not both.", *at, "parent"))
        if unit.parent is not None:
            return self._standing(unit.parent, *at, "parent")
        if unit.parent_code is not None:
            return self._of_this_command(unit.parent_code, *at, "parentCode")
        self.problems.add(ParentMissing("Every unit but the root has a parent.", *at, "parent"))
        return None

    def _addresses_under(
        self, unit: NewUnit, parent_id: UUID | None, *at: str | int
    ) -> UUID | None:
        if unit.addresses_under is not None and unit.addresses_under_code is not None:
            reason = "Give addressesUnder or addressesUnderCode, not both."
            self.problems.add(GivenTwice(reason, *at, "addressesUnder"))
        if unit.addresses_under is not None:
            body = self._standing(unit.addresses_under, *at, "addressesUnder")
        elif unit.addresses_under_code in (None, unit.code):
            return None
        else:
            body = self._of_this_command(unit.addresses_under_code, *at, "addressesUnderCode")
        if body is not None and body not in self._chain(parent_id):
            self.problems.add(
                AddressesBeyondItsBody(
                    "A unit addresses others under itself or under a unit that it stands under.",
                    *at,
                    "addressesUnder",
                )
            )
        return body

    def _chain(self, unit_id: UUID | None) -> Iterator[UUID]:
        while record := self.by_id.get(unit_id) if unit_id else None:
            yield record.unit_id
            unit_id = record.parent_id
        if unit_id is not None:
            yield unit_id
            yield from self.organisation.ancestors(unit_id)

    def _standing(self, unit_id: UUID, *at: str | int) -> UUID | None:
        if unit_id in self.organisation.units:
            return unit_id
        self.problems.add(UnitNotFound("There is no such unit.", *at))
        return None

    def _of_this_command(self, code: str, *at: str | int) -> UUID | None:
        if code in self.by_code:
            return self.by_code[code].unit_id
        self.problems.add(
            UnitNotFound(f"No unit before this one in the call has the code {code!r}.", *at)
        )
        return None

    def _check_level(self, unit: NewUnit, parent_id: UUID | None, *at: str | int) -> None:
        level = self.organisation.levels.get(unit.level)
        if level is None:
            self.problems.add(UnknownLevel(f"There is no level {unit.level!r}.", *at, "level"))
            return
        parent_level = self._level_of(parent_id)
        if parent_level is not None and level.rank < parent_level.rank:
            self.problems.add(
                LevelNotBelowParent("A unit stands on its parent's level or below.", *at, "level")
            )

    def _level_of(self, unit_id: UUID | None) -> LevelRecord | None:
        if unit_id is None:
            return None
        if standing := self.organisation.units.get(unit_id):
            return self.organisation.levels.get(standing.level)
        return self.organisation.levels.get(self.by_id[unit_id].level)


def decide_rename(organisation: Organisation, command: RenameUnit, now: datetime) -> list[Event]:
    """Rename a unit; nothing where it bears this name from this day on already."""
    unit = organisation.unit(command.unit, "unit")
    problems = Problems()
    check_line(problems, command.name, "name")
    check_line(problems, command.symbol, "symbol")
    first, last = command.valid_not_before, command.valid_not_after
    if command.valid_from and (first or last):
        problems.add(DateAndRange("Give a day or a range of days, not both.", "validFrom"))
    if first and last and last < first:
        problems.add(DateRangeBackwards("The range ends before it begins.", "validNotAfter"))
    problems.refuse_if_any()
    _refuse_future(organisation, command.valid_from or last, now)
    effective = command.valid_from or last or _today(organisation, now)
    same_symbol = command.symbol in (None, unit.symbol)
    if same_symbol and any((effective, command.name) == (day, name) for day, _, name in unit.names):
        return []
    return [
        UnitRenamed(
            ORGANISATION,
            organisation.version + 1,
            now,
            unit.unit_id,
            command.name,
            command.symbol,
            command.valid_from,
            first,
            last,
            effective,
        )
    ]


def decide_move(organisation: Organisation, command: MoveUnit, now: datetime) -> list[Event]:
    """Move a unit; nothing where it stands there already."""
    unit = organisation.unit(command.unit, "unit")
    parent = organisation.unit(command.parent, "parent")
    _refuse_future(organisation, command.valid_from, now)
    if organisation.is_within(parent.unit_id, unit.unit_id):
        raise Refused(CyclicMove("A unit cannot stand under itself or one of its own.", "parent"))
    if unit.parent_id == parent.unit_id:
        return []
    if unit.parent_id is None:
        raise Refused(CyclicMove("The root stands under nobody.", "unit"))
    if organisation.levels[unit.level].rank < organisation.levels[parent.level].rank:
        raise Refused(
            LevelNotBelowParent("A unit stands on its parent's level or below.", "parent")
        )
    version = organisation.version + 1
    return [UnitMoved(ORGANISATION, version, now, unit.unit_id, parent.unit_id, command.valid_from)]


def _today(organisation: Organisation, now: datetime) -> date:
    return now.astimezone(organisation.zone).date()


def _refuse_future(organisation: Organisation, valid_from: date | None, now: datetime) -> None:
    if valid_from is not None and valid_from > _today(organisation, now):
        raise Refused(
            NotAvailableYet(
                "A change that takes effect on a later day is not built yet.", "validFrom"
            )
        )
