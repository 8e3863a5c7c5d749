"""How random plans are drawn."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final
from zoneinfo import available_timezones

from hypothesis import strategies as st

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
from cascade.quantities import LARGEST
from tests.harness.engine import HANOI, START
from tests.properties.plans import (
    Acknowledge,
    DateWindow,
    Decide,
    Establish,
    Extend,
    Filter,
    Grant,
    Issue,
    Look,
    Move,
    Place,
    Plan,
    PlannedAudience,
    PlannedDue,
    PlannedGroup,
    PlannedSuperior,
    PlannedTarget,
    PlannedTask,
    PlannedUnit,
    Project,
    Record,
    Relay,
    Rename,
    Report,
    Revoke,
    SetPolicy,
    Step,
    Wait,
)

picks = st.integers(0, 40)
few_picks = st.lists(picks, max_size=2).map(tuple)
some_picks = st.lists(picks, min_size=1, max_size=4).map(tuple)
working_days = st.none() | st.integers(1, 4)
classifications = st.sampled_from([Classification.OPEN] * 3 + list(Classification))

planned_units = st.builds(
    PlannedUnit, picks, st.sampled_from([1, 1, 1, 1, 2, 0]), picks, st.booleans()
)
lines = st.sampled_from([None] * 5 + [0, 1])
one_pick = st.lists(picks, max_size=1).map(tuple)
groups = st.builds(
    PlannedGroup,
    picks,
    few_picks,
    one_pick,
    lines,
    labels=st.sampled_from([(), (), (), (0,), (1,), (0, 1)]),
    excepted=st.just(()) | one_pick,
    excepted_under=st.just(()) | one_pick,
)
audiences = st.builds(
    PlannedAudience,
    st.lists(picks, max_size=3).map(tuple),
    st.lists(groups, max_size=2).map(tuple),
)
dues = st.one_of(
    st.builds(PlannedDue, st.sampled_from(["on", "working_days_after_issue"]), st.integers(0, 6)),
    st.builds(PlannedDue, st.just("at"), st.integers(0, 150)),
    st.builds(PlannedDue, st.just("end_of_window"), st.just(0), picks),
    st.builds(PlannedDue, st.just("on_occurrence"), st.just(0)),
    st.builds(PlannedDue, st.sampled_from(["absent", "continuous"]), st.just(0)),
    st.builds(
        PlannedDue,
        st.sampled_from(
            [
                *("days_after_issue", "working_days_after_receipt", "days_after_receipt"),
                *("days_after_effect", "months_after_effect"),
            ]
        ),
        st.integers(0, 6),
    ),
    st.builds(PlannedDue, st.just("recurring"), st.integers(0, 6), picks),
    st.builds(PlannedDue, st.just("beside_window"), st.integers(0, 6), picks),
    st.builds(PlannedDue, st.just("after_acceptance"), st.integers(0, 6), picks),
    st.builds(
        PlannedDue,
        st.sampled_from(["hours", "days", "working_days"]).map(
            lambda unit: f"{unit}_after_occurrence"
        ),
        st.integers(0, 3),
    ),
)
figures = st.sampled_from([Decimal(f) for f in ("0.7", "1", "2", "2.000001", "3")])
targets = st.builds(
    PlannedTarget,
    direction=st.sampled_from(TargetDirection),
    amount=st.none() | figures,
    by_unit=st.lists(st.tuples(picks, figures), max_size=3).map(tuple),
    by_level=st.lists(st.tuples(picks, figures), max_size=1).map(tuple),
)
forms = st.lists(st.tuples(st.sampled_from(NumberKind), st.booleans()), max_size=2).map(tuple)
fixed_dues = st.one_of(
    st.builds(PlannedDue, st.sampled_from(["on", "days_after_issue"]), st.integers(0, 6)),
    st.builds(PlannedDue, st.just("working_days_after_issue"), st.integers(0, 6)),
    st.builds(PlannedDue, st.just("recurring"), st.integers(0, 3), picks),
)
level_dues = st.just(()) | st.lists(st.tuples(picks, fixed_dues), max_size=2).map(tuple)
superiors = st.builds(PlannedSuperior, lines, st.sampled_from([True, True, False]))
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
    target=st.none() | st.none() | targets,
    indicators=forms,
    closes_before=st.none() | st.integers(0, 3),
    owed_after=st.sampled_from([None, None, None, 0, 1, 3]),
    on_non_working_day=st.sampled_from([None, None, *OnNonWorkingDay]),
    co_leads=st.just(()) | st.lists(picks, max_size=1).map(tuple),
    coordinating_groups=st.just(()) | st.lists(groups, max_size=2).map(tuple),
    level_dues=level_dues,
    superior=st.sampled_from([None, None]) | superiors,
)
# Mapped and not built by ``replace``: what Hypothesis prints of that has no end.
shared_quotas = st.tuples(tasks, picks, some_picks, st.integers(1, 3), st.integers(0, 6)).map(
    lambda drawn: replace(
        drawn[0],
        kind=TaskKind.CARRY_OUT,
        audience=None,
        lead=drawn[1],
        coordinating=drawn[2],
        minimum=drawn[3],
        due=PlannedDue("on", drawn[4]),
    )
)
"""By name, or with the groups of the task, too."""
issues = st.builds(
    Issue,
    issuer=st.just(0) | picks,
    passes_on=st.none() | picks,
    by_department=st.booleans(),
    document_type=picks,
    days_ago=st.sampled_from([0, 0, 0, 1, 3]),
    classification=classifications,
    audience=audiences,
    tasks=st.lists(tasks | shared_quotas, min_size=1, max_size=3).map(tuple),
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
    standing=st.sampled_from([False, False, True]),
    need_to_know=st.sampled_from([False] * 5 + [True]),
    joint=st.sampled_from([None] * 5) | picks,
    copies=st.just(()) | few_picks,
    met=st.just(()) | few_picks,
    asks_itself=st.sampled_from([False, False, True]),
    effective_in=st.sampled_from([None, None, None, -2, 0, 1, 3]),
    expires_in=st.sampled_from([None, None, None, 3, 7, 15]),
    urgency=st.sampled_from([Urgency.ORDINARY, *Urgency]),
)
to_all_step_by_step = issues.map(
    lambda issue: replace(issue, audience=PlannedAudience((), ()), level_by_level=True)
)
passing_on = st.tuples(issues, picks).map(
    lambda drawn: replace(drawn[0], passes_on=drawn[1], level_by_level=False)
)
policies = st.builds(
    SetPolicy,
    unit=st.sampled_from([0, 0, 1]) | picks,
    key=picks,
    types=st.just(()) | few_picks,
    acknowledge=st.sampled_from([None, 1, 2, 3]),
    pass_on=st.sampled_from([None, 1, 2, 3]),
    enter=st.sampled_from([None, None, 1, 2]),
    valid_from_days=st.sampled_from([-3, -1, 0, 0, 1, 3]),
    final_report=st.sampled_from([None, None, 1, 2, 4]),
    urgencies=st.just(()) | st.sampled_from([(Urgency.EXPRESS,), tuple(Urgency)[1:]]),
)
grants = st.builds(
    Grant,
    subject=picks,
    unit=picks,
    role=st.sampled_from([Role.READER, Role.READER, *Role]),
    clearance=st.sampled_from([Classification.TOP_SECRET, *Classification]),
    ends_in=st.sampled_from([None, None, None, -5, 50, 200]),
)
relays = st.builds(
    Relay, picks, st.booleans(), audiences, st.sampled_from([None, None, 10, 30, 100])
)
quantities = st.sampled_from(
    [None, *map(Decimal, ("0", "0.000001", "0.1", "0.2", "0.7", "1", "2", "3")), LARGEST]
)
"""0.1, 0.7 and 0.2 are exactly 1, which binary fractions miss."""
values = st.lists(quantities, min_size=1, max_size=3).map(tuple)
with_others = st.sampled_from([(), (), ()]) | few_picks
reports = st.builds(Report, picks, st.booleans(), quantities, values, with_others)
decisions = st.builds(
    Decide,
    report=picks,
    towards_quota=st.booleans(),
    accepts=st.sampled_from([True, True, False]),
    received_days_ago=st.sampled_from([None, None, 0, 1, 2, 4]),
    due_in=st.sampled_from([None, None, -10, 1, 30, 100]),
)
renamings = st.builds(
    Rename,
    unit=picks,
    name=st.integers(0, 3),
    days_ago=st.none() | st.integers(0, 20),
    range_days=st.none() | st.integers(0, 10),
)
WEIGHTED: tuple[tuple[int, st.SearchStrategy[Step]], ...] = (
    (8, reports),
    (8, decisions),
    (3, issues),
    (5, relays),
    (3, st.builds(Acknowledge, some_picks)),
    (3, st.builds(Extend, some_picks, st.booleans(), st.integers(-20, 200))),
    (3, st.builds(DateWindow, picks, st.integers(-4, 4), st.integers(0, 5))),
    (1, st.builds(Establish, st.lists(planned_units, min_size=1, max_size=3).map(tuple))),
    (3, st.builds(Move, picks, picks)),
    (1, renamings),
    (3, policies),
    (2, st.builds(Record, picks, picks, st.integers(0, 5), classifications, st.booleans())),
    (1, grants),
    (1, st.builds(Revoke, picks)),
    (6, st.builds(Wait, st.sampled_from([1, 6, 20, 40, 72, 120]))),
    (2, st.builds(Project, st.sampled_from([1, 2, 7, 5_000]))),
)
steps: st.SearchStrategy[Step] = st.sampled_from(
    [number for number, (weight, _) in enumerate(WEIGHTED) for _ in range(weight)]
).flatmap(lambda number: WEIGHTED[number][1])
"""Not ``one_of``: that gives each of its branches the same chance, however often it is named. The
first one is what the simplest example repeats: it finds nothing to report on, and is soon over.
"""

looks = st.builds(Look, st.integers(0, 200), st.none() | st.integers(-50, 200))
filters = st.builds(
    Filter,
    statuses=few_picks,
    timeliness=few_picks,
    kinds=few_picks,
    role=st.none() | st.none() | picks,
    due_from_days=st.none() | st.integers(-5, 5),
    due_to_days=st.none() | st.integers(-5, 10),
)
CHANGES: Final = {
    "America/Santiago": ("2026-04-02", "2026-09-03"),
    "Africa/Cairo": ("2026-04-21", "2026-10-27"),
    "Asia/Beirut": ("2026-03-26", "2026-10-22"),
    "America/Havana": ("2026-03-05", "2026-10-29"),
    "America/Nuuk": ("2026-03-26", "2026-10-22"),
    "America/Scoresbysund": ("2026-03-26", "2026-10-22"),
    "Atlantic/Azores": ("2026-03-26", "2026-10-22"),
    "Australia/Lord_Howe": ("2026-04-02", "2026-10-01"),
    "Africa/Casablanca": ("2026-02-12", "2026-03-19"),
    "Europe/Berlin": ("2026-03-26", "2026-10-22"),
}
"""Shortly before clocks are put forward or back: at midnight, an hour or half an hour."""
places = st.one_of(
    st.just(Place(HANOI, START)),
    st.sampled_from(
        [
            Place(zone, datetime.fromisoformat(f"{day}T09:30:00+00:00"))
            for zone, days in CHANGES.items()
            for day in days
        ]
    ),
    st.builds(Place, st.sampled_from(sorted(available_timezones())), st.just(START)),
)
organisations = st.lists(planned_units, min_size=5, max_size=24).map(tuple)
openings: st.SearchStrategy[Step] = st.one_of(
    grants, policies, issues | to_all_step_by_step, issues | passing_on
)
built = st.builds(
    Plan,
    place=places,
    levels=st.sampled_from([2, 3, 3, 3, 4, 4, 4, 5, 8]),
    units=organisations,
    opening=st.tuples(
        grants,
        grants,
        grants,
        policies,
        policies,
        issues | to_all_step_by_step,
        issues | passing_on,
    ),
    steps=st.lists(steps, min_size=16, max_size=40).map(tuple),
    looks=st.lists(looks, min_size=1, max_size=2).map(tuple),
    units_asked=st.lists(picks, min_size=1, max_size=2).map(tuple),
    filter=filters,
    many_units=st.sampled_from([1, 4, 1_000]),
)


@st.composite
def _plan(draw: st.DrawFn) -> Plan:
    """A copy, which Hypothesis prints as it prints itself."""
    return replace(draw(built))


plans = _plan()
