"""What there is when a step of a plan comes, and the candidates that it picks among."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from cascade.enums import TaskKind
from cascade.organisation.events import LevelRecord, OrganisationFounded
from tests.oracle.directives import issued
from tests.oracle.history import History, Moment
from tests.oracle.obligations import Obligation, obligations
from tests.oracle.trees import Tree, tree_at
from tests.properties import plans

T = TypeVar("T")

WILD_ONE_IN = 8
"""Every eighth pick is among all candidates, likely ones or not: most of these are refused."""


def choose(likely: Sequence[T], pick: plans.Pick, every: Sequence[T] = ()) -> T | None:
    """The picked one of the likely candidates, or of every; null where there is none."""
    wild = every and pick % WILD_ONE_IN == WILD_ONE_IN - 1
    candidates = every if wild else likely
    return candidates[pick % len(candidates)] if candidates else None


@dataclass(frozen=True)
class World:
    """The world as it stands after a position of a history, at an instant."""

    history: History
    head: int
    now: datetime

    # ---- what there is

    @cached_property
    def tree(self) -> Tree:
        return tree_at(self.history, self.head)

    @cached_property
    def units(self) -> list[UUID]:
        return list(self.tree.units)

    @cached_property
    def levels(self) -> tuple[LevelRecord, ...]:
        founded = self.history.facts[0].event
        assert isinstance(founded, OrganisationFounded)
        return founded.levels

    @cached_property
    def owed(self) -> tuple[Obligation, ...]:
        return obligations(self.history, Moment(self.head, self.now))

    @cached_property
    def directive_ids(self) -> list[UUID]:
        return list(issued(self.history, self.head))

    def below(self, unit_id: UUID) -> list[UUID]:
        return [u for u in self.units if self.tree.under(u, unit_id)]

    def day(self, offset_days: int) -> datetime:
        return self.now + timedelta(days=offset_days)

    @cached_property
    def passing_on(self) -> list[tuple[UUID, UUID]]:
        return [
            (o.directive_id, o.unit_id)
            for o in self.owed
            if o.kind is TaskKind.PASS_ON and o.is_open
        ]
