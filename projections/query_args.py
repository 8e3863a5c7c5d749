"""What read models are asked by: moments, scopes, filters, orders, and pages of the answers."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, Generic, TypeAlias, TypeVar
from uuid import UUID

from cascade.enums import Classification, ObligationRole, Role, TaskKind
from cascade.enums import DirectiveStatus as DirectiveStatus

T = TypeVar("T")

Key: TypeAlias = tuple[Any, ...]

"""A row's place in its order: JSON values, what a cursor carries beside the moment."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What was recorded up to ``position``, judged by ``clock``."""

    position: int
    clock: datetime


@dataclass(frozen=True, slots=True)
class ReadingGrant:
    """A grant that is valid today."""

    unit_id: UUID
    role: Role
    clearance: Classification


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom an answer is for. Grants that read no documents may be among them; they open nothing."""

    grants: tuple[ReadingGrant, ...]

    @property
    def reading(self) -> tuple[ReadingGrant, ...]:
        """The grants that open documents: an administrator's alone does not."""
        return tuple(g for g in self.grants if g.role is not Role.ADMINISTRATOR)

    def cleared_for(self, rank: int) -> "Scope":
        """The part of the scope that opens documents of this clearance."""
        return Scope(tuple(g for g in self.reading if g.clearance.rank >= rank))

    @property
    def charted(self) -> "Scope":
        """All of it, an administrator's part too: for what is to become of the chart."""
        return Scope(tuple(replace(g, role=Role.READER) for g in self.grants))

    @property
    def inspecting(self) -> "Scope":
        """The part of the scope that opens actors and the audit trail."""
        return Scope(tuple(g for g in self.grants if g.role is Role.INSPECTOR))


@dataclass(frozen=True, slots=True)
class Edge(Generic[T]):
    """A row and its place in the order it was asked for."""

    node: T
    key: Key


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a longer list; ``has_next`` tells whether more follow the last of them.

    ``total`` counts the whole list, not the page; None where it was not counted.
    """

    edges: tuple[Edge[T], ...]
    has_next: bool
    total: int | None = None


class Status(StrEnum):
    """Where an obligation stands."""

    PENDING = "PENDING"
    """Its unit has done nothing yet."""
    ACKNOWLEDGED = "ACKNOWLEDGED"
    """Its unit has taken note of it; what it asks for is still to be done."""
    SUBMITTED = "SUBMITTED"
    """A report, or a declaration that it does not apply, waits for a decision."""
    RETURNED = "RETURNED"
    """What was handed in was not accepted: it is open again."""
    FULFILLED = "FULFILLED"
    """It is done."""
    EXEMPTED = "EXEMPTED"
    """Nothing is asked by it any longer, by a decision."""
    NOT_APPLICABLE = "NOT_APPLICABLE"
    """There is nothing of the kind with its unit, and that was agreed to."""
    WITHDRAWN = "WITHDRAWN"
    """Its directive or its task asks nothing any more; what was done stays done."""


class Timeliness(StrEnum):
    UNDATED = "UNDATED"
    """It has no due date."""
    NOT_YET_DUE = "NOT_YET_DUE"
    """Open, and the due date is to come."""
    OVERDUE = "OVERDUE"
    """Open, and the due date is over."""
    ON_TIME = "ON_TIME"
    """Submitted or fulfilled by the due date."""
    LATE = "LATE"
    """Submitted or fulfilled after the due date."""


ONCE: Final = date.min
"""The occurrence of a task that does not recur: '-infinity'."""


@dataclass(frozen=True, slots=True)
class ObligationKey:
    """What an obligation's opaque id holds; ``occurrence`` null for a task that does not recur."""

    task_id: UUID
    unit_id: UUID
    occurrence: date | None = None


@dataclass(frozen=True, slots=True)
class ObligationFilter:
    """Empty tuples and nulls let everything through; the ends of the due range are included."""

    status: tuple[Status, ...] = ()
    timeliness: tuple[Timeliness, ...] = ()
    directive_id: UUID | None = None
    task_kind: tuple[TaskKind, ...] = ()
    role: ObligationRole | None = None
    due_from: datetime | None = None
    due_to: datetime | None = None
    task_ids: tuple[UUID, ...] = ()
    agreed_in: int | None = None
    """The year of the meeting at which the task was agreed."""
    agreed_by_id: UUID | None = None
    """Whose meeting that was: the unit that issued the conclusion, or who stands for it."""


class ObligationOrder(StrEnum):
    """Which obligations come first."""

    DUE_FIRST = "DUE_FIRST"
    """What is due first; what has no date comes last."""
    NEWEST_FIRST = "NEWEST_FIRST"
    """What reached its unit last."""
    MOST_URGENT = "MOST_URGENT"
    """Of the most urgent directives; within one urgency what is due first."""


class UnitProgressOrder(StrEnum):
    """Which children come first."""

    UNIT_CODE = "UNIT_CODE"
    """By their codes."""
    MOST_OVERDUE = "MOST_OVERDUE"
    """Those with the most that is overdue."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    unit_id: UUID | None = None
    under_id: UUID | None = None
    directive_id: UUID | None = None
    obligation: ObligationKey | None = None
    actor: str | None = None
    types: tuple[str, ...] = ()
    correlation_id: UUID | None = None
    recorded_from: datetime | None = None
    recorded_to: datetime | None = None
    after_position: int | None = None
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class UnitFilter:
    under_id: UUID | None = None
    level: str | None = None
    kind: str | None = None
    live: bool | None = None
    search: str | None = None
    """What was typed, in its ``search_form``."""


@dataclass(frozen=True, slots=True)
class DirectiveFilter:
    """The ends of the range of days are included.

    ``issuer_id`` is the issuer whose number it bears; ``issued_by_id`` any that issued it, or the
    unit that stands for one by now.
    """

    issuer_id: UUID | None = None
    issued_by_id: UUID | None = None
    type: str | None = None
    status: DirectiveStatus | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    met_in: int | None = None
    """The year of the meeting that it concludes."""
    search: str | None = None
    """What was typed, in its ``search_form``."""
