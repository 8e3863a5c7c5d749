"""What commands record agrees with the model: normalised audiences, topmost units, due dates."""

from collections.abc import Iterator
from datetime import time
from uuid import UUID

from hypothesis import given

from cascade.directive.audience import Audience
from cascade.directive.records import TaskRecord
from cascade.enums import DueKind, TaskKind
from cascade.execution.events import (
    DirectivePassedOn,
    ObligationAcknowledged,
    ObligationExtended,
    ReportSubmitted,
)
from tests.harness.engine import TestEngine
from tests.harness.ground import Ground
from tests.oracle.days import end_of_day, time_of_day
from tests.oracle.directives import Directive, amendments, implemented_ids, issued
from tests.oracle.dues import base_due, counts_from_reach
from tests.oracle.history import History
from tests.oracle.members import concerned, coverages
from tests.oracle.reaches import reach
from tests.oracle.standings import Status, fold
from tests.oracle.tasks import Charge, charges
from tests.oracle.trees import Tree, tree_at
from tests.properties.campaign import campaign
from tests.properties.change_strategies import upset_plans
from tests.properties.driving import tell
from tests.properties.plans import Plan


@campaign(30)
@given(plan=upset_plans)
async def test_commands_record_what_the_model_says(ground: Ground, plan: Plan) -> None:
    async with TestEngine.on(ground) as engine:
        await tell(engine, plan)
    check_history(engine.history)


def check_history(history: History) -> None:
    for directive in issued(history, history.head).values():
        check_audiences(history, directive)
        check_amendments(history, directive)
        check_passed_on(history, directive)
        for task in directive.event.tasks:
            check_due(history, directive, task)
    for fact in history.facts:
        if isinstance(fact.event, ObligationAcknowledged | ReportSubmitted | ObligationExtended):
            check_act(history, fact.position, fact.event)


def check_audiences(history: History, directive: Directive) -> None:
    event, tree = directive.event, tree_at(history, directive.position)
    of_tasks = ((task.audience, task.coordinating) for task in event.tasks)
    for audience, coordinating in ((event.audience, None), *of_tasks):
        if audience is not None:
            normalised = list(_covered(tree, audience))
            assert len(normalised) == len(set(normalised)), "disjoint"
            assert set(normalised) == responsible(tree, audience, coordinating)
    if event.level_by_level is not None:
        (coverage,) = coverages(history, directive.position, directive)
        topmost = list(_covered(tree, event.level_by_level.topmost))
        assert sorted(topmost) == sorted(u for u in coverage.members if coverage.is_topmost(u))


def check_amendments(history: History, directive: Directive) -> None:
    """Each in the tree of its own position; it reaches those above whom nobody else stands."""
    _, *later = coverages(history, history.head, directive)
    for (at, amended), coverage in zip(
        amendments(history, history.head, directive), later, strict=True
    ):
        tree = tree_at(history, at)
        of_tasks = ((task.audience, task.coordinating) for task in amended.added_tasks)
        for audience, coordinating in ((amended.added, None), *of_tasks):
            if audience is not None:
                expected = responsible(tree, audience, coordinating)
                assert set(_covered(tree, audience)) == expected
        if amended.topmost is not None:
            topmost = {u for u in coverage.members if coverage.is_topmost(u)}
            assert set(_covered(tree, amended.topmost)) == topmost


def responsible(tree: Tree, audience: Audience, coordinating: Audience | None) -> set[UUID]:
    """Whom an audience selects, but for those that coordinate by group: each owes in one role."""
    selected = {unit_id for unit_id in tree.units if tree.covers(audience, unit_id)}
    return selected - set(_covered(tree, coordinating) if coordinating else ())


def _covered(tree: Tree, audience: Audience) -> Iterator[UUID]:
    yield from audience.unit_ids
    for atom in audience.atoms:
        for unit_id, unit in tree.units.items():
            of_atom = (unit.level, unit.kind) == (atom.level, atom.kind)
            if of_atom and tree.under(unit_id, atom.scope_id):
                yield unit_id


def check_due(history: History, directive: Directive, task: TaskRecord) -> None:
    """The date that the event froze is the one that its rule comes to."""
    due = task.due
    for unit_id in concerned(history, directive.position, directive):
        for charge in charges(history, directive.position, directive, unit_id):
            if charge.task_id == task.task_id and not counts_from_reach(charge):
                expected = charge.occurrence.due_at if charge.occurrence else charge.due.due_at
                assert base_due(history, directive.position, charge) == expected
    if due.due_on is not None and due.kind is not DueKind.AT_INSTANT:
        assert due.due_at == end_of_day(history, due.due_on)
    for occurrence in due.occurrences:
        assert due.rule is not None
        _, _, moment = due.rule.partition(", or ")[0].partition(" at ")
        if moment:
            at = time_of_day(history, occurrence.due_on, time.fromisoformat(moment))
        else:
            at = end_of_day(history, occurrence.due_on)
        assert occurrence.due_at == at


def check_act(
    history: History,
    position: int,
    event: ObligationAcknowledged | ReportSubmitted | ObligationExtended,
) -> None:
    """It was owed, it was open to such an act, and it was judged by the due date in force."""
    directive = issued(history, position)[event.directive_id]
    charge = _charge(history, position - 1, directive, event)
    before = fold(history, position - 1, charge)
    standing = before.standings[event.unit_id]
    match event:
        case ObligationAcknowledged():
            assert event.fulfils == (charge.kind is TaskKind.ACKNOWLEDGE)
            assert event.due_at == before.due(position - 1, event.unit_id)
            assert standing.acknowledged_at is None
        case ReportSubmitted():
            assert charge.kind not in (TaskKind.ACKNOWLEDGE, TaskKind.PASS_ON)
            assert event.due_at == before.due(position - 1, event.unit_id)
        case ObligationExtended():
            in_force = before.due(position - 1, event.unit_id)
            assert in_force is not None
            assert event.due_at > in_force
            assert standing.status not in (Status.SUBMITTED, Status.FULFILLED)


def _charge(
    history: History,
    position: int,
    directive: Directive,
    event: ObligationAcknowledged | ReportSubmitted | ObligationExtended,
) -> Charge:
    (found,) = [
        charge
        for charge in charges(history, position, directive, event.unit_id)
        if (charge.task_id, charge.day) == (event.task_id, event.occurrence)
    ]
    return found


def check_passed_on(history: History, directive: Directive) -> None:
    """An implementing directive passes on each upper one that had reached one of its issuers, the
    body whose department that is, or a unit for which one of these bears; and no other.
    """
    tree = tree_at(history, directive.position)
    acting = {
        unit_id
        for issuer_id in directive.issuer_ids
        for unit_id in (issuer_id, tree.units[issuer_id].addresses_under_id)
    }
    known = issued(history, directive.position - 1)
    expected = {
        (upper_id, unit_id)
        for upper_id in implemented_ids(history, directive.position, directive) & known.keys()
        for unit_id in concerned(history, directive.position - 1, known[upper_id])
        if tree.bearer(unit_id, upper_id) in acting
        and reach(history, directive.position - 1, known[upper_id], unit_id)
    }
    passed_on = {
        (event.directive_id, event.unit_id)
        for _, event in history.of(DirectivePassedOn, history.head)
        if event.implementing_id == directive.directive_id
    }
    assert passed_on == expected
