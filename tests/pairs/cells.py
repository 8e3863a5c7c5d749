"""Cells: subtrees of one nation that have nothing to do with each other, each with a directive."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final
from uuid import UUID

from cascade.execution.commands import ObligationRef
from cascade.execution.events import DirectiveRelayed
from cascade.identifiers import ORGANISATION
from cascade.numbering.events import TermOpened
from cascade.organisation.commands import NewUnit
from cascade.organisation.events import UnitRecord, UnitsStaged
from tests.oracle.days import local_day
from tests.oracle.directives import Directive, Task, is_in_force, is_unit_withdrawn, issued, tasks
from tests.oracle.dues import base_due
from tests.oracle.history import History, Moment
from tests.oracle.members import concerned, owing
from tests.oracle.obligations import Obligation, obligation
from tests.oracle.tasks import charges
from tests.oracle.trees import Tree, tree_at
from tests.properties.easing import reference

LEVELS: Final = ("centre", "province", "ward", "branch")
NONE_YET: Final = UUID(int=0)
KIND: Final = "committee"
"""Of the units that a cell's directive addresses."""
ASIDE: Final = "group"


class State(StrEnum):
    """What a cell has gone through before its first step."""

    AT_ONCE = "at once"
    LEVEL_BY_LEVEL = "level by level"
    RELAYED = "relayed"
    STANDING = "standing"
    AMENDED = "amended"
    RECURRING = "recurring"
    OPEN_ENDED = "open-ended"
    BY_OCCURRENCE = "by occurrence"
    SHARED_QUOTA = "shared quota"
    TARGETS = "targets and indicators"
    COORDINATING_GROUP = "a quota shared with a group"
    ENDED_UNIT = "an ended unit"
    POLICY = "a policy"
    GATHERED = "gathered"


CHART: Final = (
    ("c", None, "province", KIND),
    ("x", None, "province", KIND),
    ("w1", "c", "ward", KIND),
    ("w2", "c", "ward", KIND),
    ("w3", "c", "ward", ASIDE),
    ("b", "w1", "branch", KIND),
)
"""``c`` issues to w1, w2 and b; ``x`` stands outside its authority, w3 outside its audience."""


@dataclass
class Cell:
    """One cell: ``steps`` are the names of what is done in it, one after the other."""

    number: int
    steps: tuple[str, ...]
    state: State = State.AT_ONCE
    ids: dict[str, UUID] = field(default_factory=dict)
    directive_id: UUID = NONE_YET

    def code(self, name: str) -> str:
        return f"k{self.number}-{name}"

    def chart(self, root_id: UUID) -> list[NewUnit]:
        return [
            self.unit(
                self.code(name),
                kind,
                level,
                parent=None if parent else root_id,
                parent_code=self.code(parent) if parent else None,
            )
            for name, parent, level, kind in CHART
        ]

    def unit(
        self,
        code: str,
        kind: str,
        level: str,
        parent: UUID | None = None,
        parent_code: str | None = None,
    ) -> NewUnit:
        return NewUnit(
            code=code,
            name=f"Đơn vị {code}",
            kind=kind,
            level=level,
            symbol=code.upper(),
            parent=parent,
            parent_code=parent_code,
        )

    def __str__(self) -> str:
        return f"{' > '.join(self.steps)} ({self.state})"


