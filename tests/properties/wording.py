"""A plan's step as the command that somebody would send, by what there is when it comes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from cascade.access.commands import GrantRole, RevokeRole
from cascade.access.events import RoleGranted
from cascade.directive.commands import (
    AudienceInput,
    CitationInput,
    DateWindow,
    DueInput,
    GroupInput,
    IssueDirective,
    PassOnInput,
    QuotaInput,
    RecordDirective,
    RelayDirective,
    TaskInput,
    WindowInput,
)
from cascade.execution.commands import (
    Acknowledge,
    DecideReport,
    ExtendObligations,
    ObligationRef,
    ReportRef,
    SubmitReport,
)
from cascade.execution.events import ReportSubmitted
from cascade.organisation.commands import EstablishUnits, MoveUnit, NewUnit, RenameUnit
from cascade.organisation.events import LevelRecord, OrganisationFounded
from cascade.policy.commands import SetPolicy
from cascade.terms import CitationRelation, ReportDecision, TaskKind
from tests.oracle.days import local_day
from tests.oracle.directives import issued, recorded
from tests.oracle.history import History, Moment
from tests.oracle.obligations import Obligation, obligations
from tests.oracle.standings import Status
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
class Wording:
    """Words commands for the world as it stands after a history, at an instant."""

    history: History
    now: datetime

    # ---- what there is

    @cached_property
    def tree(self) -> Tree:
        return tree_at(self.history, self.history.head)

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
        return obligations(self.history, Moment(self.history.head, self.now))

    @cached_property
    def directive_ids(self) -> list[UUID]:
        return list(issued(self.history, self.history.head))

    def below(self, unit_id: UUID) -> list[UUID]:
        return [u for u in self.units if self.tree.under(u, unit_id)]

    def day(self, offset_days: int) -> datetime:
        return self.now + timedelta(days=offset_days)

    # ---- the organisation

    def establish(self, step: plans.Establish) -> EstablishUnits:
        codes = [f"u{len(self.units) + n}" for n in range(len(step.units))]
        ranks = {level.key: level.rank for level in self.levels}
        parents: list[tuple[UUID | str, int]] = [
            (u, ranks[self.tree.units[u].level]) for u in self.units
        ]
        units = []
        for code, planned in zip(codes, step.units, strict=True):
            parent, rank = parents[planned.parent % len(parents)]
            rank = min(rank + planned.deeper, len(self.levels))
            units.append(self._new_unit(code, planned, parent, rank))
            parents.append((code, rank))
        return EstablishUnits(tuple(units))

    def _new_unit(
        self, code: str, planned: plans.PlannedUnit, parent: UUID | str, rank: int
    ) -> NewUnit:
        by_id = parent if isinstance(parent, UUID) else None
        by_code = parent if isinstance(parent, str) else None
        return NewUnit(
            code,
            f"Unit {code}",
            plans.KINDS[planned.kind % len(plans.KINDS)],
            self.levels[rank - 1].key,
            symbol=code.upper(),
            parent=by_id,
            parent_code=by_code,
            addresses_under=by_id if planned.is_department else None,
            addresses_under_code=by_code if planned.is_department else None,
        )

    def move(self, step: plans.Move) -> MoveUnit | None:
        moved = choose(self.units[1:], step.unit, self.units)
        if moved is None:
            return None
        ranks = {level.key: level.rank for level in self.levels}
        rank = ranks[self.tree.units[moved].level]
        likely = [
            u
            for u in self.units
            if ranks[self.tree.units[u].level] < rank and not self.tree.within(u, moved)
        ]
        parent = choose(likely, step.parent, self.units)
        return MoveUnit(moved, parent) if parent else None

    def rename(self, step: plans.Rename) -> RenameUnit | None:
        unit_id = choose(self.units, step.unit)
        if unit_id is None:
            return None
        name = f"Name {step.name}"
        if step.days_ago is None:
            return RenameUnit(unit_id, name)
        last = local_day(self.history, self.day(-step.days_ago))
        if step.range_days is None:
            return RenameUnit(unit_id, name, valid_from=last)
        first = last - timedelta(days=step.range_days)
        return RenameUnit(unit_id, name, valid_not_before=first, valid_not_after=last)

    def set_policy(self, step: plans.SetPolicy) -> SetPolicy | None:
        unit_id = choose(self.units, step.unit)
        if unit_id is None:
            return None
        return SetPolicy(
            unit_id,
            plans.POLICY_KEYS[step.key % len(plans.POLICY_KEYS)],
            local_day(self.history, self.day(step.valid_from_days)),
            tuple(sorted({plans.TYPES[t % len(plans.TYPES)] for t in step.types})),
            step.acknowledge,
            step.pass_on,
        )

    # ---- directives

    def issue(self, step: plans.Issue) -> IssueDirective | None:
        issuer, upper = self._issuer(step)
        if issuer is None:
            return None
        authority = self.tree.units[issuer].addresses_under_id
        windows = self._windows(step)
        return IssueDirective(
            issuer,
            plans.TYPES[step.document_type % len(plans.TYPES)],
            "a subject",
            local_day(self.history, self.day(-step.days_ago)),
            self._audience(step.audience, authority),
            tuple(
                self._task(str(number), task, authority, windows)
                for number, task in enumerate(step.tasks, 1)
            ),
            classification=step.classification,
            windows=windows,
            citations=(*upper, *self._citations(step)),
            level_by_level=PassOnInput(step.working_days) if step.level_by_level else None,
        )

    def _issuer(self, step: plans.Issue) -> tuple[UUID | None, tuple[CitationInput, ...]]:
        """Who issues, and the directive that is implemented by it where passing on is owed."""
        if step.passes_on is not None and (owed := choose(self._passing_on, step.passes_on)):
            directive_id, unit_id = owed
            implements = CitationInput("1-CV/X", CitationRelation.IMPLEMENTS, target=directive_id)
            under = [u for u, unit in self.tree.units.items() if unit.addresses_under_id == unit_id]
            issuers = [u for u in under if (u != unit_id) == step.by_department]
            return choose(issuers or under, step.issuer), (implements,)
        likely = [u for u in self.units if self.below(self.tree.units[u].addresses_under_id)]
        return choose(likely, step.issuer), ()

    @cached_property
    def _passing_on(self) -> list[tuple[UUID, UUID]]:
        return [
            (o.directive_id, o.unit_id)
            for o in self.owed
            if o.kind is TaskKind.PASS_ON and o.status is not Status.FULFILLED
        ]

    def _windows(self, step: plans.Issue) -> tuple[WindowInput, ...]:
        windows = []
        for key, ends_in in zip(plans.WINDOWS, step.windows, strict=False):
            days = None
            if ends_in is not None:
                days = local_day(self.history, self.day(ends_in))
            windows.append(WindowInput(key, key, days, days))
        return tuple(windows)

    def _citations(self, step: plans.Issue) -> tuple[CitationInput, ...]:
        noted = list(recorded(self.history, self.history.head))
        citations = []
        for pick, relation in step.citations:
            target = choose(self.directive_ids, pick, self.directive_ids + noted)
            if target is not None:
                citations.append(CitationInput("1-CV/X", relation, target=target))
        return tuple(citations)

    def _audience(self, planned: plans.PlannedAudience, authority: UUID) -> AudienceInput:
        """Named units and groups under an authority; all under it where nothing is planned."""
        below = self.below(authority)
        units = [choose(below, pick, self.units) for pick in planned.units]
        groups = [self._group(group, [authority, *below]) for group in planned.groups]
        if not units and not groups:
            groups = [GroupInput(authority)]
        return AudienceInput(tuple(dict.fromkeys(u for u in units if u is not None)), tuple(groups))

    def _group(self, planned: plans.PlannedGroup, scopes: Sequence[UUID]) -> GroupInput:
        parents = [u for u in scopes if self.below(u)]
        scope = choose(parents or scopes, planned.scope, self.units)
        assert scope is not None
        levels = {self.levels[pick % len(self.levels)].key for pick in planned.levels}
        kinds = {plans.KINDS[pick % len(plans.KINDS)] for pick in planned.kinds}
        return GroupInput(scope, tuple(sorted(levels)) or None, tuple(sorted(kinds)) or None)

    def _task(
        self,
        key: str,
        planned: plans.PlannedTask,
        authority: UUID,
        windows: Sequence[WindowInput],
    ) -> TaskInput:
        below = self.below(authority)
        lead = None if planned.lead is None else choose(below, planned.lead)
        named = [choose(below, pick) for pick in planned.coordinating]
        audience = None
        if planned.audience is not None:
            audience = self._audience(planned.audience, authority)
        quota = None
        if planned.minimum is not None and (lead or not named):
            quota = QuotaInput(planned.minimum, "works", "at least")
        return TaskInput(
            key,
            "a task",
            kind=planned.kind,
            audience=audience,
            lead=lead,
            coordinating=tuple(dict.fromkeys(u for u in named if u and u != lead)),
            quota=quota,
            due=self._due(planned.due, windows),
            report_to=None if planned.report_to is None else choose(self.units, planned.report_to),
            report_via=None
            if planned.report_via is None
            else choose(self.units, planned.report_via),
            needs_acceptance=planned.needs_acceptance,
        )

    def _due(self, planned: plans.PlannedDue, windows: Sequence[WindowInput]) -> DueInput | None:
        match planned.rule:
            case "on":
                return DueInput(on=local_day(self.history, self.day(planned.amount)))
            case "at":
                return DueInput(at=self.now + timedelta(hours=planned.amount))
            case "working_days_after_issue":
                return DueInput(working_days_after_issue=planned.amount + 1)
            case "end_of_window" if windows:
                return DueInput(end_of_window=windows[planned.window % len(windows)].key)
            case "continuous":
                return DueInput(continuous=True)
            case "on_occurrence":
                return DueInput(on_occurrence=True)
            case _:
                return None

    def record(self, step: plans.Record) -> RecordDirective | None:
        issuer = choose(self.units, step.issuer)
        recorded_by = choose(self.units, step.recorded_by)
        if issuer is None or recorded_by is None:
            return None
        return RecordDirective(
            recorded_by,
            issuer,
            "KH",
            f"{1000 + self.history.head}-KH/X",
            "a document",
            local_day(self.history, self.day(-step.days_ago)),
            step.classification,
        )

    def date_window(self, step: plans.DateWindow) -> DateWindow | None:
        known = issued(self.history, self.history.head)
        windows = [(d, w.key) for d, known_d in known.items() for w in known_d.event.windows]
        chosen = choose(windows, step.key)
        if chosen is None:
            return None
        first = local_day(self.history, self.day(step.starts_in))
        return DateWindow(*chosen, first, first + timedelta(days=step.lasts))

    # ---- what units do

    def relay(self, step: plans.Relay) -> RelayDirective | None:
        reached = list(dict.fromkeys((o.directive_id, o.unit_id) for o in self.owed))
        chosen = choose(self._passing_on, step.by, reached)
        if chosen is None:
            return None
        planned = plans.PlannedAudience((), ()) if step.to_all else step.audience
        return RelayDirective(*chosen, self._audience(planned, chosen[1]))

    def acknowledge(self, step: plans.Acknowledge) -> Acknowledge | None:
        open_ones = [o for o in self.owed if o.acknowledged_at is None]
        chosen = [choose(open_ones, pick, self.owed) for pick in step.obligations]
        refs = tuple(dict.fromkeys(_ref(o) for o in chosen if o is not None))
        return Acknowledge(refs) if refs else None

    def report(self, step: plans.Report) -> SubmitReport | None:
        likely = [
            o
            for o in self.owed
            if o.kind not in (TaskKind.ACKNOWLEDGE, TaskKind.PASS_ON)
            and (o.status is not Status.FULFILLED or o.due_kind == "ON_OCCURRENCE")
        ]
        chosen = choose(likely, step.obligation, self.owed)
        return SubmitReport(_ref(chosen), "done", step.quantity) if chosen else None

    def decide(self, step: plans.Decide) -> DecideReport | None:
        waiting = {
            o.report_ids[0]
            for o in self.owed
            if o.report_ids and o.status in (Status.SUBMITTED, Status.FULFILLED)
        }
        reports = [event for _, event in self.history.of(ReportSubmitted, self.history.head)]
        likely = [event for event in reports if event.report_id in waiting]
        chosen = choose(likely, step.report, reports)
        if chosen is None:
            return None
        reference = ReportRef(chosen.directive_id, chosen.unit_id, chosen.report_id)
        if step.accepts:
            received_on = None
            if step.received_days_ago is not None:
                received_on = local_day(self.history, self.day(-step.received_days_ago))
            return DecideReport(reference, ReportDecision.ACCEPTED, None, received_on)
        due_at = None if step.due_in is None else self.now + timedelta(hours=step.due_in)
        return DecideReport(reference, ReportDecision.RETURNED, "again", None, due_at)

    def extend(self, step: plans.Extend) -> ExtendObligations | None:
        dated = [
            o
            for o in self.owed
            if o.due_at and o.status not in (Status.SUBMITTED, Status.FULFILLED)
        ]
        chosen = [choose(dated, pick, self.owed) for pick in step.obligations]
        refs = tuple(dict.fromkeys(_ref(o) for o in chosen if o is not None))
        if not refs:
            return None
        return ExtendObligations(refs, self.now + timedelta(hours=step.due_in), "a reason")

    # ---- grants

    def grant(self, step: plans.Grant) -> GrantRole | None:
        unit_id = choose(self.units, step.unit)
        if unit_id is None:
            return None
        ends = None if step.ends_in is None else self.now + timedelta(hours=step.ends_in)
        subject = plans.SUBJECTS[step.subject % len(plans.SUBJECTS)]
        return GrantRole(subject, unit_id, step.role, step.clearance, valid_to=ends)

    def revoke(self, step: plans.Revoke) -> RevokeRole | None:
        grants = [
            event
            for _, event in self.history.of(RoleGranted, self.history.head)
            if event.subject in plans.SUBJECTS
        ]
        chosen = choose(grants, step.grant)
        return RevokeRole(chosen.subject, chosen.unit_id, chosen.role) if chosen else None


def _ref(owed: Obligation) -> ObligationRef:
    return ObligationRef(owed.directive_id, owed.unit_id, owed.task_id)


def word(wording: Wording, step: plans.Step) -> object | None:
    """The command of a step; null where there is nothing to do it with."""
    handlers: dict[type, Callable[..., object | None]] = {
        plans.Establish: wording.establish,
        plans.Move: wording.move,
        plans.Rename: wording.rename,
        plans.SetPolicy: wording.set_policy,
        plans.Issue: wording.issue,
        plans.Record: wording.record,
        plans.DateWindow: wording.date_window,
        plans.Relay: wording.relay,
        plans.Acknowledge: wording.acknowledge,
        plans.Report: wording.report,
        plans.Decide: wording.decide,
        plans.Extend: wording.extend,
        plans.Grant: wording.grant,
        plans.Revoke: wording.revoke,
    }
    return handlers[type(step)](step)
