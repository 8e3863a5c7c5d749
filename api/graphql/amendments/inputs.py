"""What amends, ends or corrects a directive that was issued."""

import strawberry

from api.graphql.directives.inputs import AudienceInput, DueInput, QuotaInput, TaskInput


@strawberry.input(description="What changes of a task; what is left out stays as it is.")
class ChangeTaskInput:
    key: str
    text: str | None = strawberry.UNSET
    number: str | None = strawberry.UNSET
    due: DueInput | None = strawberry.field(
        description="Moves what is not yet submitted. Days after issue are counted from today.",
        default=strawberry.UNSET,
    )
    due_stated: str | None = strawberry.UNSET
    quota: QuotaInput | None = strawberry.UNSET
    report_to: strawberry.ID | None = strawberry.UNSET
    report_via: strawberry.ID | None = strawberry.UNSET
    accountable_post: str | None = strawberry.UNSET


@strawberry.input(
    description="Adds, changes and withdraws tasks, widens and narrows the audience, from now on. "
    "What was done stays done; what is withdrawn and not fulfilled is asked no more."
)
class AmendDirectiveInput:
    idempotency_key: str
    directive: strawberry.ID
    add_tasks: list[TaskInput] | None = strawberry.UNSET
    change_tasks: list[ChangeTaskInput] | None = strawberry.UNSET
    withdraw_tasks: list[str] | None = strawberry.field(
        description="Their keys.", default=strawberry.UNSET
    )
    add_audience: AudienceInput | None = strawberry.UNSET
    withdraw_audience: AudienceInput | None = strawberry.UNSET
    amended_by: strawberry.ID | None = strawberry.field(
        description="The document that says so, where there is one.", default=strawberry.UNSET
    )
    note: str | None = strawberry.UNSET


@strawberry.input(description="Another directive took its place; what is open is withdrawn.")
class SupersedeDirectiveInput:
    idempotency_key: str
    directive: strawberry.ID
    by: strawberry.ID


@strawberry.input(description="It is in force no more; what is open is withdrawn.")
class RevokeDirectiveInput:
    idempotency_key: str
    directive: strawberry.ID
    reason: str


@strawberry.input
class CorrectTaskInput:
    key: str
    text: str | None = strawberry.UNSET
    number: str | None = strawberry.UNSET
    due_stated: str | None = strawberry.UNSET


@strawberry.input(
    description="Clerical errors put right, and shown as such: wordings only, nothing that is owed."
)
class CorrectDirectiveInput:
    idempotency_key: str
    directive: strawberry.ID
    subject: str | None = strawberry.UNSET
    tasks: list[CorrectTaskInput] | None = strawberry.UNSET
    note: str | None = strawberry.UNSET


@strawberry.input(
    description="Matches a citation with the document that it means, or, without a target, says "
    "that it was matched wrongly."
)
class ResolveCitationInput:
    idempotency_key: str
    citation: strawberry.ID
    target: strawberry.ID | None = strawberry.UNSET


@strawberry.input(
    description="Confirms the document that was proposed for a citation as it arrived, or declines "
    "it."
)
class DecideCitationInput:
    idempotency_key: str
    citation: strawberry.ID
    confirm: bool
