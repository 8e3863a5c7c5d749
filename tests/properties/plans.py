"""Random histories as plain plans: what somebody tries, in which order.

A plan names units, directives and obligations by *picks*: whole numbers that are taken modulo the
number of candidates there are when the step comes. Whatever Hypothesis removes, the rest stays a
plan; a step that finds no candidate, or that is refused, changes nothing.
"""

from dataclasses import dataclass
from typing import TypeAlias

from hypothesis import strategies as st

from cascade.terms import CitationRelation, Classification, Role, TaskKind

Pick: TypeAlias = int

KINDS = ("committee", "department", "group")
TYPES = ("CV", "KH")
SUBJECTS = ("an", "binh", "chi")
WINDOWS = ("congress", "season")
POLICY_KEYS = ("receipt", "care")


@dataclass(frozen=True)
class PlannedUnit:
    """A unit under an earlier one: ``deeper`` levels below it, 0 for a department beside it."""

    parent: Pick
    deeper: int
    kind: Pick
    is_department: bool


@dataclass(frozen=True)
class PlannedGroup:
    """Levels and kinds are picked from those there are; none of them means all."""

    scope: Pick
    levels: tuple[Pick, ...]
    kinds: tuple[Pick, ...]


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


@dataclass(frozen=True)
class Issue:
    """``passes_on`` picks a passing on that is owed: this directive implements that one, and its
    issuer is the unit that owes it or, where ``by_department``, one that addresses under it.
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


@dataclass(frozen=True)
class Record:
    recorded_by: Pick
    issuer: Pick
    days_ago: int
    classification: Classification


@dataclass(frozen=True)
class DateWindow:
    directive: Pick
    key: Pick
    starts_in: int
    lasts: int


@dataclass(frozen=True)
class Relay:
    """``by`` picks among the units that owe passing on; ``to_all`` relays to all under it."""

    by: Pick
    to_all: bool
    audience: PlannedAudience


@dataclass(frozen=True)
class Acknowledge:
    obligations: tuple[Pick, ...]


@dataclass(frozen=True)
class Report:
    obligation: Pick
    quantity: int | None


@dataclass(frozen=True)
class Decide:
    """``received_days_ago`` names the day of arrival on paper, ``due_in`` a new time."""

    report: Pick
    accepts: bool
    received_days_ago: int | None
    due_in: int | None


@dataclass(frozen=True)
class Extend:
    obligations: tuple[Pick, ...]
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
class Plan:
    """An organisation, what happens in it, and what is asked in the end.

    ``seed`` rules every id that the product draws; ``units_asked`` picks the units to ask about.
    """

    levels: int
    units: tuple[PlannedUnit, ...]
    opening: tuple[Step, ...]
    steps: tuple[Step, ...]
    looks: tuple[Look, ...]
    units_asked: tuple[Pick, ...]


picks = st.integers(0, 40)
few_picks = st.lists(picks, max_size=2).map(tuple)
some_picks = st.lists(picks, min_size=1, max_size=4).map(tuple)
working_days = st.none() | st.integers(1, 4)
classifications = st.sampled_from([Classification.OPEN] * 3 + list(Classification))

planned_units = st.builds(
    PlannedUnit, picks, st.sampled_from([1, 1, 1, 1, 2, 0]), picks, st.booleans()
)
groups = st.builds(PlannedGroup, picks, few_picks, st.lists(picks, max_size=1).map(tuple))
audiences = st.builds(
    PlannedAudience,
    st.lists(picks, max_size=3).map(tuple),
    st.lists(groups, max_size=2).map(tuple),
)
dues = st.one_of(
    st.builds(PlannedDue, st.sampled_from(["on", "working_days_after_issue"]), st.integers(0, 6)),
    st.builds(PlannedDue, st.just("at"), st.integers(0, 150)),
    st.builds(PlannedDue, st.just("end_of_window"), st.just(0), picks),
    st.builds(PlannedDue, st.sampled_from(["absent", "continuous", "on_occurrence"]), st.just(0)),
)
tasks = st.builds(
    PlannedTask,
    kind=st.sampled_from([*[TaskKind.CARRY_OUT] * 3, TaskKind.ACKNOWLEDGE, TaskKind.REPORT]),
    audience=st.none() | audiences,
    lead=st.none() | picks,
    coordinating=st.just(()) | few_picks,
    minimum=st.none() | st.integers(1, 3),
    due=dues,
    report_to=st.none() | picks,
    report_via=st.none() | picks,
    needs_acceptance=st.sampled_from([True, True, False]),
)
issues = st.builds(
    Issue,
    issuer=st.just(0) | picks,
    passes_on=st.none() | picks,
    by_department=st.booleans(),
    document_type=picks,
    days_ago=st.sampled_from([0, 0, 0, 1, 3]),
    classification=classifications,
    audience=audiences,
    tasks=st.lists(tasks, min_size=1, max_size=3).map(tuple),
    windows=st.lists(st.none() | st.integers(0, 6), max_size=2).map(tuple),
    citations=st.lists(
        st.tuples(
            picks,
            st.sampled_from(
                [CitationRelation.IMPLEMENTS, CitationRelation.IMPLEMENTS, *CitationRelation]
            ),
        ),
        max_size=2,
    ).map(tuple),
    level_by_level=st.booleans(),
    working_days=working_days,
)
waits = st.builds(Wait, st.one_of(st.integers(0, 12), st.integers(12, 100)))
decisions = st.builds(
    Decide,
    report=picks,
    accepts=st.sampled_from([True, True, True, False]),
    received_days_ago=st.sampled_from([None, None, 0, 1, 2, 4]),
    due_in=st.sampled_from([None, None, -10, 1, 30, 100]),
)
acts: st.SearchStrategy[Step] = st.one_of(
    st.builds(Relay, picks, st.booleans(), audiences),
    st.builds(Relay, picks, st.booleans(), audiences),
    st.builds(Report, picks, st.none() | st.integers(0, 3)),
    st.builds(Report, picks, st.none() | st.integers(0, 3)),
    decisions,
    decisions,
    st.builds(Acknowledge, some_picks),
    st.builds(Extend, some_picks, st.integers(-20, 200)),
    st.builds(DateWindow, picks, picks, st.integers(-4, 4), st.integers(0, 5)),
)
changes: st.SearchStrategy[Step] = st.one_of(
    st.builds(Establish, st.lists(planned_units, min_size=1, max_size=3).map(tuple)),
    st.builds(Move, picks, picks),
    st.builds(Move, picks, picks),
    st.builds(
        Rename,
        picks,
        st.integers(0, 3),
        st.none() | st.integers(0, 20),
        st.none() | st.integers(0, 10),
    ),
    st.builds(SetPolicy, picks, picks, few_picks, working_days, working_days, st.integers(-3, 3)),
    st.builds(Record, picks, picks, st.integers(0, 5), classifications),
    st.builds(
        Grant,
        picks,
        picks,
        st.sampled_from(Role),
        classifications,
        st.none() | st.integers(-5, 200),
    ),
    st.builds(Revoke, picks),
)
projects = st.builds(Project, st.sampled_from([1, 2, 7, 5_000]))
steps: st.SearchStrategy[Step] = st.one_of(issues, acts, acts, acts, changes, waits, projects)

looks = st.builds(Look, st.integers(0, 200), st.none() | st.integers(-50, 200))
plans = st.builds(
    Plan,
    levels=st.sampled_from([2, 3, 3, 3, 4, 4, 4, 5, 8]),
    units=st.lists(planned_units, min_size=5, max_size=24).map(tuple),
    opening=st.tuples(changes, issues),
    steps=st.lists(steps, min_size=16, max_size=40).map(tuple),
    looks=st.lists(looks, min_size=1, max_size=3).map(tuple),
    units_asked=st.lists(picks, min_size=1, max_size=3).map(tuple),
)
