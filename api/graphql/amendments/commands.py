"""Inputs on directives that were issued, as commands."""

from uuid import UUID

from api.graphql.amendments.inputs import (
    AmendDirectiveInput,
    ChangeTaskInput,
    CorrectDirectiveInput,
    CorrectTaskInput,
    DecideCitationInput,
    ResolveCitationInput,
    RevokeDirectiveInput,
    SupersedeDirectiveInput,
)
from api.graphql.directives.commands import audience, due_input, quota_input, task_input
from api.graphql.organisation.unit_commands import optional_unit
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.or_none import or_none
from cascade import engine as commands


def amend_directive(input: AmendDirectiveInput) -> commands.AmendDirective:
    added, withdrawn = or_none(input.add_audience), or_none(input.withdraw_audience)
    return commands.AmendDirective(
        directive=ids.decode(Kind.DIRECTIVE, input.directive),
        add_tasks=tuple(task_input(task) for task in or_none(input.add_tasks) or ()),
        change_tasks=tuple(_change(task) for task in or_none(input.change_tasks) or ()),
        withdraw_tasks=tuple(or_none(input.withdraw_tasks) or ()),
        add_audience=audience(added) if added else None,
        withdraw_audience=audience(withdrawn) if withdrawn else None,
        amended_by=ids.optional(Kind.DIRECTIVE, input.amended_by),
        note=or_none(input.note),
    )


def _change(task: ChangeTaskInput) -> commands.ChangeTaskInput:
    due, quota = or_none(task.due), or_none(task.quota)
    return commands.ChangeTaskInput(
        key=task.key,
        text=or_none(task.text),
        number=or_none(task.number),
        due=due_input(due) if due else None,
        due_stated=or_none(task.due_stated),
        quota=quota_input(quota) if quota else None,
        report_to=optional_unit(task.report_to),
        report_via=optional_unit(task.report_via),
        accountable_post=or_none(task.accountable_post),
    )


def supersede_directive(input: SupersedeDirectiveInput) -> commands.SupersedeDirective:
    directive = ids.decode(Kind.DIRECTIVE, input.directive)
    return commands.SupersedeDirective(directive, ids.decode(Kind.DIRECTIVE, input.by))


def revoke_directive(input: RevokeDirectiveInput) -> commands.RevokeDirective:
    directive = ids.decode(Kind.DIRECTIVE, input.directive)
    return commands.RevokeDirective(directive, input.reason)


def correct_directive(input: CorrectDirectiveInput) -> commands.CorrectDirective:
    return commands.CorrectDirective(
        ids.decode(Kind.DIRECTIVE, input.directive),
        or_none(input.subject),
        tuple(_correction(task) for task in or_none(input.tasks) or ()),
        or_none(input.note),
    )


def _correction(task: CorrectTaskInput) -> commands.CorrectTaskInput:
    return commands.CorrectTaskInput(
        task.key, or_none(task.text), or_none(task.number), or_none(task.due_stated)
    )


def resolve_citation(input: ResolveCitationInput, directive: UUID) -> commands.ResolveCitation:
    return commands.ResolveCitation(
        directive,
        ids.decode(Kind.CITATION, input.citation),
        ids.optional(Kind.DIRECTIVE, input.target),
    )


def decide_citation(input: DecideCitationInput, directive: UUID) -> commands.DecideCitation:
    return commands.DecideCitation(
        directive, ids.decode(Kind.CITATION, input.citation), input.confirm
    )
