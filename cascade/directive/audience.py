"""Whom a document covers: as it is worded, and normalised to disjoint atoms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One unit, or every unit under one unit (itself not included) of these levels and kinds.

    Empty ``levels``, ``kinds`` or ``labels`` mean all of them; of several labels one will do, which
    a unit bears on the day ``labelled_on``.
    """

    unit_id: UUID | None = None
    under_id: UUID | None = None
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    line: str | None = None
    """The line on which "under" is meant; null: the primary one."""
    labels: tuple[str, ...] = ()
    labelled_on: date | None = None

    @property
    def is_open_group(self) -> bool:
        """Whether it is a group that units founded later come under: by where they stand, and not
        by a line or a label, which they are given later.
        """
        return self.under_id is not None and self.line is None and not self.labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector(Chosen):
    """Whom a document chooses, but for the ``exceptions``. ``stated`` is its own wording."""

    stated: str | None = None
    exceptions: tuple[Chosen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Atom:
    """Every unit under ``scope_id``, itself not included, of one level and kind."""

    scope_id: UUID
    level: str
    kind: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Selectors as worded, and what they came to: disjoint ``atoms``, and ``unit_ids`` beside them
    (none of which an atom covers).
    """

    selectors: tuple[Selector, ...]
    atoms: tuple[Atom, ...]
    unit_ids: tuple[UUID, ...]

    @property
    def is_empty(self) -> bool:
        return not self.atoms and not self.unit_ids


NOBODY: Final = Audience((), (), ())


def together(audiences: Iterable[Audience]) -> Audience:
    """One audience that covers what any of them covers; its atoms may overlap."""
    parts = [audience for audience in audiences if not audience.is_empty]
    if len(parts) == 1:
        return parts[0]
    atoms = {atom for part in parts for atom in part.atoms}
    unit_ids = {unit_id for part in parts for unit_id in part.unit_ids}
    return Audience((), tuple(sorted(atoms)), tuple(sorted(unit_ids)))
