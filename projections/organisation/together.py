"""What changes of the tree at one position come to together: of one, or of all steps of a package.

Rows know no position between two steps. Where a unit was placed last, it stands, or under whoever
stands for that one in the end; and the same of what is borne, and of whom is addressed under whom.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from cascade.events import Event
from cascade.organisation.events import (
    SuperiorSet,
    UnitDissolved,
    UnitMoved,
    UnitRecord,
    UnitsEstablished,
    UnitsMerged,
    UnitSplit,
)

Line = tuple[UUID, str]
"""A unit and a line on which it stands under another."""


@dataclass(frozen=True, slots=True)
class Succession:
    """Units that end together, and who takes their place. ``is_new`` tells of the heir."""

    ended_ids: Sequence[UUID]
    heir_id: UUID
    is_new: bool
    successor_ids: Sequence[UUID]
    transfers: Mapping[UUID, UUID]
    placements: Mapping[UUID, UUID]

    def place_of(self, unit_id: UUID) -> UUID:
        """Under whom a unit comes that stood under one of them."""
        return self.placements.get(unit_id, self.heir_id)

    def bearer_of(self, directive_id: UUID) -> UUID:
        """Who bears what one of them owed by a directive."""
        return self.transfers.get(directive_id, self.heir_id)

    @classmethod
    def of(cls, event: UnitsMerged | UnitSplit | UnitDissolved) -> "Succession":
        if isinstance(event, UnitsMerged):
            ended = [unit_id for unit_id in event.unit_ids if unit_id != event.into_id]
            is_new = event.new is not None
            return cls(ended, event.into_id, is_new, [event.into_id], {}, {})
        transfers = {transfer.directive_id: transfer.to_id for transfer in event.transfers}
        placements = {placement.unit_id: placement.to_id for placement in event.placements}
        if isinstance(event, UnitSplit):
            is_new = event.seat_id in {part.unit_id for part in event.new}
            heir_id, successors = event.seat_id, event.part_ids
        else:
            is_new = False
            heir_id, successors = event.heir_id, event.successor_ids or (event.heir_id,)
        return cls([event.unit_id], heir_id, is_new, successors, transfers, placements)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A unit that a change established; ``newly`` where it took nobody's place."""

    record: UnitRecord
    newly: bool


