"""One unit as it stands now, with what its past needs.

A nation has 250,000 of them in memory: what few units have stands apart, in ``Past``, and what all
units of one event share is one object.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from cascade.organisation.labels import Label

Cell = tuple[str, str]
"""A level and a kind."""
Name = tuple[date | None, int, str]
"""(first day that bears it, position, name); null: since ever."""


@dataclass(slots=True)
class Establishment:
    """What the units that one event established have in common."""

    position: int
    recorded_at: datetime
    valid_from: date | None
    is_founding: bool
    """Whether a standing directive counts them as founded: not those that took another's place."""


@dataclass(frozen=True, slots=True)
class Ending:
    """When a unit left the tree, and who took its place."""

    position: int
    heir_id: UUID
    transfers: Mapping[UUID, UUID]
    """By directive, who bears what it owed instead of its heir."""

    def bearer_of(self, directive_id: UUID) -> UUID:
        return self.transfers.get(directive_id, self.heir_id)


@dataclass(slots=True)
class Past:
    """What has befallen a unit since it was established, and its places on other lines."""

    moves: tuple[tuple[int, UUID], ...] = ()
    """(position from which it holds, the unit that it was put under), oldest first."""
    names: tuple[Name, ...] = ()
    aliases: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    ending: Ending | None = None
    predecessor_ids: tuple[UUID, ...] = ()
    """Units that ended, whose heir it is or to whom something of theirs was transferred."""
    left: list[tuple[int, UUID]] = field(default_factory=list)
    """(position, unit) of those that once stood directly under it, and no longer do."""
    superiors: dict[str, tuple[tuple[int, UUID | None], ...]] = field(default_factory=dict)
    """By line, (position from which it holds, superior), oldest first."""
    subordinates: dict[str, dict[UUID, None]] = field(default_factory=dict)
    """By line, those directly under it now, in the order of their coming."""

    def copied(self) -> "Past":
        """The same past, to be changed by itself."""
        below = {line: dict(units) for line, units in self.subordinates.items()}
        return replace(
            self, left=list(self.left), superiors=dict(self.superiors), subordinates=below
        )


@dataclass(slots=True)
class Unit:
    """A unit, whether it is live or has ended."""

    unit_id: UUID
    code: str
    level: str
    kind: str
    symbol: str | None
    addresses_under_id: UUID
    establishment: Establishment
    first_parent_id: UUID | None
    first_name: str
    own_children: dict[UUID, None] | None = None
    """Who was put under it, in the order of their coming; null while nobody was, as under most
    units. When it ends they stand under its heir, and are still noted here: see ``Forest``.
    """
    own_past: Past | None = None

    def copied(self) -> "Unit":
        """The same unit, to be changed by itself."""
        return Unit(
            self.unit_id,
            self.code,
            self.level,
            self.kind,
            self.symbol,
            self.addresses_under_id,
            self.establishment,
            self.first_parent_id,
            self.first_name,
            dict(self.own_children) if self.own_children else None,
            self.own_past.copied() if self.own_past else None,
        )

    @property
    def past(self) -> Past:
        """Its past, which begins with the first question for it by an event."""
        if self.own_past is None:
            self.own_past = Past()
        return self.own_past

    @property
    def established_at(self) -> int:
        return self.establishment.position

    @property
    def founded_for_standing(self) -> int | None:
        """The position from which it counts as founded later; null where it took another's place
        or was there from the first event on.
        """
        return self.establishment.position if self.establishment.is_founding else None

    @property
    def ending(self) -> Ending | None:
        return self.own_past.ending if self.own_past else None

    @property
    def ended_at(self) -> int | None:
        """The position at which it ended; null while it is live."""
        return self.own_past.ending.position if self.own_past and self.own_past.ending else None

    def ending_by(self, position: int | None) -> Ending | None:
        """How it ended, if it had by a position; null: by now."""
        ending = self.own_past.ending if self.own_past else None
        if ending is None or (position is not None and ending.position > position):
            return None
        return ending

    def ended_into(self, heir_id: UUID) -> bool:
        """Whether it has ended, and this is its heir."""
        return self.ending is not None and self.ending.heir_id == heir_id

    def is_live(self, position: int | None = None) -> bool:
        """Whether it is in the tree of now or of a position."""
        ended = self.ended_at
        if position is None:
            return ended is None
        return self.establishment.position <= position and (ended is None or position < ended)

    # ---- its place

    @property
    def own_parents(self) -> tuple[tuple[int, UUID], ...]:
        """(position from which it holds, the unit that it was put under), oldest first; empty for
        the root.
        """
        if self.first_parent_id is None:
            return ()
        first = (self.establishment.position, self.first_parent_id)
        return (first, *self.own_past.moves) if self.own_past else (first,)

    def own_parent_id(self, position: int | None = None) -> UUID | None:
        """The unit that it was put under, as of now or of a position: it may have ended since.

        Null for the root, and where it was not in the tree.
        """
        if self.own_past is None and position is None:  # as most units of a nation
            return self.first_parent_id
        if not self.is_live(position):
            return None
        for since, parent_id in reversed(self.own_past.moves if self.own_past else ()):
            if position is None or since <= position:
                return parent_id
        return self.first_parent_id

    def superior_at(self, line: str, position: int | None = None) -> UUID | None:
        """Whom it stands under on a line, now or at a position; null: nobody."""
        if self.own_past is None or not self.is_live(position):
            return None
        for since, superior_id in reversed(self.own_past.superiors.get(line, ())):
            if position is None or since <= position:
                return superior_id
        return None

    # ---- what it is

    @property
    def cell(self) -> Cell:
        return (self.level, self.kind)

    @property
    def names(self) -> tuple[Name, ...]:
        """Its names in order of their first day."""
        first = (self.establishment.valid_from, self.establishment.position, self.first_name)
        if self.own_past is None or not self.own_past.names:
            return (first,)
        names = (first, *self.own_past.names)
        return tuple(sorted(names, key=lambda name: (name[0] or date.min, name[1])))

    @property
    def name(self) -> str:
        return self.names[-1][2]

    @property
    def aliases(self) -> tuple[str, ...]:
        return self.own_past.aliases if self.own_past else ()

    @property
    def labels(self) -> tuple[Label, ...]:
        """In the order in which they were given, those of the past included."""
        return self.own_past.labels if self.own_past else ()

    def bears(self, label: str, day: date) -> bool:
        """Whether it bears a label on a day, as far as is known now."""
        return any(each.name == label and each.holds_on(day) for each in self.labels)

    def name_on(self, day: date) -> str:
        """The name that a document of this day bears."""
        names = self.names
        borne = [name for first, _, name in names if first is None or first <= day]
        return borne[-1] if borne else names[0][2]
