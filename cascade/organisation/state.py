"""The organisation: kept in memory once, followed from the log, never copied."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.organisation.events import (
    AliasAdded,
    ChangeScheduled,
    ImportAbandoned,
    ImportCompleted,
    LevelRecord,
    OrganisationFounded,
    ScheduledChangeSettled,
    SuperiorSet,
    TreeReorganised,
    UnitDissolved,
    UnitMoved,
    UnitRecord,
    UnitRenamed,
    UnitsEstablished,
    UnitsLabelled,
    UnitsMerged,
    UnitSplit,
    UnitsStaged,
    UnitsUnlabelled,
)
from cascade.organisation.forest import Forest
from cascade.organisation.labels import Label, without_label
from cascade.organisation.lines import Lines
from cascade.organisation.packages import unpacked
from cascade.organisation.refusals import OrganisationNotFounded
from cascade.organisation.unit import Cell, Ending, Establishment, Unit
from cascade.recorded import Recorded
from cascade.refusals import Refused

__all__ = ["Cell", "Organisation", "Unit"]

_NONE: Final[Mapping[UUID, UUID]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReportedOnce:
    """What a unit bears since a merger into it, at a position: occurrences that begin on a day or
    later are owed once.
    """

    position: int
    into_id: UUID
    from_day: date


@dataclass(frozen=True, slots=True)
class Succession:
    """Units that end together, and who takes their place. ``is_new`` tells of the heir."""

    ended_ids: Sequence[UUID]
    heir_id: UUID
    is_new: bool
    transfers: Mapping[UUID, UUID]
    placements: Mapping[UUID, UUID]

    def place_of(self, child_id: UUID) -> UUID:
        """Under whom a unit comes that stood under one of them."""
        return self.placements.get(child_id, self.heir_id)


class Organisation(Lines):
    """The versioned tree. ``apply`` is the only way in."""

    def __init__(self) -> None:
        super().__init__()
        self.version = 0
        self.position = 0
        self.levels: dict[str, LevelRecord] = {}
        self.root_id: UUID | None = None
        self.scheduled: dict[UUID, ChangeScheduled] = {}
        """Changes of the tree that are still to come, in the order of their recording."""
        self.settled: dict[UUID, ScheduledChangeSettled] = {}
        self.staged: dict[UUID, StagedUnits] = {}
        """By import, the units that nobody sees yet."""
        self.reported_once: list[ReportedOnce] = []
        """By the mergers that say so."""
        self._zone: ZoneInfo | None = None
        self._labelled: dict[str, dict[UUID, None]] = {}
        """By label, the units that were ever given it."""

    # ---- state

    def apply(self, recorded: Recorded) -> None:
        """Take in the stream's next event; one that was taken in before changes nothing."""
        if recorded.event.originator_version <= self.version:
            return
        self._apply(recorded)
        self.version = recorded.event.originator_version
        self.position = recorded.position

    def _apply(self, recorded: Recorded) -> None:
        position = recorded.position
        match recorded.event:
            case OrganisationFounded() as event:
                self._zone = ZoneInfo(event.time_zone)
                self.levels = {level.key: level for level in event.levels}
                self.root_id = event.root.unit_id
                self.establish(event.root, _establishment(recorded, event.valid_from, False))
            case UnitsEstablished() as event:
                establishment = _establishment(recorded, event.valid_from, True)
                for record in event.units:
                    self.establish(record, establishment)
            case UnitRenamed() as event:
                self._rename(event, position)
            case UnitMoved() as event:
                self._move(self.units[event.unit_id], event.parent_id, position)
            case SuperiorSet() as event:
                unit = self.units[event.unit_id]
                self._set_superior(unit, event.line, event.superior_id, position)
            case AliasAdded() as event:
                past = self.units[event.unit_id].past
                past.aliases = (*past.aliases, event.name)
                self._note_name(event.name, event.unit_id)
            case UnitsLabelled() | UnitsUnlabelled() as event:
                self._label(event)
            case UnitsMerged() | UnitSplit() | UnitDissolved() as event:
                self._reorganise(event, recorded)
            case TreeReorganised():
                for part in unpacked(recorded):
                    self._apply(part)
            case ChangeScheduled() as event:
                self.scheduled[event.change_id] = event
            case ScheduledChangeSettled() as event:
                self.scheduled.pop(event.change_id, None)
                self.settled[event.change_id] = event
            case UnitsStaged() | ImportCompleted() | ImportAbandoned() as event:
                self._import(event, recorded)

    def _label(self, event: UnitsLabelled | UnitsUnlabelled) -> None:
        for unit_id in event.unit_ids:
            past = self.units[unit_id].past
            if isinstance(event, UnitsLabelled):
                given = Label(event.label, event.from_day, event.to_day)
                past.labels = (*past.labels, given)
                self._labelled.setdefault(event.label, {})[unit_id] = None
            else:
                past.labels = without_label(past.labels, event.label, event.from_day)

    def labelled(self, labels: Iterable[str]) -> Iterator[Unit]:
        """The live units that were ever given one of these labels, once each."""
        found = dict.fromkeys(
            unit_id for label in dict.fromkeys(labels) for unit_id in self._labelled.get(label, ())
        )
        return (self.units[unit_id] for unit_id in found if self.is_live(unit_id))

    def _rename(self, event: UnitRenamed, position: int) -> None:
        unit = self.units[event.unit_id]
        unit.past.names = (*unit.past.names, (event.effective_on, position, event.name))
        unit.symbol = event.symbol or unit.symbol
        self._note_name(event.name, unit.unit_id)

    def _import(
        self, event: UnitsStaged | ImportCompleted | ImportAbandoned, recorded: Recorded
    ) -> None:
        match event:
            case UnitsStaged():
                forest = self.staged.get(event.import_id)
                if forest is None:
                    forest = StagedUnits(_establishment(recorded, None, True), self._named is None)
                    self.staged[event.import_id] = forest
                forest.stage(event.units)
            case ImportCompleted():
                forest = self.staged.pop(event.import_id)
                forest.establishment.position = recorded.position
                forest.establishment.recorded_at = recorded.recorded_at
                forest.establishment.valid_from = event.valid_from
                self.join(forest)
            case ImportAbandoned():
                self.staged.pop(event.import_id, None)

    # ---- reorganisation

    def _reorganise(
        self, event: UnitsMerged | UnitSplit | UnitDissolved, recorded: Recorded
    ) -> None:
        match event:
            case UnitsMerged():
                if event.new is not None:
                    establishment = _establishment(recorded, event.valid_from, False)
                    self.establish(event.new, establishment)
                ended = [unit_id for unit_id in event.unit_ids if unit_id != event.into_id]
                succession = Succession(ended, event.into_id, event.new is not None, _NONE, _NONE)
                if from_day := event.reports_once_from:
                    once = ReportedOnce(recorded.position, event.into_id, from_day)
                    self.reported_once.append(once)
            case UnitSplit():
                for part in event.new:
                    is_founding = part.unit_id != event.seat_id
                    self.establish(part, _establishment(recorded, event.valid_from, is_founding))
                is_new = any(part.unit_id == event.seat_id for part in event.new)
                succession = _succession(event, event.seat_id, is_new)
            case UnitDissolved():
                succession = _succession(event, event.heir_id, False)
        self._succeed(succession, recorded.position)

    def _succeed(self, succession: Succession, position: int) -> None:
        """Everything that hung on the ended units hangs on those who take their place."""
        ended = [self.units[unit_id] for unit_id in succession.ended_ids]
        ending = Ending(position, succession.heir_id, succession.transfers)
        ended_ids = set(succession.ended_ids)
        for child_id, place_id in succession.placements.items():
            self._move(self.units[child_id], place_id, position)
        for unit in ended:
            for other_id in self.addressing_under(unit.unit_id):
                if other_id not in ended_ids:
                    self._address_under(self.units[other_id], succession.place_of(other_id))
            self._hand_over_lines(unit, succession, position)
        for unit in ended if succession.is_new else ():
            self._inherit_lines(self.units[succession.heir_id], unit, succession, position)
        # One that stands under another goes first: it is nobody whom the heir takes over.
        for unit in sorted(ended, key=self._depth, reverse=True):
            self._end(unit, ending)

    def _hand_over_lines(self, unit: Unit, succession: Succession, position: int) -> None:
        subordinates = unit.own_past.subordinates if unit.own_past else {}
        for line, below in subordinates.items():
            for other_id in tuple(below):
                if other_id not in succession.ended_ids:
                    place = succession.place_of(other_id)
                    superior_id = None if place == other_id else place
                    self._set_superior(self.units[other_id], line, superior_id, position)

    def _inherit_lines(self, heir: Unit, unit: Unit, succession: Succession, position: int) -> None:
        """A new heir comes under the superiors that the ended had, the first one's first."""
        if unit.own_past is None:
            return
        for line in tuple(unit.own_past.superiors):
            superior_id = unit.superior_at(line)
            if superior_id is None or superior_id in succession.ended_ids:
                continue
            if heir.superior_at(line) is None and superior_id != heir.unit_id:
                self._set_superior(heir, line, superior_id, position)

    def _depth(self, unit: Unit) -> int:
        return sum(1 for _ in self.ancestors(unit.unit_id))

    def _end(self, unit: Unit, ending: Ending) -> None:
        self._address_under(unit, unit.unit_id)
        for line in tuple(unit.past.superiors):
            self._set_superior(unit, line, None, ending.position)
        if self._codes.get(unit.code) == unit.unit_id:
            del self._codes[unit.code]
        super()._end(unit, ending)
        for successor_id in dict.fromkeys((ending.heir_id, *ending.transfers.values())):
            past = self.units[successor_id].past
            past.predecessor_ids = (*past.predecessor_ids, unit.unit_id)

    # ---- questions

    @property
    def zone(self) -> ZoneInfo:
        """The zone that the deployment's days are of; raises Refused before the foundation."""
        if self._zone is None:
            raise Refused(OrganisationNotFounded("No organisation was founded in this log yet."))
        return self._zone

    def ended_at(self, unit_id: UUID) -> int | None:
        """The position at which the unit ended; null while it is live."""
        return self.units[unit_id].ended_at

    def founded_for_standing(self, unit_id: UUID) -> int | None:
        """The position from which the unit counts as founded later for a standing directive."""
        return self.units[unit_id].founded_for_standing

    def heir(self, unit_id: UUID, position: int | None = None) -> UUID:
        """Who stands in for the unit, now or at a position: itself while it is live."""
        *_, last = self._successors(unit_id, None, position)
        return last

    def bearer(self, unit_id: UUID, directive_id: UUID, position: int | None = None) -> UUID:
        """Who bears what the unit owes by the directive: itself while it is live."""
        return self.bearers(unit_id, directive_id, position)[-1]

    def bearers(
        self, unit_id: UUID, directive_id: UUID, position: int | None = None
    ) -> tuple[UUID, ...]:
        """The unit itself, and all who have borne since what it owes by the directive, in order."""
        return tuple(self._successors(unit_id, directive_id, position))

    def borne_by(
        self, unit_id: UUID, directive_id: UUID, position: int | None = None
    ) -> list[UUID]:
        """The ended units of which it bears, now or at a position, what they owe by the directive.

        Nobody's where the unit itself has ended.
        """
        found: list[UUID] = []
        if not self.is_live(unit_id, position):
            return found
        waiting = [unit_id]
        while waiting:
            bearer_id = waiting.pop()
            for other_id in self._predecessors(bearer_id):
                ending = self.units[other_id].ending
                has_ended = ending and (position is None or ending.position <= position)
                if ending and has_ended and ending.bearer_of(directive_id) == bearer_id:
                    found.append(other_id)
                    waiting.append(other_id)
        return found

    def _predecessors(self, unit_id: UUID) -> tuple[UUID, ...]:
        past = self.units[unit_id].own_past
        return past.predecessor_ids if past else ()

    def _successors(
        self, unit_id: UUID, directive_id: UUID | None, position: int | None
    ) -> Iterator[UUID]:
        while True:
            yield unit_id
            ending = self.units[unit_id].ending
            if ending is None or (position is not None and ending.position > position):
                return
            unit_id = ending.bearer_of(directive_id) if directive_id else ending.heir_id

    def due_changes(self, day: date) -> list[ChangeScheduled]:
        """The scheduled changes whose day has come, the earliest day first."""
        due = [change for change in self.scheduled.values() if change.effective_on <= day]
        return sorted(due, key=lambda change: (change.effective_on, change.originator_version))


class StagedUnits(Forest):
    """What an import has brought so far. Their position is known when it is completed.

    Names are indexed share by share where the tree's are, so that its completion is quick.
    """

    def __init__(self, establishment: Establishment, without_names: bool) -> None:
        super().__init__()
        self.establishment = establishment
        self.height = 0
        """The most units of it that stand above one of it."""
        self._named = None if without_names else {}

    def stage(self, records: Sequence[UnitRecord]) -> None:
        for record in records:
            self.height = max(self.height, self.establish(record, self.establishment))


def _establishment(recorded: Recorded, valid_from: date | None, is_founding: bool) -> Establishment:
    return Establishment(recorded.position, recorded.recorded_at, valid_from, is_founding)


def _succession(event: UnitSplit | UnitDissolved, heir_id: UUID, is_new: bool) -> Succession:
    return Succession(
        (event.unit_id,),
        heir_id,
        is_new,
        {transfer.directive_id: transfer.to_id for transfer in event.transfers},
        {placement.unit_id: placement.to_id for placement in event.placements},
    )
