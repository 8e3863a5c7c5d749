"""Planned directives as the commands that somebody would send."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from cascade.directive.commands import (
    AfterAcceptanceInput,
    AudienceInput,
    CitationInput,
    DateWindow,
    DistributionInput,
    DueInput,
    GroupInput,
    IssueDirective,
    LevelDueInput,
    MeetingInput,
    PassOnInput,
    QuotaInput,
    RecordDirective,
    RecurrenceInput,
    ReportToSuperiorInput,
    SourceInput,
    TaskInput,
    WindowInput,
)
from cascade.directive.target_commands import (
    ClosingInput,
    IndicatorInput,
    LevelTargetInput,
    UnitTargetInput,
)
from cascade.enums import CitationRelation, DistributionRole, NumberKind
from cascade.numbering.commands import ConfigureSeries, OpenTerm
from cascade.numbering.events import CitationAwaited
from tests.oracle.days import local_day
from tests.oracle.directives import issued, recorded
from tests.properties import plans
from tests.properties.addressing import Addressing
from tests.properties.changes import LINES, SetSeries
from tests.properties.due_inputs import RULES, TIMES, falls_on_a_day, offset
from tests.properties.world import choose

WORDED_ONE_IN = 4
"""So often a citation names no document that is known, but a number, a day and an issuer."""
SOURCES_ONE_IN = 3
"""And so often of these it is no document that has a number."""
CITED_ON = date(2026, 1, 5)


class Documents(Addressing):
    """Builds what is issued, recorded and dated."""

    def issue(self, step: plans.Issue) -> IssueDirective | None:
        issuer, upper = self._issuer(step)
        if issuer is None:
            return None
        authority = self.tree.units[issuer].addresses_under_id
        audience = self.audience(step.audience, authority)
        if upper and step.passes_on is not None and step.passes_on % 2:
            audience = AudienceInput(groups=(GroupInput(under=authority),))
        if step.asks_itself and not step.level_by_level:
            audience = replace(audience, units=tuple(dict.fromkeys((*audience.units, issuer))))
        windows = self._windows(step)
        issued_on = local_day(self.history, self.day(-step.days_ago))
        return IssueDirective(
            issuer=issuer,
            type=plans.TYPES[step.document_type % len(plans.TYPES)],
            subject=f"Về việc thực hiện kế hoạch số {self.head}",
            issued_on=issued_on,
            audience=audience,
            tasks=tuple(
                self._owed_from(
                    task, self._task(str(n), task, authority, windows, audience.units), issued_on
                )
                for n, task in enumerate(step.tasks, 1)
            ),
            classification=step.classification,
            windows=windows,
            citations=(*upper, *self._citations(step)),
            level_by_level=PassOnInput(step.working_days) if step.level_by_level else None,
            joint_issuers=self._others(issuer, step.joint),
            standing=step.standing,
            need_to_know=step.need_to_know,
            effective_on=self._ahead(step.effective_in),
            expires_on=self._ahead(step.expires_in),
            urgency=step.urgency,
            distribution=tuple(
                DistributionInput(DistributionRole.COPY_FOR_REPORT, "a copy", unit_id)
                for unit_id in dict.fromkeys(choose(self.units, pick) for pick in step.copies)
            ),
            meeting=self._meeting(step, issuer, issued_on),
        )

    def _meeting(self, step: plans.Issue, chair: UUID, held_on: date) -> MeetingInput | None:
        units = dict.fromkeys(choose(self.units, pick) for pick in step.met)
        others = tuple(unit_id for unit_id in units if unit_id and unit_id != chair)
        return MeetingInput(held_on=held_on, chair=chair, participants=others) if units else None

    def _ahead(self, days: int | None) -> date | None:
        return None if days is None else local_day(self.history, self.day(days))

    def _others(self, issuer: UUID, joint: plans.Pick | None) -> tuple[UUID, ...]:
        other = None if joint is None else choose(self.units, joint)
        return (other,) if other and other != issuer else ()

    def _issuer(self, step: plans.Issue) -> tuple[UUID | None, tuple[CitationInput, ...]]:
        """Who issues, and the directive that is implemented by it where passing on is owed."""
        if step.passes_on is not None and (owed := choose(self.passing_on, step.passes_on)):
            directive_id, unit_id = owed
            implements = CitationInput(
                text="1-CV/X", relation=CitationRelation.IMPLEMENTS, target=directive_id
            )
            under = [u for u, unit in self.tree.units.items() if unit.addresses_under_id == unit_id]
            issuers = [u for u in under if (u != unit_id) == step.by_department]
            return choose(issuers or under, step.issuer), (implements,)
        likely = [u for u in self.units if self.below(self.tree.units[u].addresses_under_id)]
        return choose(likely, step.issuer), ()

    def _windows(self, step: plans.Issue) -> tuple[WindowInput, ...]:
        windows = []
        for key, ends_in in zip(plans.WINDOWS, step.windows, strict=False):
            days = None
            if ends_in is not None:
                days = local_day(self.history, self.day(ends_in))
            windows.append(WindowInput(key=key, stated=key, from_day=days, to_day=days))
        return tuple(windows)

    def _citations(self, step: plans.Issue) -> tuple[CitationInput, ...]:
        noted = list(recorded(self.history, self.head))
        citations = []
        for pick, relation in step.citations:
            if pick % WORDED_ONE_IN == 0:
                citations.append(self._worded(pick // WORDED_ONE_IN, relation))
                continue
            target = choose(self.directive_ids, pick, self.directive_ids + noted)
            if target is not None:
                citations.append(CitationInput(text="1-CV/X", relation=relation, target=target))
        return tuple(citations)

    def _worded(self, pick: plans.Pick, relation: CitationRelation) -> CitationInput:
        """By what is written alone: of a document that may arrive, or never come, or of none."""
        issuer = choose(self.units, pick)
        assert issuer is not None
        name = self.tree.units[issuer].name
        source = (
            SourceInput(kind="work programme", year=2026) if pick % SOURCES_ONE_IN == 0 else None
        )
        return CitationInput(
            text=f"{self.head}-KH/X",
            relation=relation,
            issued_on=CITED_ON,
            issuer_name=name,
            source=source,
        )

    def _task(
        self,
        key: str,
        planned: plans.PlannedTask,
        authority: UUID,
        windows: Sequence[WindowInput],
        addressed: Sequence[UUID] = (),
    ) -> TaskInput:
        below = self.below(authority)
        lead = None if planned.lead is None else choose(below, planned.lead)
        beside = [choose(below, pick) for pick in planned.co_leads] if lead else []
        co_leads = tuple(dict.fromkeys(u for u in beside if u and u != lead))
        named = [choose(below, pick) for pick in planned.coordinating]
        audience = None
        if planned.audience is not None:
            audience = self.audience(planned.audience, authority)
        groups = tuple(
            self.group(each, [authority, *below]) for each in planned.coordinating_groups
        )
        if lead is None and audience is None:
            groups = ()
        quota = None
        is_whole = not planned.due.rule.endswith("after_occurrence")
        if planned.target is not None and (lead or not (named or groups)) and is_whole:
            units = audience.units if audience else addressed
            quota = self._target(planned.target, lead is not None, units or below)
        elif planned.minimum is not None and (lead or not (named or groups)) and is_whole:
            quota = QuotaInput(minimum=planned.minimum, unit_of_measure="works", stated="at least")
        due = self._due(planned.due, windows)
        asked = {lead, *co_leads, *named, *addressed, *(audience.units if audience else ())}
        others = [unit_id for unit_id in self.units if unit_id not in asked]
        due = self._due(planned.due, windows, int(key) if key.isdigit() else 2)
        superior = self._superior(planned.superior)
        if superior is not None:
            quota = None if superior.gathered else quota
            others = [authority, *self.tree.above(authority)] if superior.gathered else []
        return TaskInput(
            key=key,
            text="a task",
            kind=planned.kind,
            audience=audience,
            lead=lead,
            co_leads=co_leads,
            coordinating=tuple(dict.fromkeys(u for u in named if u and u not in (lead, *co_leads))),
            coordinating_groups=groups,
            quota=quota,
            due=due,
            on_non_working_day=planned.on_non_working_day if falls_on_a_day(due) else None,
            report_to=None if planned.report_to is None else choose(others, planned.report_to),
            report_via=None if planned.report_via is None else choose(others, planned.report_via),
            needs_acceptance=planned.needs_acceptance,
            indicators=form(planned.indicators),
            data_close=self._closing(planned, due),
            level_dues=self._level_dues(planned.level_dues),
            report_to_superior=superior,
        )

    @staticmethod
    def _closing(planned: plans.PlannedTask, due: DueInput | None) -> ClosingInput | None:
        if planned.closes_before is None or due is None or due.continuous or due.on_occurrence:
            return None
        return ClosingInput(days_before_due=planned.closes_before)

    def _target(
        self, planned: plans.PlannedTarget, is_led: bool, units: Sequence[UUID]
    ) -> QuotaInput | None:
        """What a lead shares has one figure; nothing where none is planned."""
        by_unit = {} if is_led else {choose(units, pick): f for pick, f in planned.by_unit}
        levels = [level.key for level in self.levels]
        by_level = {} if is_led else {choose(levels, pick): f for pick, f in planned.by_level}
        if planned.amount is None and not by_unit and not by_level:
            return None
        return QuotaInput(
            amount=planned.amount,
            direction=planned.direction,
            unit_of_measure="works",
            stated="a target",
            by_unit=tuple(UnitTargetInput(unit=u, amount=f) for u, f in by_unit.items() if u),
            by_level=tuple(LevelTargetInput(level=k, amount=f) for k, f in by_level.items() if k),
        )

    def _owed_from(self, planned: plans.PlannedTask, task: TaskInput, issued_on: date) -> TaskInput:
        """Of a letter that is entered late: from which day on the past is owed."""
        if planned.owed_after is None:
            return task
        due, since = task.due, issued_on + timedelta(days=planned.owed_after)
        if due and due.recurring:
            due = replace(due, recurring=replace(due.recurring, starts_on=issued_on))
        if due and due.on:
            due = replace(due, on=issued_on + timedelta(days=planned.due.amount))
        return replace(task, due=due, owed_from=min(since, local_day(self.history, self.now)))

    def _superior(self, planned: plans.PlannedSuperior | None) -> ReportToSuperiorInput | None:
        if planned is None:
            return None
        line = None if planned.line is None else LINES[planned.line % len(LINES)]
        is_known = any(on == line for _, on in self.tree.superiors)
        return ReportToSuperiorInput(line if is_known else None, planned.gathered)

    def _level_dues(
        self, planned: Sequence[tuple[plans.Pick, plans.PlannedDue]]
    ) -> tuple[LevelDueInput, ...]:
        """Each level once; rules of levels come to dates by themselves."""
        by_level = {self.levels[pick % len(self.levels)].key: due for pick, due in planned}
        fixed = [(level, self._due(due, ())) for level, due in by_level.items()]
        return tuple(LevelDueInput(level=level, due=due) for level, due in fixed if due)

    def _due(
        self, planned: plans.PlannedDue, windows: Sequence[WindowInput], number: int = 2
    ) -> DueInput | None:
        """``number``: the task's; it is due after one of those before it, where it is."""
        match planned.rule:
            case "on":
                return DueInput(on=local_day(self.history, self.day(planned.amount)))
            case "at":
                return DueInput(at=self.now + timedelta(hours=planned.amount))
            case "working_days_after_issue":
                return DueInput(working_days_after_issue=planned.amount)
            case "days_after_issue":
                return DueInput(days_after_issue=planned.amount)
            case "working_days_after_receipt":
                return DueInput(working_days_after_receipt=planned.amount)
            case "days_after_effect":
                return DueInput(days_after_effect=planned.amount)
            case "months_after_effect":
                return DueInput(months_after_effect=planned.amount)
            case "days_after_receipt":
                return DueInput(days_after_receipt=planned.amount)
            case "recurring":
                rule = RULES[planned.amount % len(RULES)]
                starts_on = local_day(self.history, self.now)
                moment = TIMES[planned.window % len(TIMES)]
                return DueInput(
                    recurring=RecurrenceInput(rrule=rule, starts_on=starts_on, time=moment)
                )
            case "end_of_window" if windows:
                return DueInput(end_of_window=windows[planned.window % len(windows)].key)
            case "beside_window" if windows:
                return DueInput(beside_window=offset(planned, windows))
            case "after_acceptance" if number > 1:
                task = str(1 + planned.window % (number - 1))
                counted = ("days", "working_days")[planned.amount % 2]
                count = {counted: planned.amount // 2}
                return DueInput(after_acceptance=AfterAcceptanceInput(task=task, **count))
            case "hours_after_occurrence":
                return DueInput(hours_after_occurrence=planned.amount * 30 + 1)
            case "days_after_occurrence":
                return DueInput(days_after_occurrence=planned.amount)
            case "working_days_after_occurrence":
                return DueInput(working_days_after_occurrence=planned.amount + 1)
            case "continuous":
                return DueInput(continuous=True)
            case "on_occurrence":
                return DueInput(on_occurrence=True)
            case _:
                return None

    def record(self, step: plans.Record) -> RecordDirective | None:
        waiting = [event for _, event in self.history.of(CitationAwaited, self.head)]
        if step.is_awaited and (awaited := choose(waiting, step.issuer)):
            return self._awaited(awaited, step)
        issuer = choose(self.units, step.issuer)
        recorded_by = choose(self.units, step.recorded_by)
        if issuer is None or recorded_by is None:
            return None
        return RecordDirective(
            recorded_by=recorded_by,
            issuer=issuer,
            type="KH",
            number=f"{1000 + self.head}-KH/X",
            subject="a document",
            issued_on=local_day(self.history, self.day(-step.days_ago)),
            classification=step.classification,
        )

    def _awaited(self, awaited: CitationAwaited, step: plans.Record) -> RecordDirective | None:
        """What a citation waits for, recorded by who cites it, or by anybody."""
        citing = issued(self.history, self.head)[awaited.directive_id]
        units = self.tree.units
        named = [u for u, unit in units.items() if unit.name == awaited.issuer_name]
        issuer = choose(named, step.issuer)
        likely = [u for u in citing.issuer_ids if u in units]
        recorded_by = choose(likely, step.recorded_by, self.units)
        if issuer is None or recorded_by is None:
            return None
        number = awaited.number.text
        return RecordDirective(
            recorded_by=recorded_by,
            issuer=issuer,
            type="KH",
            number=number,
            subject="a document",
            issued_on=CITED_ON,
            classification=step.classification,
        )

    def set_series(self, step: SetSeries) -> ConfigureSeries | OpenTerm | None:
        issuer = choose(self.units, step.issuer)
        if issuer is None:
            return None
        document_type = plans.TYPES[step.document_type % len(plans.TYPES)]
        if step.restart is not None:
            return ConfigureSeries(issuer, document_type, step.restart)
        today = local_day(self.history, self.now)
        return OpenTerm(issuer=issuer, type=document_type, term=f"term {self.head}", from_day=today)

    def date_window(self, step: plans.DateWindow) -> DateWindow | None:
        known = issued(self.history, self.head)
        windows = [(d, w.key) for d, known_d in known.items() for w in known_d.event.windows]
        chosen = choose(windows, step.window)
        if chosen is None:
            return None
        first = local_day(self.history, self.day(step.starts_in))
        directive_id, key = chosen
        last = first + timedelta(days=step.lasts)
        return DateWindow(directive=directive_id, key=key, from_day=first, to_day=last)


def form(planned: Sequence[tuple[NumberKind, bool]]) -> tuple[IndicatorInput, ...]:
    """Of a task's reports."""
    return tuple(
        IndicatorInput(
            key=f"i{number}",
            name="an indicator",
            unit_of_measure="works",
            number=kind,
            required=required,
        )
        for number, (kind, required) in enumerate(planned)
    )
