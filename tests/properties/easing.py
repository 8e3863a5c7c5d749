"""What is planned to be done with obligations as the commands that somebody would send."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from uuid import UUID

from cascade.calendar.commands import AnnounceHoliday, CorrectCalendar
from cascade.directive.commands import MovedDueInput, MoveDueDates
from cascade.enums import NumberKind, TaskKind
from cascade.execution.commands import (
    AskExtension,
    AssignObligation,
    DecideExtension,
    DecideNotApplicable,
    DeclareNotApplicable,
    ExemptGroup,
    ExemptObligations,
    ExtendGroup,
    IndicatorValueInput,
    InspectObligation,
    LinkReport,
    ObligationRef,
    PlanEntryInput,
    PlanObligation,
    RecallRelay,
    RecordReport,
    Remind,
    RemindOverdue,
    RequestRef,
    TakeBackNotApplicable,
)
from cascade.execution.events import (
    ExtensionAsked,
    ExtensionDecided,
    NotApplicableDeclared,
    ReportLinked,
    ReportRecorded,
)
from tests.oracle.days import local_day
from tests.oracle.directives import issued, tasks
from tests.oracle.obligations import Obligation
from tests.oracle.reaches import relays
from tests.oracle.standings import Status
from tests.properties import changes
from tests.properties.world import World, choose


def reference(owed: Obligation) -> ObligationRef:
    return ObligationRef(
        directive=owed.directive_id,
        unit=owed.unit_id,
        task=owed.task_id,
        occurrence=owed.occurrence,
    )


def references(chosen: Sequence[Obligation | None]) -> tuple[ObligationRef, ...]:
    return tuple(dict.fromkeys(reference(owed) for owed in chosen if owed is not None))


class Easing(World):
    """Builds what is recalled, extended, exempted, and done beside reporting."""

    @property
    def open(self) -> list[Obligation]:
        return [owed for owed in self.owed if owed.is_open]

    @property
    def dated(self) -> list[Obligation]:
        return [owed for owed in self.open if owed.due_at]

    def recall(self, step: changes.Recall) -> RecallRelay | None:
        standing = [
            (directive.directive_id, relay.unit_id)
            for directive in issued(self.history, self.head).values()
            for _, relay, is_recalled in relays(self.history, self.head, directive)
            if not is_recalled
        ]
        chosen = choose(standing, step.relay)
        return RecallRelay(directive=chosen[0], by=chosen[1]) if chosen else None

    def exempt(self, step: changes.Exempt) -> ExemptObligations | None:
        refs = references([choose(self.open, pick, self.owed) for pick in step.obligations])
        return ExemptObligations(refs, "a reason") if refs else None

    def declare_not_applicable(
        self, step: changes.DeclareNotApplicable
    ) -> DeclareNotApplicable | None:
        others = (TaskKind.ACKNOWLEDGE, TaskKind.PASS_ON)
        reporting = [o for o in self.open if o.kind not in others]
        refs = references([choose(reporting, pick, self.owed) for pick in step.obligations])
        return DeclareNotApplicable(refs, "there is none") if refs else None

    def end_declaration(
        self, step: changes.EndDeclaration
    ) -> DecideNotApplicable | TakeBackNotApplicable | None:
        declared = {
            (event.task_id, event.unit_id, event.occurrence)
            for _, event in self.history.of(NotApplicableDeclared, self.head)
        }
        likely = [o for o in self.owed if o.id in declared]
        waiting = [o for o in likely if o.status is Status.SUBMITTED]
        refs = references([choose(waiting, pick, likely) for pick in step.declarations])
        if not refs:
            return None
        if step.agrees is None:
            return TakeBackNotApplicable(refs)
        return DecideNotApplicable(obligations=refs, agree=step.agrees, remark="a remark")

    def _easing(
        self, step: changes.ExtendGroup | changes.ExemptGroup, likely: Sequence[Obligation]
    ) -> tuple[UUID, UUID, tuple[str, ...]] | None:
        owed = choose(likely, step.obligation, self.owed)
        if owed is None:
            return None
        under = choose([owed.bearer_id, *self.tree.above(owed.bearer_id)], step.above, self.units)
        assert under is not None
        keys = (owed.key,) if step.one_task and not owed.key.startswith("@") else ()
        return owed.directive_id, under, keys

    def extend_group(self, step: changes.ExtendGroup) -> ExtendGroup | None:
        group = self._easing(step, self.dated)
        if group is None:
            return None
        directive_id, under, keys = group
        due_at = self.now + timedelta(hours=step.due_in)
        return ExtendGroup(
            directive=directive_id, under=under, due_at=due_at, reason="a reason", tasks=keys
        )

    def exempt_group(self, step: changes.ExemptGroup) -> ExemptGroup | None:
        group = self._easing(step, self.open)
        if group is None:
            return None
        directive_id, under, keys = group
        return ExemptGroup(directive=directive_id, under=under, reason="a reason", tasks=keys)

    def announce(self, step: changes.Announce) -> AnnounceHoliday:
        return AnnounceHoliday(
            stated="a notice",
            days_off=self._days(step.days_off),
            working_days=self._days(step.working_days),
        )

    def correct_days(self, step: changes.CorrectDays) -> CorrectCalendar:
        off, worked = self._days(step.days_off, -1), self._days(step.working_days, -1)
        return CorrectCalendar(reason="a mistake", days_off=off, working_days=worked)

    def _days(self, numbers: Sequence[int], direction: int = 1) -> tuple[date, ...]:
        days = (self.day(direction * number) for number in numbers)
        return tuple(local_day(self.history, day) for day in days)

    def move_dues(self, step: changes.MoveDues) -> MoveDueDates | None:
        owed = choose(self.dated, step.obligation, self.owed)
        if owed is None:
            return None
        if step.days is None:
            return MoveDueDates(directive=owed.directive_id, reason="a reason", by_calendar=True)
        day = local_day(self.history, self.day(step.days))
        moved = MovedDueInput(
            task_key=owed.key, occurrence=owed.occurrence, on=day, level=owed.level
        )
        dues = (moved,)
        return MoveDueDates(directive=owed.directive_id, reason="a reason", dues=dues)

    def ask(self, step: changes.AskExtension) -> AskExtension | None:
        owed = choose(self.dated, step.obligation, self.owed)
        if owed is None:
            return None
        due_at = self.now + timedelta(hours=step.due_in)
        return AskExtension(reference(owed), due_at, "a reason")

    def decide_request(self, step: changes.DecideExtension) -> DecideExtension | None:
        asked = {e.request_id: e for _, e in self.history.of(ExtensionAsked, self.head)}
        waiting = dict(asked)
        for _, decided in self.history.of(ExtensionDecided, self.head):
            waiting.pop(decided.request_id, None)
        event = choose(list(waiting.values()), step.request, list(asked.values()))
        if event is None:
            return None
        due_at = None if step.due_in is None else self.now + timedelta(hours=step.due_in)
        request = RequestRef(
            directive=event.directive_id, unit=event.unit_id, request=event.request_id
        )
        return DecideExtension(
            request=request,
            grant=step.grants,
            due_at=due_at if step.grants else None,
            remark="a remark",
        )

    def conduct(
        self, step: changes.Conduct
    ) -> AssignObligation | PlanObligation | Remind | RemindOverdue | InspectObligation | None:
        owed = choose(self.open, step.obligation, self.owed)
        if owed is None:
            return None
        ref, today = reference(owed), local_day(self.history, self.now)
        by = choose(self.tree.above(owed.bearer_id) or [owed.bearer_id], step.kind // 5)
        assert by is not None
        match step.kind % 5:
            case 0:
                return AssignObligation(ref, "the deputy head")
            case 1:
                return PlanObligation(ref, (PlanEntryInput(today, "begin"),))
            case 2:
                return Remind((ref,), by, "a note")
            case 3:
                overdue = [o for o in self.owed if o.is_overdue]
                count = sum(self.tree.within(o.bearer_id, by) for o in overdue)
                return RemindOverdue(by=by, under=by, _counted=count)
            case _:
                return InspectObligation(
                    obligation=ref, by=by, inspected_on=today, remark="a remark"
                )

    def record_report(self, step: changes.RecordReport) -> RecordReport | None:
        by, to = choose(self.units, step.by), choose(self.units, step.to)
        if by is None or to is None:
            return None
        day = local_day(self.history, self.now)
        return RecordReport(
            by=by,
            to=to,
            subject="a meeting",
            text="what was said",
            occurred_on=day,
            quantity=step.quantity,
        )

    def link(self, step: changes.LinkReport) -> LinkReport | None:
        linked = {e.originator_id for _, e in self.history.of(ReportLinked, self.head)}
        recorded = [event for _, event in self.history.of(ReportRecorded, self.head)]
        waiting = [event for event in recorded if event.originator_id not in linked]
        report = choose(waiting, step.report, recorded)
        if report is None:
            return None
        likely = [owed for owed in self.owed if owed.bearer_id == self.tree.heir(report.by_id)]
        owed = choose(likely, step.obligation, self.owed)
        if owed is None:
            return None
        values = self.values(owed, (report.quantity,))
        return LinkReport(report.originator_id, reference(owed), values)

    def values(
        self, owed: Obligation, planned: Sequence[Decimal | None]
    ) -> tuple[IndicatorValueInput, ...]:
        """Of the indicators of its task; what is required is not left out."""
        directive = issued(self.history, self.head)[owed.directive_id]
        records = (task.record for task in tasks(self.history, self.head, directive))
        indicators = next((r.indicators for r in records if r.task_id == owed.task_id), ())
        found = []
        for number, indicator in enumerate(indicators):
            value = planned[number % len(planned)] if planned else None
            if value is None and indicator.required:
                value = Decimal(1)
            if value is not None and indicator.number is NumberKind.WHOLE:
                value = value.to_integral_value(ROUND_FLOOR)
            if value is not None:
                found.append(IndicatorValueInput(indicator=indicator.key, value=value))
        return tuple(found)
