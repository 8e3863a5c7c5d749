"""Obligations as they show at a moment, and their counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from cascade.directive.records import TaskRecord
from cascade.enums import DueKind, ObligationRole, Origin, ReportDecision, TaskKind, Urgency
from tests.oracle.days import local_day, start_of_day
from tests.oracle.directives import Directive, issued
from tests.oracle.dues import given_due, is_dated_window
from tests.oracle.history import History, Moment, remembered
from tests.oracle.members import owing
from tests.oracle.standings import OPEN, Fold, Standing, Status, fold, has_expired
from tests.oracle.tasks import Charge, charges, entered
from tests.oracle.trees import tree_at
from tests.oracle.withdrawing import is_withdrawn

SETTLED = (Status.SUBMITTED, Status.FULFILLED)
JUDGED = (*OPEN, *SETTLED)
"""By their due dates; any other is asked nothing any more."""
WINDOW_NOT_DATED = "WINDOW_NOT_DATED"


class Timeliness(StrEnum):
    """How an obligation stands to its due date."""

    UNDATED = "UNDATED"
    NOT_YET_DUE = "NOT_YET_DUE"
    OVERDUE = "OVERDUE"
    ON_TIME = "ON_TIME"
    LATE = "LATE"


@dataclass(frozen=True)
class Obligation:
    """A task that a unit owes, as it shows at one moment. ``decisions``: what became of its
    reports, the newest first. ``judge_id`` decides them. ``level``: whose rule it is due by, where
    that is not the task's.
    """

    task_id: UUID
    unit_id: UUID
    occurrence: date | None
    bearer_id: UUID
    directive_id: UUID
    key: str
    kind: TaskKind
    origin: Origin
    role: ObligationRole
    due_kind: str
    opens_at: datetime
    due_at: datetime | None
    status: Status
    folded: Status
    timeliness: Timeliness
    reported_towards_quota: Decimal | None
    quota_met: bool | None
    target: Decimal | None
    acknowledged_at: datetime | None
    submitted_at: datetime | None
    fulfilled_at: datetime | None
    decisions: tuple[tuple[UUID, ReportDecision | None], ...]
    judge_id: UUID
    period: tuple[date, str] | None
    values: tuple[tuple[str, Decimal, bool], ...]
    """What its reports say of indicators: what was accepted (true), and what the latest says while
    it is undecided.
    """
    data_close_on: date | None
    urgency: Urgency
    is_declared: bool
    level: str | None

    @property
    def id(self) -> tuple[UUID, UUID, date | None]:
        return self.task_id, self.unit_id, self.occurrence

    @property
    def report_ids(self) -> tuple[UUID, ...]:
        return tuple(report_id for report_id, _ in self.decisions)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_overdue(self) -> bool:
        return self.timeliness is Timeliness.OVERDUE


@remembered
def obligations(history: History, moment: Moment) -> tuple[Obligation, ...]:
    """Every obligation of the nation at a moment."""
    return tuple(
        obligation(history, moment, charge)
        for directive in issued(history, moment.position).values()
        for unit_id in _owing(history, moment.position, directive)
        for charge in charges(history, moment.position, directive, unit_id)
    )


def _owing(history: History, position: int, directive: Directive) -> set[UUID]:
    """Who owes something of it, or was to enter it in time."""
    entry = entered(history, position, directive)
    return {*owing(history, position, directive), *([entry.unit_id] if entry else [])}


@remembered
def obligations_of(history: History, moment: Moment, directive_id: UUID) -> tuple[Obligation, ...]:
    """Those of one directive."""
    return tuple(o for o in obligations(history, moment) if o.directive_id == directive_id)


def obligation(history: History, moment: Moment, charge: Charge) -> Obligation:
    position, directive_id = moment.position, charge.directive.directive_id
    folded = fold(history, position, charge)
    standing = folded.standings[charge.unit_id]
    judgement = standing.judgement if standing.status in SETTLED else None
    due_at = judgement.due_at if judgement else folded.due(position, charge.unit_id)
    status = _status(history, moment, charge, standing)
    quota = charge.quota
    return Obligation(
        charge.task_id,
        charge.unit_id,
        charge.day,
        tree_at(history, position).bearer(charge.unit_id, directive_id),
        directive_id,
        charge.key,
        charge.kind,
        charge.origin,
        charge.role,
        _due_kind(history, moment, charge),
        _opens_at(history, charge),
        due_at,
        status,
        standing.status,
        _timeliness(folded, standing, status, due_at, moment.clock),
        folded.reported if quota else None,
        folded.is_met(charge) if quota else None,
        folded.target(charge),
        standing.acknowledged_at,
        _submitted_at(standing),
        standing.fulfilled_at,
        tuple((report.report_id, report.decision) for report in reversed(standing.reports)),
        _judge_id(history, position, charge),
        _period(history, charge),
        tuple(_values(standing)),
        _data_close_on(history, position, charge),
        charge.directive.event.urgency,
        standing.is_declared,
        charge.level,
    )


def _data_close_on(history: History, position: int, charge: Charge) -> date | None:
    closing = charge.record.data_close if charge.record else None
    if closing is None or closing.on is not None:
        return closing.on if closing else None
    due_at = given_due(history, position, charge)
    assert closing.days_before_due is not None
    return local_day(history, due_at) - timedelta(closing.days_before_due) if due_at else None


def _values(standing: Standing) -> Iterator[tuple[str, Decimal, bool]]:
    for report in standing.reports:
        is_accepted = report.decision is ReportDecision.ACCEPTED
        if is_accepted or (report.decision is None and report is standing.reports[-1]):
            for indicator, value in report.values.items():
                yield indicator, value, is_accepted


def _status(history: History, moment: Moment, charge: Charge, standing: Standing) -> Status:
    if not standing.is_fulfilled and is_withdrawn(history, moment.position, charge):
        return Status.WITHDRAWN
    if standing.status in (*OPEN, Status.NOT_APPLICABLE) and has_expired(history, moment, charge):
        return Status.WITHDRAWN
    return Status.EXEMPTED if standing.is_exempted else standing.status


def _period(history: History, charge: Charge) -> tuple[date, str] | None:
    """Of what is asked more than once: since which day, and what it is called."""
    if charge.declared is not None:
        event = charge.declared.event
        return local_day(history, event.occurred_at), event.label
    if charge.occurrence is not None:
        return charge.occurrence.starts_on, charge.occurrence.label
    return None


def _opens_at(history: History, charge: Charge) -> datetime:
    """What the engine adds may be done before the directive is in force."""
    days = [charge.directive.effective_on] if charge.task is not None else []
    days += [charge.occurrence.starts_on] if charge.occurrence is not None else []
    instants = [charge.reached.at, *(start_of_day(history, day) for day in days)]
    instants += [history.recorded_at(charge.declared.position)] if charge.declared else []
    return max(instants)


def _judge_id(history: History, position: int, charge: Charge) -> UUID:
    """Who sets a policy judges by it; else who stands above, whom the task names, the issuer."""
    bearer_id = tree_at(history, position).bearer(charge.unit_id, charge.directive.directive_id)
    above = superior(history, position, charge.record, bearer_id)
    reports_to = charge.record.report_to_id if charge.record else None
    return charge.setter_id or above or reports_to or charge.directive.event.issuer_id


def superior(
    history: History, position: int, record: TaskRecord | None, bearer_id: UUID
) -> UUID | None:
    """The unit above a bearer, where a task has its reports go there; null where they end."""
    if record is None or record.superior is None:
        return None
    tree = tree_at(history, position)
    if bearer_id in {tree.heir(top) for top in record.superior.top_ids}:
        return None
    return next(iter(tree.over(record.superior.line, bearer_id)), None)


def recipients(history: History, position: int, record: TaskRecord, bearer_id: UUID) -> set[UUID]:
    """To whom and through whom a bearer's reports go, as far as the task says."""
    to_id = superior(history, position, record, bearer_id) or record.report_to_id
    tree = tree_at(history, position)
    return {tree.heir(unit_id) for unit_id in (to_id, record.report_via_id) if unit_id}


