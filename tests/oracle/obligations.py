"""Obligations as they show at a moment, and their counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from cascade.terms import DueKind, ObligationRole, Origin, ReportDecision, TaskKind
from tests.oracle.directives import issued
from tests.oracle.history import History, Moment, remembered
from tests.oracle.standings import Fold, Standing, Status, fold
from tests.oracle.tasks import Charge, base_due, charges
from tests.oracle.trees import tree_at

SETTLED = (Status.SUBMITTED, Status.FULFILLED)
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
    reports, the newest first.
    """

    task_id: UUID
    unit_id: UUID
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
    timeliness: Timeliness
    reported_towards_quota: float | None
    quota_met: bool | None
    acknowledged_at: datetime | None
    submitted_at: datetime | None
    fulfilled_at: datetime | None
    decisions: tuple[tuple[UUID, ReportDecision | None], ...]

    @property
    def id(self) -> tuple[UUID, UUID]:
        return self.task_id, self.unit_id

    @property
    def report_ids(self) -> tuple[UUID, ...]:
        return tuple(report_id for report_id, _ in self.decisions)

    @property
    def is_overdue(self) -> bool:
        return self.timeliness is Timeliness.OVERDUE


@remembered
def obligations(history: History, moment: Moment) -> tuple[Obligation, ...]:
    """Every obligation of the nation at a moment."""
    return tuple(
        obligation(history, moment, charge)
        for directive in issued(history, moment.position).values()
        for unit_id in directive.concerned
        for charge in charges(history, moment.position, directive, unit_id)
    )


def obligation(history: History, moment: Moment, charge: Charge) -> Obligation:
    folded = fold(history, moment.position, charge)
    standing = folded.standings[charge.unit_id]
    judgement = standing.judgement if standing.status in SETTLED else None
    in_force = folded.due(moment.position, charge.unit_id)
    due_at = judgement.due_at if judgement else in_force
    quota = charge.quota
    return Obligation(
        charge.task_id,
        charge.unit_id,
        charge.unit_id,
        charge.directive.directive_id,
        charge.key,
        charge.kind,
        charge.origin,
        charge.role,
        _due_kind(history, moment, charge),
        charge.reached.at,
        due_at,
        standing.status,
        _timeliness(folded, standing, due_at, moment.clock),
        folded.reported if quota else None,
        folded.is_met if quota else None,
        standing.acknowledged_at,
        _submitted_at(standing),
        standing.fulfilled_at,
        tuple((report.report_id, report.decision) for report in reversed(standing.reports)),
    )


def _due_kind(history: History, moment: Moment, charge: Charge) -> str:
    if charge.due.kind is DueKind.WINDOW and base_due(history, moment.position, charge) is None:
        return WINDOW_NOT_DATED
    return charge.due.kind.value


def _timeliness(
    folded: Fold, standing: Standing, due_at: datetime | None, clock: datetime
) -> Timeliness:
    if due_at is None:
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
    """Counts of a set of obligations by status and by timeliness."""

    total: int
    by_status: dict[Status, int]
    by_timeliness: dict[Timeliness, int]


def progress(of: Iterable[Obligation]) -> Progress:
    counted = list(of)
    return Progress(
        len(counted),
        {s: sum(o.status is s for o in counted) for s in Status},
        {t: sum(o.timeliness is t for o in counted) for t in Timeliness},
    )


def borne_within(history: History, moment: Moment, unit_id: UUID) -> list[Obligation]:
    """What a unit and every unit under it bear, by the tree of the moment."""
    tree = tree_at(history, moment.position)
    every = obligations(history, moment)
    return [o for o in every if tree.within(o.bearer_id, unit_id)]


def overdue(of: Iterable[Obligation]) -> list[Obligation]:
    """Those overdue, the longest first."""
    late = [o for o in of if o.is_overdue]
    return sorted(late, key=lambda o: (o.due_at, o.id))
