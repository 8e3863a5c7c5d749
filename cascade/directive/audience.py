"""Whom a document covers: as it is worded, and normalised to disjoint atoms."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """One unit, or every unit under one unit (itself not included) of these levels and kinds.

    Empty ``levels`` or ``kinds`` mean all of them. ``stated`` is the document's own wording.
    """

    unit_id: UUID | None = None
    under_id: UUID | None = None
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    stated: str | None = None
    line: str | None = None
    """The line on which "under" is meant; null: the primary one."""


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