def _due_kind(history: History, moment: Moment, charge: Charge) -> str:
    """Of the task's own rule, which is what a task shows."""
    due, directive = charge.record.due if charge.record else charge.due, charge.directive
    is_dated = is_dated_window(history, moment.position, directive, due.window)
    return WINDOW_NOT_DATED if due.kind is DueKind.WINDOW and not is_dated else due.kind.value


def _timeliness(
    folded: Fold, standing: Standing, status: Status, due_at: datetime | None, clock: datetime
) -> Timeliness:
    if due_at is None or status not in JUDGED:
        return Timeliness.UNDATED
    if standing.status in SETTLED:
        assert standing.judgement is not None
        return Timeliness.ON_TIME if folded.on_time(standing.judgement) else Timeliness.LATE
    return Timeliness.OVERDUE if clock > due_at else Timeliness.NOT_YET_DUE


def _submitted_at(standing: Standing) -> datetime | None:
    if standing.judgement is not None:
        return standing.judgement.submitted_at
    return standing.reports[-1].submitted_at if standing.reports else None


@dataclass(frozen=True)
class Progress:
    """Counts of a set of obligations by status and by timeliness. What was withdrawn or does not
    apply is not in the total; that and what was exempted is not counted by timeliness.
    """

    total: int
    by_status: dict[Status, int]
    by_timeliness: dict[Timeliness, int]


def progress(of: Iterable[Obligation]) -> Progress:
    every = list(of)
    asked = [o for o in every if o.status not in (Status.WITHDRAWN, Status.NOT_APPLICABLE)]
    judged = [o for o in asked if o.status in JUDGED]
    return Progress(
        len(asked),
        {s: sum(o.status is s for o in every) for s in Status},
        {t: sum(o.timeliness is t for o in judged) for t in Timeliness},
    )


def borne_within(history: History, moment: Moment, unit_id: UUID) -> list[Obligation]:
    """What a unit and every unit under it bear, by the tree of the moment."""
    tree = tree_at(history, moment.position)
    every = obligations(history, moment)
    return [o for o in every if tree.within(o.bearer_id, unit_id)]


def overdue(of: Iterable[Obligation]) -> list[Obligation]:
    """Those overdue, the longest first."""
    late = [o for o in of if o.is_overdue]
    return sorted(late, key=lambda o: (o.due_at, o.task_id, o.unit_id))