@dataclass(frozen=True)
class Stand:
    """Where a cell stands after a position of the nation's history, as the model says."""

    cell: Cell
    history: History
    head: int
    now: datetime

    # ---- units

    @property
    def tree(self) -> Tree:
        return tree_at(self.history, self.head)

    def unit(self, name: str) -> UUID:
        """The unit of this name, or who stands in for it by now."""
        return self.tree.heir(self.cell.ids[name])

    def record(self, name: str) -> UnitRecord:
        return self.tree.units[self.unit(name)]

    @property
    def wards(self) -> list[UUID]:
        """The cell's live wards, the later ones last."""
        prefix = self.cell.code("")
        units = self.tree.units.values()
        return [u.unit_id for u in units if u.level == "ward" and u.code.startswith(prefix)]

    @property
    def bearer(self) -> UUID:
        """Who bears what w1 owes by the cell's directive."""
        return self.tree.bearer(self.cell.ids["w1"], self.directive_id)

    def children(self, unit_id: UUID) -> list[UUID]:
        return [u for u, unit in self.tree.units.items() if unit.parent_id == unit_id]

    def below(self, unit_id: UUID) -> list[UUID]:
        return [u for u in self.tree.units if self.tree.under(u, unit_id)]

    def concerns(self, unit_id: UUID) -> bool:
        """Whether the directive addresses or charges a unit, or one whose part it bears."""
        tree, members = self.tree, concerned(self.history, self.head, self.directive)
        return any(tree.bearer(member, self.directive_id) == unit_id for member in members)

    def asks_anything_of(self, unit_id: UUID) -> bool:
        """The same of those that were not withdrawn."""
        head, directive_id, tree = self.head, self.directive_id, self.tree
        return any(
            tree.bearer(member, directive_id) == unit_id
            and not is_unit_withdrawn(self.history, head, self.directive, member)
            for member in concerned(self.history, head, self.directive)
        )

    @property
    def turns_of_the_tree(self) -> list[int]:
        return self.history.turns[ORGANISATION]

    # ---- time

    @property
    def today(self) -> date:
        return local_day(self.history, self.now)

    def day(self, ahead: int) -> date:
        return self.today + timedelta(days=ahead)

    # ---- the directive

    @property
    def directive_id(self) -> UUID:
        return self.cell.directive_id

    @property
    def directive(self) -> Directive:
        return issued(self.history, self.head)[self.directive_id]

    @property
    def is_in_force(self) -> bool:
        return is_in_force(self.history, self.head, self.directive_id)

    @property
    def tasks(self) -> dict[str, Task]:
        every = tasks(self.history, self.head, self.directive)
        return {task.record.key: task for task in every}

    @cached_property
    def owed(self) -> tuple[Obligation, ...]:
        """What the cell's directive asks of anybody."""
        moment, directive = Moment(self.head, self.now), self.directive
        return tuple(
            obligation(self.history, moment, charge)
            for unit_id in owing(self.history, self.head, directive)
            for charge in charges(self.history, self.head, directive, unit_id)
        )

    @property
    def target(self) -> Obligation:
        """What most steps are about: the first task as w1 owes it, its first occurrence."""
        return self.owed_by("w1", "1")

    def owed_by(self, name: str, key: str) -> Obligation:
        unit_id = self.cell.ids[name]
        return next(o for o in self.owed if o.unit_id == unit_id and o.key == key)

    @property
    def documents_dues(self) -> dict[tuple[str, date | None], datetime | None]:
        """When w1's tasks fall due by the document and what moved its dates since, by their keys
        and occurrences.
        """
        unit_id = self.cell.ids["w1"]
        return {
            (charge.key, charge.day): base_due(self.history, self.head, charge)
            for charge in charges(self.history, self.head, self.directive, unit_id)
            if charge.key in self.tasks
        }

    @property
    def ref(self) -> ObligationRef:
        return reference(self.target)

    def overdue_under(self, unit_id: UUID) -> int:
        return sum(o.is_overdue and self.tree.within(o.bearer_id, unit_id) for o in self.owed)

    @property
    def relayer(self) -> UUID:
        """The unit that relayed it first."""
        return next(
            event.unit_id
            for _, event in self.history.of(DirectiveRelayed, self.head)
            if event.directive_id == self.directive_id
        )

    def issued_as(self, document_type: str) -> UUID:
        """The province's directive of a type."""
        issuer_id = self.cell.ids["c"]
        return next(
            directive_id
            for directive_id, directive in issued(self.history, self.head).items()
            if (directive.event.issuer_id, directive.event.type) == (issuer_id, document_type)
        )

    def terms(self, document_type: str) -> int:
        """How many terms of the province's series have been opened."""
        return sum(
            (event.issuer_id, event.type) == (self.cell.ids["c"], document_type)
            for _, event in self.history.of(TermOpened, self.head)
        )

    def staged(self, import_id: UUID) -> list[UnitRecord]:
        """What an import that is under way has brought."""
        found: list[UnitRecord] = []
        for fact in self.history.until(self.head):
            event = fact.event
            if getattr(event, "import_id", None) == import_id:
                found = [*found, *event.units] if isinstance(event, UnitsStaged) else []
        return found
