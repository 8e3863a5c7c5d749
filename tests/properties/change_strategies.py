"""How steps are drawn that change what stands."""

from dataclasses import replace

from hypothesis import strategies as st

from cascade.enums import OnNonWorkingDay, SeriesRestart
from tests.properties import changes as u
from tests.properties.plans import Plan, Step
from tests.properties.strategies import (
    audiences,
    dues,
    few_picks,
    figures,
    forms,
    level_dues,
    picks,
    planned_units,
    plans,
    quantities,
    some_picks,
    tasks,
)

given = st.lists(st.tuples(picks, picks), max_size=3).map(tuple)
days_ahead = st.sampled_from([0, 0, 0, 0, 1, 3, -2])
near_days = st.none() | st.integers(-3, 3)
seldom = st.sampled_from([None, None, None])

merged = st.lists(picks, min_size=2, max_size=4, unique=True).map(tuple)
merges = st.builds(
    u.Merge,
    merged,
    st.none() | picks,
    st.booleans(),
    days_ahead,
    st.sampled_from([None, 0, 0, 1, 2, -1]),
)
splits = st.builds(
    u.Split, picks, st.integers(1, 3), st.just(()) | few_picks, picks, given, days_ahead
)
dissolutions = st.builds(u.Dissolve, picks, few_picks, given, days_ahead)
packages = st.builds(
    u.Package,
    st.lists(st.one_of(merges, splits, dissolutions), min_size=1, max_size=4).map(tuple),
    st.none() | picks,
    days_ahead,
)
superiors = st.builds(u.SetSuperior, picks, picks, seldom | picks)
amendments = st.builds(
    u.Amend,
    directive=picks,
    added_task=seldom | tasks,
    changed=seldom
    | st.builds(
        u.ChangedTask,
        picks,
        st.none() | dues,
        st.none() | st.integers(1, 3),
        seldom | picks,
        st.none() | st.tuples(picks, st.none() | figures),
        st.none() | forms,
        seldom | level_dues,
        on_non_working_day=st.sampled_from([None, None, *OnNonWorkingDay]),
    ),
    withdrawn_task=seldom | picks,
    added=st.none() | audiences,
    withdrawn=seldom | audiences,
    expires_in=st.sampled_from([None, None, None, 0, 2, 9]),
)
WEIGHTED: tuple[tuple[int, st.SearchStrategy[u.Change]], ...] = (
    (3, merges),
    (3, splits),
    (1, dissolutions),
    (3, packages),
    (3, superiors),
    (1, st.builds(u.CancelChange, picks)),
    (1, st.builds(u.AddAlias, picks, st.integers(0, 3))),
    (3, st.builds(u.LabelUnits, some_picks, picks, near_days, near_days)),
    (2, st.builds(u.UnlabelUnits, some_picks, picks, near_days)),
    (3, st.builds(u.Stage, seldom | picks, st.lists(planned_units, max_size=3).map(tuple))),
    (
        3,
        st.builds(
            u.EndImport, picks, st.sampled_from([True, True, False]), st.sampled_from([0, 0, 0, 1])
        ),
    ),
    (5, amendments),
    (1, st.builds(u.Revoke, picks)),
    (1, st.builds(u.Supersede, picks, picks)),
    (1, st.builds(u.Correct, picks, picks)),
    (1, st.builds(u.SetSeries, picks, picks, st.sampled_from([None, *SeriesRestart]))),
    (2, st.builds(u.ResolveCitation, picks, st.none() | picks)),
    (3, st.builds(u.DecideCitation, picks, st.sampled_from([True, True, False]))),
    (3, st.builds(u.Invite, picks, picks)),
    (3, st.builds(u.AnswerInvitation, picks, st.sampled_from([True, True, False]))),
    (
        2,
        st.builds(
            u.Announce,
            st.lists(st.integers(0, 9), max_size=3, unique=True).map(tuple),
            st.lists(st.integers(0, 9), max_size=2, unique=True).map(tuple),
        ),
    ),
    (
        1,
        st.builds(
            u.CorrectDays,
            st.lists(st.integers(0, 5), max_size=2, unique=True).map(tuple),
            st.lists(st.integers(0, 5), max_size=2, unique=True).map(tuple),
        ),
    ),
    (3, st.builds(u.MoveDues, picks, st.none() | st.integers(0, 9))),
    (3, st.builds(u.ExtendGroup, picks, picks, st.booleans(), st.integers(-20, 200))),
    (2, st.builds(u.ExemptGroup, picks, picks, st.booleans())),
    (2, st.builds(u.Exempt, some_picks)),
    (3, st.builds(u.DeclareNotApplicable, some_picks)),
    (3, st.builds(u.EndDeclaration, some_picks, st.sampled_from([True, True, False, None]))),
    (3, st.builds(u.Recall, picks)),
    (3, st.builds(u.AskExtension, picks, st.integers(-20, 200))),
    (3, st.builds(u.DecideExtension, picks, st.booleans(), st.none() | st.integers(-20, 200))),
    (3, st.builds(u.Conduct, picks, picks)),
    (2, st.builds(u.RecordReport, picks, picks, quantities)),
    (2, st.builds(u.LinkReport, picks, picks)),
    (4, st.builds(u.Declare, picks, picks, st.sampled_from([0, 0, 0, 1, 20, -1]))),
    (1, st.builds(u.WithdrawDeclared, picks)),
    (1, st.builds(u.Draft, picks, picks)),
    (1, st.builds(u.OnDraft, picks, st.booleans())),
)
changes: st.SearchStrategy[u.Change] = st.sampled_from(
    [number for number, (weight, _) in enumerate(WEIGHTED) for _ in range(weight)]
).flatmap(lambda number: WEIGHTED[number][1])


@st.composite
def _upset(draw: st.DrawFn) -> Plan:
    """A plan in the middle of whose steps things change."""
    plan, changed = draw(plans), draw(st.lists(changes, max_size=16))
    steps: list[Step | u.Change] = list(plan.steps)
    for number, change in enumerate(changed):
        steps.insert(number * 3, change)
    return replace(plan, steps=tuple(steps))


upset_plans = _upset()
