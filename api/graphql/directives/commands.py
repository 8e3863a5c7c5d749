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
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.or_none import or_none
from cascade import engine as commands


def audience(input: AudienceInput) -> commands.AudienceInput:
    groups = tuple(_group(group) for group in or_none(input.groups) or ())
    return commands.AudienceInput(units(input.units), groups)


def _group(group: GroupInput) -> commands.GroupInput:
    return commands.GroupInput(
        unit(group.under),
        _tuple(group.levels),
        _tuple(group.kinds),
        or_none(group.stated),
        or_none(group.line),
    )


def _tuple(values: list[str] | None) -> tuple[str, ...] | None:
    return None if or_none(values) is None else tuple(or_none(values) or ())


def issue_directive(input: IssueDirectiveInput) -> commands.IssueDirective:
    pass_on = or_none(input.level_by_level)
    return commands.IssueDirective(
        issuer=unit(input.issuer),
        type=input.type,
        subject=input.subject,
        issued_on=input.issued_on,
        audience=audience(input.audience),
        tasks=tuple(task_input(task) for task in input.tasks),
        number=or_none(input.number),
        on_behalf_of=or_none(input.on_behalf_of),
        classification=input.classification,
        windows=tuple(_window(window) for window in or_none(input.windows) or ()),
        distribution=tuple(_distribution(line) for line in or_none(input.distribution) or ()),
        citations=tuple(_citation(citation) for citation in or_none(input.citations) or ()),
        citations_complete=input.citations_complete,
        level_by_level=_pass_on(pass_on) if pass_on else None,
        attachments=attachments(input.attachments),
        draft=ids.optional(Kind.DIRECTIVE, input.draft),
        joint_issuers=units(input.joint_issuers),
        signing_post=or_none(input.signing_post),
        standing=input.standing,
        need_to_know=input.need_to_know,
        unnumbered=input.unnumbered,
    )


def _pass_on(input: PassOnInput) -> commands.PassOnInput:
    return commands.PassOnInput(or_none(input.working_days_to_pass_on))


def task_input(task: TaskInput) -> commands.TaskInput:
    wanted, quota, due = or_none(task.audience), or_none(task.quota), or_none(task.due)
    return commands.TaskInput(
        key=task.key,
        text=task.text,
        number=or_none(task.number),
        kind=task.kind,
        audience=audience(wanted) if wanted else None,
        lead=optional_unit(task.lead),
        lead_is_inferred=task.lead_is_inferred,
        coordinating=units(task.coordinating),
        quota=quota_input(quota) if quota else None,
        due=due_input(due) if due else None,
        due_stated=or_none(task.due_stated),
        report_to=optional_unit(task.report_to),
        report_via=optional_unit(task.report_via),
        needs_acceptance=task.needs_acceptance,
        accountable_post=or_none(task.accountable_post),
    )


def quota_input(quota: QuotaInput) -> commands.QuotaInput:
    return commands.QuotaInput(
        quota.minimum, quota.unit_of_measure, quota.stated, or_none(quota.stated_upper)
    )


def due_input(due: DueInput) -> commands.DueInput:
    recurring = or_none(due.recurring)
    return commands.DueInput(
        on=or_none(due.on),
        at=or_none(due.at),
        days_after_issue=or_none(due.days_after_issue),
        working_days_after_issue=or_none(due.working_days_after_issue),
        days_after_receipt=or_none(due.days_after_receipt),
        working_days_after_receipt=or_none(due.working_days_after_receipt),
        recurring=_recurrence(recurring) if recurring else None,
        end_of_window=or_none(due.end_of_window),
        continuous=or_none(due.continuous),
        on_occurrence=or_none(due.on_occurrence),
    )


def _recurrence(input: RecurrenceInput) -> commands.RecurrenceInput:
    return commands.RecurrenceInput(input.rrule, input.starts_on, or_none(input.time))


def _window(window: WindowInput) -> commands.WindowInput:
    return commands.WindowInput(
        window.key, window.stated, or_none(window.from_), or_none(window.to)
    )


def _distribution(line: DistributionInput) -> commands.DistributionInput:
    return commands.DistributionInput(line.role, line.stated, optional_unit(line.unit))


def _citation(citation: CitationInput) -> commands.CitationInput:
    return commands.CitationInput(
        text=citation.text,
        relation=citation.relation,
        issued_on=or_none(citation.issued_on),
        issuer_name=or_none(citation.issuer_name),
        task_key=or_none(citation.task_key),
        anchor=or_none(citation.anchor),
        target=ids.optional(Kind.DIRECTIVE, citation.target),
    )


def record_directive(input: RecordDirectiveInput) -> commands.RecordDirective:
    return commands.RecordDirective(
        recorded_by=unit(input.recorded_by),
        issuer=unit(input.issuer),
        type=input.type,
        number=or_none(input.number),
        subject=input.subject,
        issued_on=input.issued_on,
        classification=input.classification,
        attachments=attachments(input.attachments),
    )


def date_window(input: DateWindowInput) -> commands.DateWindow:
    directive = ids.decode(Kind.DIRECTIVE, input.directive)
    return commands.DateWindow(directive, input.key, input.from_, input.to)
