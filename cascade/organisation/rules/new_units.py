"""Units that are not there yet: what is checked of them wherever a command brings some."""

from collections.abc import Callable, Collection, Iterator, Mapping
from uuid import UUID

from cascade.organisation.commands import NewUnit
from cascade.organisation.events import LevelRecord, UnitRecord
from cascade.organisation.forest import Forest
from cascade.organisation.refusals import (
    AddressesBeyondItsBody,
    CodeTaken,
    GivenTwice,
    LevelNotBelowParent,
    ParentMissing,
    UnitHasEnded,
    UnitNotFound,
    UnknownLevel,
)
from cascade.organisation.rules.depth import check_depth, depth_under
from cascade.organisation.state import Organisation
from cascade.refusals import At, Problems, Refused


class Newcomers:
    """Resolves the new units of one command, which may stand under each other.

    ``ending`` are units that end with it: their codes are free again, and nobody comes under them.
    ``staged`` is what an import has brought before; its units may then be named by their codes as
    well, and so may those that stand.
    """

    def __init__(
        self,
        organisation: Organisation,
        problems: Problems,
        ending: Collection[UUID] = (),
        staged: Forest | None = None,
    ) -> None:
        self.organisation = organisation
        self.problems = problems
        self.ending = ending
        self.staged = staged
        self.by_code: dict[str, UnitRecord] = {}
        self.by_id: dict[UUID, UnitRecord] = {}
        self.ids: dict[str, UUID] = {}

    def records(self, units: Mapping[At, NewUnit], new_id: Callable[[], UUID]) -> list[UnitRecord]:
        """The units in their order, each given with its place in the input."""
        for unit in units.values():
            self.ids.setdefault(unit.code, new_id())
        return [self._record(unit, *at) for at, unit in units.items()]

    def _record(self, unit: NewUnit, *at: str | int) -> UnitRecord:
        if self._is_taken(unit.code):
            self.problems.add(CodeTaken(f"The code {unit.code!r} is a live unit's.", *at, "code"))
        parent_id = self._parent(unit, *at)
        named = "parent" if unit.parent_code is None else "parent_code"
        check_depth(self.problems, unit.name, depth_under(self._chain(parent_id)), *at, named)
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

    def _is_taken(self, code: str) -> bool:
        bearer = self.organisation.by_code(code)
        if bearer is not None and bearer not in self.ending:
            return True
        return code in self.by_code or (self.staged is not None and bool(self.staged.by_code(code)))

    def _parent(self, unit: NewUnit, *at: str | int) -> UUID | None:
        if unit.parent is not None and unit.parent_code is not None:
            self.problems.add(GivenTwice("Give parent or parentCode, not both.", *at, "parent"))
        if unit.parent is not None:
            return self._standing(unit.parent, *at, "parent")
        if unit.parent_code is not None:
            return self._of_this_command(unit.parent_code, *at, "parent_code")
        self.problems.add(ParentMissing("Every unit but the root has a parent.", *at, "parent"))
        return None

    def _addresses_under(
        self, unit: NewUnit, parent_id: UUID | None, *at: str | int
    ) -> UUID | None:
        if unit.addresses_under is not None and unit.addresses_under_code is not None:
            reason = "Give addressesUnder or addressesUnderCode, not both."
            self.problems.add(GivenTwice(reason, *at, "addresses_under"))
        if unit.addresses_under is not None:
            body = self._standing(unit.addresses_under, *at, "addresses_under")
        elif unit.addresses_under_code in (None, unit.code):
            return None
        else:
            body = self._of_this_command(unit.addresses_under_code, *at, "addresses_under_code")
        if body is not None and body not in self._chain(parent_id):
            self.problems.add(
                AddressesBeyondItsBody(
                    "A unit addresses others under itself or under a unit that it stands under.",
                    *at,
                    "addresses_under",
                )
            )
        return body

    def _chain(self, unit_id: UUID | None) -> Iterator[UUID]:
        while record := self.by_id.get(unit_id) if unit_id else None:
            yield record.unit_id
            unit_id = record.parent_id
        while unit_id is not None and self.staged is not None and unit_id in self.staged.units:
            yield unit_id
            unit_id = self.staged.units[unit_id].first_parent_id
        if unit_id is not None:
            yield unit_id
            yield from self.organisation.ancestors(unit_id)

    def _standing(self, unit_id: UUID, *at: str | int) -> UUID | None:
        try:
            unit = self.organisation.unit(unit_id, *at)
        except Refused as refused:
            self.problems.found += refused.reasons
            return None
        if unit_id in self.ending:
            self.problems.add(UnitHasEnded(f"{unit.name} ends with this very change.", *at))
            return None
        return unit_id

    def _of_this_command(self, code: str, *at: str | int) -> UUID | None:
        if code in self.by_code:
            return self.by_code[code].unit_id
        if self.staged is not None:
            earlier = self.staged.by_code(code) or self.organisation.by_code(code)
            if earlier is not None:
                return earlier
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
        standing = self.organisation.units.get(unit_id)
        if standing is None and self.staged is not None:
            standing = self.staged.units.get(unit_id)
        level = standing.level if standing else self.by_id[unit_id].level
        return self.organisation.levels.get(level)