@dataclass(slots=True)
class Together:
    """Changes one after the other, and what they come to."""

    new: dict[UUID, Newcomer] = field(default_factory=dict)
    """In the order of their establishment."""
    parents: dict[UUID, UUID] = field(default_factory=dict)
    """By unit, whom it was expressly placed under last."""
    ended: dict[UUID, Succession] = field(default_factory=dict)
    """By ended unit, in the order of their ends."""
    on_lines: list[SuperiorSet | Succession] = field(default_factory=list)
    """What may change superiors on lines, in order."""

    @classmethod
    def of(cls, changes: Iterable[Event]) -> "Together":
        together = cls()
        for event in changes:
            together._take(event)
        return together

    def _take(self, event: Event) -> None:
        match event:
            case UnitsEstablished():
                self._establish(event.units, ())
            case UnitMoved():
                self.parents[event.unit_id] = event.parent_id
            case SuperiorSet():
                self.on_lines.append(event)
            case UnitsMerged():
                new = (event.new,) if event.new else ()
                self._establish(new, (event.into_id,))
                self._succeed(Succession.of(event))
            case UnitSplit():
                self._establish(event.new, (event.seat_id,))
                self._succeed(Succession.of(event))
            case UnitDissolved():
                self._succeed(Succession.of(event))

    def _establish(self, records: Iterable[UnitRecord], in_place: Sequence[UUID]) -> None:
        for record in records:
            self.new[record.unit_id] = Newcomer(record, record.unit_id not in in_place)
            if record.parent_id is not None:
                self.parents[record.unit_id] = record.parent_id

    def _succeed(self, succession: Succession) -> None:
        self.parents.update(succession.placements)
        self.ended.update(dict.fromkeys(succession.ended_ids, succession))
        self.on_lines.append(succession)

    # ---- what they come to

    @property
    def named(self) -> set[UUID]:
        """All units whose places matter."""
        heirs = (succession.heir_id for succession in self.ended.values())
        return {*self.parents, *self.parents.values(), *self.ended, *heirs}

    def heir(self, unit_id: UUID) -> UUID:
        """Who stands for a unit in the end: itself unless it ended."""
        while unit_id in self.ended:
            unit_id = self.ended[unit_id].heir_id
        return unit_id

    def bearer(self, unit_id: UUID, directive_id: UUID) -> UUID:
        """Who bears in the end what a unit bore by a directive."""
        while unit_id in self.ended:
            unit_id = self.ended[unit_id].bearer_of(directive_id)
        return unit_id

    def body(self, unit_id: UUID, body_id: UUID) -> UUID:
        """Under whom a unit addresses others in the end that addressed them under a body."""
        while body_id in self.ended:
            body_id = self.ended[body_id].place_of(unit_id)
        return body_id

    def parent(self, unit_id: UUID) -> UUID:
        """Under whom a unit stands in the end that was expressly placed."""
        return self.heir(self.parents[unit_id])

    def handed_over(self) -> dict[UUID, set[UUID]]:
        """By unit that stands for it before, the directives of which an ended one may have another
        bearer than its heir.
        """
        found: dict[UUID, set[UUID]] = {}
        for unit_id in reversed(self.ended):
            succession = self.ended[unit_id]
            later = found.get(succession.heir_id, set())
            found[unit_id] = {*succession.transfers, *later}
        return {unit_id: directives for unit_id, directives in found.items() if directives}


class Superiors:
    """Who stands under whom on lines, as the changes go on."""

    def __init__(self, standing: Mapping[Line, UUID]) -> None:
        self.above = dict(standing)
        self._below: dict[UUID, dict[Line, None]] = defaultdict(dict)
        self._lines: dict[UUID, dict[str, None]] = defaultdict(dict)
        for (unit_id, line), superior_id in standing.items():
            self._below[superior_id][unit_id, line] = None
            self._lines[unit_id][line] = None

    def take(self, change: SuperiorSet | Succession) -> None:
        if isinstance(change, SuperiorSet):
            self._set(change.unit_id, change.line, change.superior_id)
        else:
            self._succeed(change)

    def _succeed(self, succession: Succession) -> None:
        """Those below come under whom they are placed with; a new heir comes under those above."""
        ended = set(succession.ended_ids)
        for ended_id in succession.ended_ids:
            for unit_id, line in tuple(self._below[ended_id]):
                if unit_id not in ended:
                    place = succession.place_of(unit_id)
                    self._set(unit_id, line, None if place == unit_id else place)
        for ended_id in succession.ended_ids if succession.is_new else ():
            self._inherit(succession.heir_id, ended_id, ended)
        for ended_id in succession.ended_ids:
            for line in tuple(self._lines[ended_id]):
                self._set(ended_id, line, None)

    def _inherit(self, heir_id: UUID, ended_id: UUID, ended: set[UUID]) -> None:
        for line in tuple(self._lines[ended_id]):
            superior_id = self.above.get((ended_id, line))
            if superior_id is None or superior_id in ended or superior_id == heir_id:
                continue
            if (heir_id, line) not in self.above:
                self._set(heir_id, line, superior_id)

    def _set(self, unit_id: UUID, line: str, superior_id: UUID | None) -> None:
        before = self.above.pop((unit_id, line), None)
        if before is not None:
            self._below[before].pop((unit_id, line))
        if superior_id is not None:
            self.above[unit_id, line] = superior_id
            self._below[superior_id][unit_id, line] = None
            self._lines[unit_id][line] = None
