"""Random histories as plain plans: what somebody tries, in which order.

A plan names units, directives and obligations by *picks*: whole numbers that are taken modulo the
number of candidates there are when the step comes. Whatever Hypothesis removes, the rest stays a
plan; a step that finds no candidate, or that is refused, changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias

from cascade.enums import (
    CitationRelation,
    Classification,
    NumberKind,
    OnNonWorkingDay,
    Role,
    TargetDirection,
    TaskKind,
    Urgency,
)

Pick: TypeAlias = int

KINDS = ("committee", "department", "group")
TYPES = ("CV", "KH")
SUBJECTS = ("an", "binh", "chi")
WINDOWS = ("congress", "season")
LABELS = ("border", "island")
POLICY_KEYS = ("receipt", "care")


@dataclass(frozen=True)
class Place:
    """The zone of an organisation, and when it is founded there."""

    zone: str
    founded_at: datetime


@dataclass(frozen=True)
class PlannedUnit:
    """A unit under an earlier one: ``deeper`` levels below it, 0 for a department beside it."""

    parent: Pick
    deeper: int
    kind: Pick
    is_department: bool


@dataclass(frozen=True)
class PlannedGroup:
    """Levels and kinds are picked from those there are; none of them means all. ``line`` null: the
    primary one.
    """

    scope: Pick
    levels: tuple[Pick, ...]
    kinds: tuple[Pick, ...]
    line: Pick | None = None
    labels: tuple[Pick, ...] = ()
    excepted: tuple[Pick, ...] = ()
    excepted_under: tuple[Pick, ...] = ()


@dataclass(frozen=True)
class PlannedAudience:
    units: tuple[Pick, ...]
    groups: tuple[PlannedGroup, ...]


@dataclass(frozen=True)
class PlannedDue:
    """``rule`` is a field of the contract's DueInput, or absent; ``amount`` its days or hours."""

    rule: str
    amount: int
    window: Pick = 0


@dataclass(frozen=True)
class PlannedTarget:
    """``by_unit`` picks among those whom the task names, or all whom it may; ``by_level`` picks
    levels.
    """

    direction: TargetDirection
    amount: Decimal | None
    by_unit: tuple[tuple[Pick, Decimal], ...]
    by_level: tuple[tuple[Pick, Decimal], ...]


@dataclass(frozen=True)
class PlannedSuperior:
    """Reports go to each one's superior; ``line`` null: on the primary one."""

    line: Pick | None
    gathered: bool


@dataclass(frozen=True)
class PlannedTask:
    kind: TaskKind
    audience: PlannedAudience | None
    lead: Pick | None
    coordinating: tuple[Pick, ...]
    minimum: int | None
    due: PlannedDue
    report_to: Pick | None
    report_via: Pick | None
    needs_acceptance: bool
    target: PlannedTarget | None = None
    """In place of ``minimum``."""
    indicators: tuple[tuple[NumberKind, bool], ...] = ()
    """In which numbers each is told, and whether it is required."""
    closes_before: int | None = None
    """Days before its due date."""
    owed_after: int | None = None
    """What is over at the issue is owed from so many days after the document's date on."""
    on_non_working_day: OnNonWorkingDay | None = None
    co_leads: tuple[Pick, ...] = ()
    coordinating_groups: tuple[PlannedGroup, ...] = ()
    level_dues: tuple[tuple[Pick, PlannedDue], ...] = ()
    superior: PlannedSuperior | None = None


@dataclass(frozen=True)
class Wait:
    """The clock goes on."""

    hours: int


@dataclass(frozen=True)
class Project:
    """The projector takes what there is, in pages of so many events."""

    page: int


@dataclass(frozen=True)
class Establish:
    units: tuple[PlannedUnit, ...]


@dataclass(frozen=True)
class Move:
    unit: Pick
    parent: Pick


@dataclass(frozen=True)
class Rename:
    """``days_ago`` null: no day is named; ``range_days`` null: an exact day."""

    unit: Pick
    name: Pick
    days_ago: int | None
    range_days: int | None


@dataclass(frozen=True)
class SetPolicy:
    unit: Pick
    key: Pick
    types: tuple[Pick, ...]
    acknowledge: int | None
    pass_on: int | None
    valid_from_days: int
    final_report: int | None = None
    enter: int | None = None
    urgencies: tuple[Urgency, ...] = ()


