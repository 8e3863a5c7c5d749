"""Mergers, splits and dissolutions: units that end, and who takes their place.

Pure: state and command in, events or a refusal out. Whether the directives exist whose obligations
are handed over, the caller has checked.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from cascade.events import Event, next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.commands import DissolveUnit, MergeTarget, MergeUnits, NewUnit, SplitUnit
from cascade.organisation.events import (
    Placement,
    Transfer,
    UnitDissolved,
    UnitRecord,
    UnitsMerged,
    UnitSplit,
)
from cascade.organisation.refusals import (
    CyclicMove,
    LevelNotBelowParent,
    NotASuccessor,
    NothingToMerge,
    NotUnderEnded,
    RepeatedTransfer,
    RepeatedUnit,
    ReportsOnceBeforeMerger,
    RootNeverEnds,
    SuccessorBelow,
    TooFewParts,
    TooManyParts,
    TooManyTransfers,
    TooManyUnits,
    UnitHasEnded,
    UnknownPart,
)
from cascade.organisation.rules.depth import TREE_DEPTH, check_depth, depth_under, height
from cascade.organisation.rules.new_units import Newcomers
from cascade.organisation.state import Organisation
from cascade.organisation.unit import Unit
from cascade.refusals import At, Problems, Refused

UNITS_IN_ONE_MERGER: Final = 500
PARTS: Final = 50
TRANSFERS: Final = 1_000
"""A unit owes by some dozens of directives in force."""
PLACEMENTS: Final = 5_000
"""A unit has some hundreds directly under it."""


def decide_merge(
    organisation: Organisation, command: MergeUnits, new_id: Callable[[], UUID], now: datetime
) -> list[Event]:
    """Merge units into one of them, another one or a new one; raises Refused."""
    if len(command.units) > UNITS_IN_ONE_MERGER:
        raise Refused(TooManyUnits(f"At most {UNITS_IN_ONE_MERGER} units merge.", "units"))
    ending = _Ending(organisation)
    merging = [ending.live(id_, "units", index) for index, id_ in enumerate(command.units)]
    ending.once(command.units, "units")
    ended = [unit for unit in merging if unit is not None and unit.unit_id != command.into.standing]
    if len({*command.units, command.into.standing} - {None}) < 2:
        ending.problems.add(NothingToMerge("Name two units or more.", "units"))
    ending.end(ended, "units")
    if command.reports_once_from and command.reports_once_from < command.valid_from:
        reason = "They are several until they merge."
        ending.problems.add(ReportsOnceBeforeMerger(reason, "reports_once_from"))
    (into_id,), new = ending.successors({("into",): command.into}, new_id)
    ending.problems.refuse_if_any()
    ending.check_places(into_id, {}, new, "into")
    record = new[0] if new else None
    return [
        UnitsMerged(
            **next_place(ORGANISATION, organisation.version, now),
            unit_ids=command.units,
            into_id=into_id,
            new=record,
            valid_from=command.valid_from,
            reports_once_from=command.reports_once_from,
        )
    ]


def decide_split(
    organisation: Organisation, command: SplitUnit, new_id: Callable[[], UUID], now: datetime
) -> list[Event]:
    """Split a unit, which ends, into new or standing ones; raises Refused."""
    if len(command.parts) < 2:
        raise Refused(TooFewParts("Name two parts or more.", "parts"))
    if len(command.parts) > PARTS:
        raise Refused(TooManyParts(f"At most {PARTS} parts.", "parts"))
    ending = _Ending(organisation)
    ending.end_one(command.unit)
    parts: dict[At, MergeTarget] = {
        ("parts", index): part for index, part in enumerate(command.parts)
    }
    part_ids, new = ending.successors(parts, new_id)
    ending.once([part.standing for part in command.parts], "parts")

    def part(index: int, *at: str | int) -> UUID:
        if 0 <= index < len(part_ids):
            return part_ids[index]
        ending.problems.add(UnknownPart(f"Parts count from 0 to {len(part_ids) - 1}.", *at))
        return command.unit

    seat_id = part(command.seat, "seat")
    ending.check_sizes(command.transfers, command.placements)
    transfers = tuple(
        Transfer(directive_id=given.directive, to_id=part(given.part, "transfers", index, "part"))
        for index, given in enumerate(command.transfers)
    )
    placements = tuple(
        Placement(unit_id=given.unit, to_id=part(given.part, "placements", index, "part"))
        for index, given in enumerate(command.placements)
    )
    ending.check_left(transfers, placements)
    ending.problems.refuse_if_any()
    ending.check_places(seat_id, _by_unit(placements), new, "parts")
    return [
        UnitSplit(
            **next_place(ORGANISATION, organisation.version, now),
            unit_id=command.unit,
            part_ids=part_ids,
            seat_id=seat_id,
            new=tuple(new),
            transfers=transfers,
            placements=placements,
            valid_from=command.valid_from,
        )
    ]


def decide_dissolve(
    organisation: Organisation, command: DissolveUnit, now: datetime
) -> list[Event]:
    """Dissolve a unit; raises Refused."""
    if len(command.successors) > PARTS:
        raise Refused(TooManyParts(f"At most {PARTS} successors.", "successors"))
    ending = _Ending(organisation)
    unit = ending.end_one(command.unit)
    for index, unit_id in enumerate(command.successors):
        ending.standing(unit_id, "successors", index)
    ending.once(command.successors, "successors")
    ending.problems.refuse_if_any()
    assert unit is not None, "a live unit that is not the root"
    parent_id = organisation.parent(unit.unit_id)
    assert parent_id is not None, "a live unit that is not the root"
    successors = command.successors or (parent_id,)
    ending.check_sizes(command.transfers, command.placements)
    for index, given in enumerate(command.transfers):
        ending.among(successors, given.to, "transfers", index, "to")
    for index, placed in enumerate(command.placements):
        ending.among(successors, placed.to, "placements", index, "to")
    transfers = tuple(
        Transfer(directive_id=given.directive, to_id=given.to) for given in command.transfers
    )
    placements = tuple(
        Placement(unit_id=placed.unit, to_id=placed.to) for placed in command.placements
    )
    ending.check_left(transfers, placements)
    ending.problems.refuse_if_any()
    ending.check_places(successors[0], _by_unit(placements), [], "successors")
    return [
        UnitDissolved(
            **next_place(ORGANISATION, organisation.version, now),
            unit_id=command.unit,
            successor_ids=command.successors,
            heir_id=successors[0],
            transfers=transfers,
            placements=placements,
            valid_from=command.valid_from,
        )
    ]


def _by_unit(placements: Iterable[Placement]) -> dict[UUID, UUID]:
    return {placement.unit_id: placement.to_id for placement in placements}


class _Ending:
    """What one command does to the units that end with it, and what is wrong with that."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.problems = Problems()
        self.ended: dict[UUID, Unit] = {}

    # ---- who ends, who comes

    def live(self, unit_id: UUID, *at: str | int) -> Unit | None:
        try:
            return self.organisation.unit(unit_id, *at)
        except Refused as refused:
            self.problems.found += refused.reasons
            return None

    def end(self, units: Iterable[Unit], *at: str | int) -> None:
        for unit in units:
            if unit.unit_id == self.organisation.root_id:
                self.problems.add(RootNeverEnds("The root stands as long as the rest.", *at))
            else:
                self.ended[unit.unit_id] = unit

    def end_one(self, unit_id: UUID) -> Unit | None:
        unit = self.live(unit_id, "unit")
        if unit is not None:
            self.end([unit], "unit")
        return unit

    def successors(
        self, targets: Mapping[At, MergeTarget], new_id: Callable[[], UUID]
    ) -> tuple[tuple[UUID, ...], list[UnitRecord]]:
        """The ids of those that take a place, and the records of the new ones among them."""
        new: dict[At, NewUnit] = {}
        for at, target in targets.items():
            if target.new is not None:
                new[*at, "new"] = target.new
            elif target.standing is not None:
                self.standing(target.standing, *at, "standing")
        newcomers = Newcomers(self.organisation, self.problems, self.ended)
        records = newcomers.records(new, new_id)
        for at, record in zip(new, records, strict=True):
            self._stand_apart(record, *at)
        ids = dict(zip(new, (record.unit_id for record in records), strict=True))
        found = (ids.get((*at, "new"), target.standing) for at, target in targets.items())
        return tuple(unit_id for unit_id in found if unit_id is not None), records

    def standing(self, unit_id: UUID, *at: str | int) -> None:
        """Add why a unit that stands cannot take the place."""
        unit = self.live(unit_id, *at)
        if unit is None:
            return
        if unit_id in self.ended:
            self.problems.add(UnitHasEnded(f"{unit.name} ends with this very change.", *at))
        elif any(above in self.ended for above in self.organisation.ancestors(unit_id)):
            self.problems.add(SuccessorBelow(f"{unit.name} stands under one that ends.", *at))

    def _stand_apart(self, record: UnitRecord, *at: str | int) -> None:
        """A new unit under one that comes under it would close a circle."""
        parent = self.organisation.units.get(record.parent_id) if record.parent_id else None
        if parent is None:
            return
        if any(above in self.ended for above in self.organisation.ancestors(parent.unit_id)):
            reason = f"{record.name} would stand under one that ends."
            self.problems.add(SuccessorBelow(reason, *at, "parent"))

    def once(self, unit_ids: Iterable[UUID | None], *at: str | int) -> None:
        counted = Counter(unit_id for unit_id in unit_ids if unit_id is not None)
        if any(count > 1 for count in counted.values()):
            self.problems.add(RepeatedUnit("A unit is named twice.", *at))

    # ---- what they leave

    def check_sizes(self, transfers: Sequence[object], placements: Sequence[object]) -> None:
        if len(transfers) > TRANSFERS:
            self.problems.add(TooManyTransfers(f"At most {TRANSFERS:,} transfers.", "transfers"))
        if len(placements) > PLACEMENTS:
            self.problems.add(TooManyUnits(f"At most {PLACEMENTS:,} placements.", "placements"))
        self.problems.refuse_if_any()

    def among(self, successors: Sequence[UUID], to_id: UUID, *at: str | int) -> None:
        if to_id not in successors:
            self.problems.add(NotASuccessor("This unit does not take the place.", *at))

    def check_left(self, transfers: Sequence[Transfer], placements: Sequence[Placement]) -> None:
        directives = Counter(transfer.directive_id for transfer in transfers)
        if any(count > 1 for count in directives.values()):
            self.problems.add(RepeatedTransfer("A directive is named twice.", "transfers"))
        self.once([placement.unit_id for placement in placements], "placements")
        for index, placement in enumerate(placements):
            unit = self.live(placement.unit_id, "placements", index, "unit")
            if unit is not None and self.organisation.parent(unit.unit_id) not in self.ended:
                reason = f"{unit.name} does not stand directly under the unit that ends."
                self.problems.add(NotUnderEnded(reason, "placements", index, "unit"))

    # ---- the tree that comes of it

    def check_places(
        self,
        heir_id: UUID,
        placements: Mapping[UUID, UUID],
        new: Sequence[UnitRecord],
        *at: str | int,
    ) -> None:
        """Raises Refused where what hangs on the ended units cannot hang where it is to."""
        records = {record.unit_id: record for record in new}
        under: dict[UUID, int] = {}
        for unit in self.ended.values():
            for child_id in self.organisation.children(unit.unit_id):
                if child_id in self.ended:
                    continue
                place = placements.get(child_id, heir_id)
                if place not in under:
                    under[place] = depth_under(self._up_from(place, records))
                self._check_place(child_id, self._level_of(place, records), under[place], *at)
        self._check_lines(heir_id, placements, *at)
        self.problems.refuse_if_any()

    def _check_place(self, child_id: UUID, level: str, under: int, *at: str | int) -> None:
        child = self.organisation.units[child_id]
        self._check_level(child, level, *at)
        deepest = under + height(self.organisation, child_id)
        if deepest > TREE_DEPTH:
            check_depth(self.problems, child.name, deepest, *at)

    def _level_of(self, unit_id: UUID, new: Mapping[UUID, UnitRecord]) -> str:
        return new[unit_id].level if unit_id in new else self.organisation.units[unit_id].level

    def _up_from(self, unit_id: UUID, new: Mapping[UUID, UnitRecord]) -> Iterator[UUID]:
        """The unit, which may be a new one, and all above it."""
        above: UUID | None = unit_id
        while above is not None and above in new:
            yield above
            above = new[above].parent_id
        if above is not None:
            yield above
            yield from self.organisation.ancestors(above)

    def _check_level(self, child: Unit, level: str, *at: str | int) -> None:
        ranks = self.organisation.levels
        if ranks[child.level].rank < ranks[level].rank:
            reason = f"{child.name} would stand under a unit of a lower level."
            self.problems.add(LevelNotBelowParent(reason, *at))

    def _check_lines(self, heir_id: UUID, placements: Mapping[UUID, UUID], *at: str | int) -> None:
        """Every edge that is new on a line ends or begins at a unit that takes a place."""
        lines = {line for id_ in self.ended for line in self.organisation.lines_of(id_)}
        for line in sorted(lines):
            above = _SuperiorsAfter(self.organisation, self.ended, line, heir_id, placements)
            for start in dict.fromkeys((heir_id, *placements.values())):
                if above.comes_back_to(start):
                    reason = f"On the line {line} a unit would stand under itself."
                    self.problems.add(CyclicMove(reason, *at))


class _SuperiorsAfter:
    """Who stands under whom on a line once the units have ended."""

    def __init__(
        self,
        organisation: Organisation,
        ended: Mapping[UUID, Unit],
        line: str,
        heir_id: UUID,
        placements: Mapping[UUID, UUID],
    ) -> None:
        self.organisation = organisation
        self.ended = ended
        self.line = line
        self.heir_id = heir_id
        self.placements = placements

    def of(self, unit_id: UUID) -> UUID | None:
        if unit_id not in self.organisation.units:
            return self._inherited() if unit_id == self.heir_id else None
        superior_id = self.organisation.superior(unit_id, self.line)
        if superior_id not in self.ended:
            return superior_id
        place = self.placements.get(unit_id, self.heir_id)
        return None if place == unit_id else place

    def _inherited(self) -> UUID | None:
        for unit_id in self.ended:
            superior_id = self.organisation.superior(unit_id, self.line)
            if superior_id is not None and superior_id not in self.ended:
                return superior_id
        return None

    def comes_back_to(self, start: UUID) -> bool:
        seen: set[UUID] = set()
        above = self.of(start)
        while above is not None and above not in seen:
            if above == start:
                return True
            seen.add(above)
            above = self.of(above)
        return False
