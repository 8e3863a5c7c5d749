"""What amends, ends or corrects a directive that was issued."""

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

import strawberry

from api.graphql.directives.due_inputs import DueInput
from api.graphql.directives.inputs import AudienceInput, LevelDueInput, TaskInput
from api.graphql.directives.reading import citations
from api.graphql.directives.target_inputs import DataClosingInput, IndicatorInput, QuotaInput
from api.graphql.runtime.ids import CitationId, DirectiveId, UnitId
from api.graphql.runtime.source import Source
from api.graphql.runtime.to_command import Given, Read, becomes, in_hundreds
from cascade.directive import commands as directive
from cascade.directive.target_commands import ChangeTargetInput as ChangeTarget
from cascade.enums import OnNonWorkingDay


@becomes(ChangeTarget)
@strawberry.input
class ChangeTargetInput:
    """Another figure of one unit."""

    unit: UnitId
    """One of those of whom the task asks something."""
    amount: Decimal | None = strawberry.UNSET
    """Left out: it has none of its own any more."""


@becomes(directive.ChangeTaskInput)
@in_hundreds
@strawberry.input
class ChangeTaskInput:
    """What changes of a task; what is left out stays as it is."""

    key: str
    """Of a task of the directive that is not withdrawn."""
    text: str | None = strawberry.UNSET
    number: str | None = strawberry.UNSET
    due: DueInput | None = strawberry.UNSET
    """Moves what is not yet submitted. Days after issue are counted from today."""
    due_stated: str | None = strawberry.UNSET
    quota: QuotaInput | None = strawberry.UNSET
    """The whole target anew, its table included."""
    report_to: UnitId | None = strawberry.UNSET
    report_via: UnitId | None = strawberry.UNSET
    accountable_post: str | None = strawberry.UNSET
    targets: list[ChangeTargetInput] | None = strawberry.UNSET
    """Figures of some units; those of others stay."""
    indicators: list[IndicatorInput] | None = strawberry.UNSET
    """The whole form anew. What was reported stays; what has no field any more is not summed."""
    data_close: DataClosingInput | None = strawberry.UNSET
    on_non_working_day: OnNonWorkingDay | None = strawberry.UNSET
    """Goes with a new due rule; left out beside one, its due day stays."""
    level_dues: list[LevelDueInput] | None = strawberry.UNSET
    """All rules of levels, in place of those that it has."""


@becomes(directive.AmendDirective)
@strawberry.input
class AmendDirectiveInput:
    """Adds, changes and withdraws tasks, widens and narrows the audience, from now on. What was
    done stays done; what is withdrawn and not fulfilled is no longer asked for.
    """

    idempotency_key: str
    directive: DirectiveId
    """One in force, issued by a unit for which the caller acts."""
    add_tasks: list[TaskInput] | None = strawberry.UNSET
    """Owed from now on; each under a key that the directive has not had yet."""
    change_tasks: list[ChangeTaskInput] | None = strawberry.UNSET
    """Each task once."""
    withdraw_tasks: list[str] | None = strawberry.UNSET
    """Their keys."""
    add_audience: AudienceInput | None = strawberry.UNSET
    """Units that are addressed from now on, besides those that are."""
    withdraw_audience: AudienceInput | None = strawberry.UNSET
    """Units of which nothing more is asked by this directive."""
    amended_by: DirectiveId | None = strawberry.UNSET
    """The document that says so, where there is one."""
    note: str | None = strawberry.UNSET
    """A remark on the amendment, for those who read the directive."""
    expires_on: date | None = strawberry.UNSET
    """Its last day from now on, today at the earliest."""


@becomes(directive.SupersedeDirective)
@strawberry.input
class SupersedeDirectiveInput:
    """Another directive took its place; what is open is withdrawn."""

    idempotency_key: str
    directive: DirectiveId
    """The one whose place is taken."""
    by: DirectiveId
    """The one that takes its place, in force and not dated before it."""


@becomes(directive.RevokeDirective)
@strawberry.input
class RevokeDirectiveInput:
    """It is no longer in force; what is open is withdrawn."""

    idempotency_key: str
    directive: DirectiveId
    """One in force, issued by a unit for which the caller acts."""
    reason: str
    """Why, for those whom it concerns and for the record."""


@becomes(directive.CorrectTaskInput)
@strawberry.input
class CorrectTaskInput:
    """The wordings of one task put right; what is left out stays."""

    key: str
    """Of a task of the directive."""
    text: str | None = strawberry.UNSET
    number: str | None = strawberry.UNSET
    due_stated: str | None = strawberry.UNSET


@becomes(directive.CorrectDirective)
@strawberry.input
class CorrectDirectiveInput:
    """Clerical errors put right, and shown as such: wordings only, nothing that is owed."""

    idempotency_key: str
    directive: DirectiveId
    """One that was issued or recorded, by a unit for which the caller acts."""
    subject: str | None = strawberry.UNSET
    """Its wording put right; left out, it stays."""
    tasks: list[CorrectTaskInput] | None = strawberry.UNSET
    """Tasks whose wording is put right; the others stay."""
    note: str | None = strawberry.UNSET
    """A remark on the correction."""


NOBODYS: Final = UUID(int=0)
"""The id of no directive: the command answers that there is no such citation."""


async def _directive(given: Given, source: Source) -> UUID:
    """The directive in which a citation stands that the principal sees."""
    (citation,) = await citations(source, [given["citation"]], await source.live())
    # The driver's own kind of UUID is none that a command can be hashed with.
    return NOBODYS if citation is None else UUID(int=citation.directive_id.int)


@becomes(directive.ResolveCitation, directive=Read(_directive))
@strawberry.input
class ResolveCitationInput:
    """Matches a citation with the document that it means, or, without a target, says that it was
    matched wrongly.
    """

    idempotency_key: str
    citation: CitationId
    """In a directive issued by a unit for which the caller acts."""
    target: DirectiveId | None = strawberry.UNSET
    """The document that is meant; left out, none of those known here."""


@becomes(directive.DecideCitation, directive=Read(_directive))
@strawberry.input
class DecideCitationInput:
    """Confirms the document that was proposed for a citation as it arrived, or declines it."""

    idempotency_key: str
    citation: CitationId
    """One whose status is PROPOSED, in a directive of the caller's."""
    confirm: bool
    """True: the proposed document is meant. False: it is not, and the citation waits again."""
