"""A tree as it would become: changes are tried on it, and the tree itself stays as it is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from cascade.events import Event
from cascade.organisation.state import Organisation
from cascade.organisation.unit import Cell, Unit

K = TypeVar("K")
V = TypeVar("V")


class Copies(dict[K, V]):
    """What another mapping holds, each value copied when it is first asked for: whatever is done
    to these, the other stays as it is. By key alone: it cannot be gone through.
    """

    def __init__(self, of: Mapping[K, V], copied: Callable[[V], V]) -> None:
        super().__init__()
        self._of = of
        self._copied = copied
        self._gone: set[K] = set()

    def __missing__(self, key: K) -> V:
        if key in self._gone:
            raise KeyError(key)
        value = self[key] = self._copied(self._of[key])
        return value

    def __contains__(self, key: Any) -> bool:
        return super().__contains__(key) or (key not in self._gone and key in self._of)

    def __delitem__(self, key: K) -> None:
        super().pop(key, None)
        self._gone.add(key)

    def get(self, key: K, default: Any = None) -> Any:
        try:
            return self[key]
        except KeyError:
            return default

    def setdefault(self, key: K, default: Any = None) -> V:
        if key not in self:
            self[key] = default
        return self[key]


@dataclass(frozen=True, slots=True)
class Tried:
    """An event as if it had been recorded."""

    position: int
    recorded_at: datetime
    event: Event


class Draft(Organisation):
    """What would become of a tree. Whatever is not asked for is not copied, of a nation neither.

    It counts nobody, and finds nobody by name: what decides on changes of a tree asks neither.
    """

    def __init__(self, of: Organisation) -> None:
        super().__init__()
        self.version, self.position = of.version, of.position
        self.levels, self.root_id, self._zone = of.levels, of.root_id, of._zone
        self.units = Copies(of.units, Unit.copied)
        self._codes = Copies(of._codes, lambda unit_id: unit_id)
        self._addressing = Copies(of._addressing, dict)
        self._named = {}

    def take(self, events: Iterable[Event], now: datetime) -> None:
        """Take in what was decided on it, as if it were recorded next."""
        for event in events:
            self._apply(Tried(self.position + 1, now, event))

    def _count(self, scope_id: UUID, change: Mapping[Cell, int]) -> int:
        return 0