@dataclass(frozen=True)
class Issue:
    """``passes_on`` picks a passing on that is owed: this directive implements that one, and its
    issuer is the unit that owes it or, where ``by_department``, one that addresses under it.
    Every other such pick addresses all whom the issuer may address.
    """

    issuer: Pick
    passes_on: Pick | None
    by_department: bool
    document_type: Pick
    days_ago: int
    classification: Classification
    audience: PlannedAudience
    tasks: tuple[PlannedTask, ...]
    windows: tuple[int | None, ...]
    citations: tuple[tuple[Pick, CitationRelation], ...]
    level_by_level: bool
    working_days: int | None
    standing: bool = False
    need_to_know: bool = False
    joint: Pick | None = None
    copies: tuple[Pick, ...] = ()
    met: tuple[Pick, ...] = ()
    """It concludes a meeting with these units, where there are any."""
    asks_itself: bool = False
    """Whether its issuer is addressed too."""
    effective_in: int | None = None
    expires_in: int | None = None
    urgency: Urgency = Urgency.ORDINARY


@dataclass(frozen=True)
class Record:
    recorded_by: Pick
    issuer: Pick
    days_ago: int
    classification: Classification
    is_awaited: bool = False
    """It is a document that some citation waits for, where one does."""


@dataclass(frozen=True)
class DateWindow:
    window: Pick
    starts_in: int
    lasts: int


@dataclass(frozen=True)
class Relay:
    """``by`` picks among the units that owe passing on; ``to_all`` relays to all under it.
    ``due_in`` brings dates forward to so many hours from now.
    """

    by: Pick
    to_all: bool
    audience: PlannedAudience
    due_in: int | None = None


@dataclass(frozen=True)
class Acknowledge:
    obligations: tuple[Pick, ...]


@dataclass(frozen=True)
class Report:
    """``towards_quota`` picks among obligations with a quota where there are any."""

    obligation: Pick
    towards_quota: bool
    quantity: Decimal | None
    values: tuple[Decimal | None, ...] = ()
    """Of the task's indicators, again and again; null: none, if it may be."""
    with_others: tuple[Pick, ...] = ()
    """One report on these, too."""


@dataclass(frozen=True)
class Decide:
    """``received_days_ago`` names the day of arrival on paper, ``due_in`` a new time."""

    report: Pick
    towards_quota: bool
    accepts: bool
    received_days_ago: int | None
    due_in: int | None


@dataclass(frozen=True)
class Extend:
    obligations: tuple[Pick, ...]
    towards_quota: bool
    due_in: int


@dataclass(frozen=True)
class Grant:
    subject: Pick
    unit: Pick
    role: Role
    clearance: Classification
    ends_in: int | None


@dataclass(frozen=True)
class Revoke:
    grant: Pick


Step: TypeAlias = (
    Wait
    | Project
    | Establish
    | Move
    | Rename
    | SetPolicy
    | Issue
    | Record
    | DateWindow
    | Relay
    | Acknowledge
    | Report
    | Decide
    | Extend
    | Grant
    | Revoke
)


@dataclass(frozen=True)
class Look:
    """A moment to ask about: a position, judged by its own time or so many hours off it."""

    position: Pick
    hours_later: int | None


@dataclass(frozen=True)
class Filter:
    """A filter of obligations; days are counted from the moment asked of."""

    statuses: tuple[Pick, ...]
    timeliness: tuple[Pick, ...]
    kinds: tuple[Pick, ...]
    role: Pick | None
    due_from_days: int | None
    due_to_days: int | None


@dataclass(frozen=True)
class Plan:
    """An organisation, what happens in it, and what is asked in the end.

    ``steps`` may hold changes, too. ``units_asked`` picks the units to ask about, with and
    without the filter. From ``many_units`` on the product plans its answers as it does for a
    nation; a real one starts beyond any plan's.
    """

    place: Place
    levels: int
    units: tuple[PlannedUnit, ...]
    opening: tuple[Step, ...]
    steps: tuple[Any, ...]
    looks: tuple[Look, ...]
    units_asked: tuple[Pick, ...]
    filter: Filter
    many_units: int

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Hypothesis, left to itself, prints builds of builds in a time without end."""
        printer.text(repr(self))
