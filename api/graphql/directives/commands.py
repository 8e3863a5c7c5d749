"""Inputs on directives, as commands."""

from api.graphql.directives.attachment_commands import attachments
from api.graphql.directives.inputs import (
    AudienceInput,
    CitationInput,
    DateWindowInput,
    DistributionInput,
    DueInput,
    GroupInput,
    IssueDirectiveInput,
    PassOnInput,
    QuotaInput,
    RecordDirectiveInput,
    RecurrenceInput,
    TaskInput,
    WindowInput,
)
from api.graphql.organisation.unit_commands import optional_unit, unit, units
from api.graphql.runtime import ids
from api.graphql.runtime.given import given
from api.graphql.runtime.ids import Kind
from cascade import engine as commands


def audience(input: AudienceInput) -> commands.AudienceInput:
    groups = tuple(_group(group) for group in given(input.groups) or ())
    return commands.AudienceInput(units(input.units), groups)


def _group(group: GroupInput) -> commands.GroupInput:
    return commands.GroupInput(
        unit(group.under),
        _tuple(group.levels),
        _tuple(group.kinds),
        given(group.stated),
        given(group.line),
    )


def _tuple(values: list[str] | None) -> tuple[str, ...] | None:
    return None if given(values) is None else tuple(given(values) or ())


def issue_directive(input: IssueDirectiveInput) -> commands.IssueDirective:
    pass_on = given(input.level_by_level)
    return commands.IssueDirective(
        issuer=unit(input.issuer),
        type=input.type,
        subject=input.subject,
        issued_on=input.issued_on,
        audience=audience(input.audience),
        tasks=tuple(task_input(task) for task in input.tasks),
        number=given(input.number),
        on_behalf_of=given(input.on_behalf_of),
        classification=input.classification,
        windows=tuple(_window(window) for window in given(input.windows) or ()),
        distribution=tuple(_distribution(line) for line in given(input.distribution) or ()),
        citations=tuple(_citation(citation) for citation in given(input.citations) or ()),
        citations_complete=input.citations_complete,
        level_by_level=_pass_on(pass_on) if pass_on else None,
        attachments=attachments(input.attachments),
        draft=ids.optional(Kind.DIRECTIVE, input.draft),
        joint_issuers=units(input.joint_issuers),
        signing_post=given(input.signing_post),
        standing=input.standing,
        need_to_know=input.need_to_know,
        unnumbered=input.unnumbered,
    )


def _pass_on(input: PassOnInput) -> commands.PassOnInput:
    return commands.PassOnInput(given(input.working_days_to_pass_on))


def task_input(task: TaskInput) -> commands.TaskInput:
    wanted, quota, due = given(task.audience), given(task.quota), given(task.due)
    return commands.TaskInput(
        key=task.key,
        text=task.text,
        number=given(task.number),
        kind=task.kind,
        audience=audience(wanted) if wanted else None,
        lead=optional_unit(task.lead),
        lead_is_inferred=task.lead_is_inferred,
        coordinating=units(task.coordinating),
        quota=quota_input(quota) if quota else None,
        due=due_input(due) if due else None,
        due_stated=given(task.due_stated),
        report_to=optional_unit(task.report_to),
        report_via=optional_unit(task.report_via),
        needs_acceptance=task.needs_acceptance,
        accountable_post=given(task.accountable_post),
    )


def quota_input(quota: QuotaInput) -> commands.QuotaInput:
    return commands.QuotaInput(
        quota.minimum, quota.unit_of_measure, quota.stated, given(quota.stated_upper)
    )


def due_input(due: DueInput) -> commands.DueInput:
    recurring = given(due.recurring)
    return commands.DueInput(
        on=given(due.on),
        at=given(due.at),
        days_after_issue=given(due.days_after_issue),
        working_days_after_issue=given(due.working_days_after_issue),
        days_after_receipt=given(due.days_after_receipt),
        working_days_after_receipt=given(due.working_days_after_receipt),
        recurring=_recurrence(recurring) if recurring else None,
        end_of_window=given(due.end_of_window),
        continuous=given(due.continuous),
        on_occurrence=given(due.on_occurrence),
    )


def _recurrence(input: RecurrenceInput) -> commands.RecurrenceInput:
    return commands.RecurrenceInput(input.rrule, input.starts_on, given(input.time))


def _window(window: WindowInput) -> commands.WindowInput:
    return commands.WindowInput(window.key, window.stated, given(window.from_), given(window.to))


def _distribution(line: DistributionInput) -> commands.DistributionInput:
    return commands.DistributionInput(line.role, line.stated, optional_unit(line.unit))


def _citation(citation: CitationInput) -> commands.CitationInput:
    return commands.CitationInput(
        text=citation.text,
        relation=citation.relation,
        issued_on=given(citation.issued_on),
        issuer_name=given(citation.issuer_name),
        task_key=given(citation.task_key),
        anchor=given(citation.anchor),
        target=ids.optional(Kind.DIRECTIVE, citation.target),
    )


def record_directive(input: RecordDirectiveInput) -> commands.RecordDirective:
    return commands.RecordDirective(
        recorded_by=unit(input.recorded_by),
        issuer=unit(input.issuer),
        type=input.type,
        number=given(input.number),
        subject=input.subject,
        issued_on=input.issued_on,
        classification=input.classification,
        attachments=attachments(input.attachments),
    )


def date_window(input: DateWindowInput) -> commands.DateWindow:
    directive = ids.decode(Kind.DIRECTIVE, input.directive)
    return commands.DateWindow(directive, input.key, input.from_, input.to)
