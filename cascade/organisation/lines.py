"""Lines beside the primary one: whom a unit stands under there, as a state body under a steering
committee. A line has its own superiors and subordinates, and no cycles.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from cascade.organisation.forest import Forest
from cascade.organisation.unit import Unit


class Lines(Forest):
    """The forest with its other lines."""

    def __init__(self) -> None:
        super().__init__()
        self._on_lines: dict[str, dict[UUID, None]] = {}

    def _set_superior(self, unit: Unit, line: str, superior_id: UUID | None, position: int) -> None:
        before = unit.superior_at(line)
        if before == superior_id:
            return
        if before is not None:
            self.units[before].past.subordinates[line].pop(unit.unit_id, None)
        unit.past.superiors[line] = (
            *unit.past.superiors.get(line, ()),
            (position, superior_id),
        )
        self._on_lines.setdefault(line, {})[unit.unit_id] = None
        if superior_id is not None:
            self.units[superior_id].past.subordinates.setdefault(line, {})[unit.unit_id] = None

    def ever_on(self, line: str) -> Iterable[UUID]:
        """All units that ever had a superior on the line."""
        return self._on_lines.get(line, {})

    def stands_on(self, line: str) -> bool:
        """Whether any unit has a superior on the line now."""
        return any(self.superior(unit_id, line) is not None for unit_id in self.ever_on(line))

    def lines_of(self, unit_id: UUID) -> list[str]:
        """The lines on which the unit has a superior or subordinates now, by name."""
        past = self.units[unit_id].own_past
        if past is None:
            return []
        above = {line for line, ways in past.superiors.items() if ways[-1][1] is not None}
        return sorted(above | {line for line, units in past.subordinates.items() if units})

    def superior(self, unit_id: UUID, line: str, position: int | None = None) -> UUID | None:
        """Whom the unit stands under on the line, now or at a position; null: nobody."""
        return self.units[unit_id].superior_at(line, position)

    def superiors(self, unit_id: UUID, line: str, position: int | None = None) -> Iterator[UUID]:
        """The superior on the line, its superior there and so on."""
        above = self.superior(unit_id, line, position)
        while above is not None:
            yield above
            above = self.superior(above, line, position)

    def subordinates(self, scope_id: UUID, line: str) -> Iterator[Unit]:
        """All who stand under the scope on the line now, itself excluded, superiors first."""
        waiting = [scope_id]
        while waiting:
            past = self.units[waiting.pop()].own_past
            below = past.subordinates.get(line, {}) if past else {}
            yield from (self.units[unit_id] for unit_id in below)
            waiting.extend(reversed(tuple(below)))

    def is_under_on(
        self, unit_id: UUID, scope_id: UUID, line: str, position: int | None = None
    ) -> bool:
        """Whether the unit stands below the scope on the line, itself excluded."""
        return scope_id in self.superiors(unit_id, line, position)
