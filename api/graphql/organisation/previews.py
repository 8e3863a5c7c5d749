"""A dry run of a package of changes: who would bear what. Nothing is recorded."""

from collections.abc import Sequence
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives
from api.graphql.organisation.package_inputs import ReorganiseInput
from api.graphql.organisation.reading import Counted, count_borne, units
from api.graphql.organisation.types import Unit
from api.graphql.refs import DirectiveRef
from api.graphql.runtime import keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.errors import request_error
from api.graphql.runtime.links import from_row, link
from api.graphql.runtime.paging import MomentConnection, Paging
from api.graphql.runtime.scalars import Count
from api.graphql.runtime.to_command import to_part
from api.graphql.runtime.user_errors import UserError, user_error
from cascade.engine.engine import Overtaken
from cascade.engine.handlers.package_previews import PackageSummary, Passage, preview_package
from cascade.refusals import Refused
from projections.query_args import Edge, Key, Moment, Page


@strawberry.type
class ObligationPassage:
    """What a unit that would end bears, and who would bear it: by one directive that is handed over
    by name, or by all others. The details are the unit's obligations.
    """

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]
    directive_id: strawberry.Private[UUID | None]
    bearer_id: strawberry.Private[UUID | None]
    counted: strawberry.Private[Counted]

    unit: Unit = link(units, "unit_id")
    """The unit that would end."""
    directive: DirectiveRef | None = link(directives, "directive_id")
    """Null: all that are not handed over by name."""
    bearer: Unit | None = link(units, "bearer_id")
    """Null where the package itself brings it."""
    bearer_key: str | None
    """Its key in the package, if it has one."""
    bearer_code: str
    """Its code, also where it is not founded yet."""
    bearer_name: str
    """Its name, also where it is not founded yet."""
    obligations: Count = link(count_borne, "counted")
    """Those not done yet, as far as the viewer may see them."""

    @classmethod
    def of(cls, row: Passage, at: Moment) -> Self:
        counted = Counted(row.unit_id, row.directive_id, row.except_ids)
        return from_row(cls, row, at, counted=counted)


@strawberry.type
class ObligationPassageConnection(MomentConnection[ObligationPassage]):
    """What passes from one unit to another, a page at a time."""


@strawberry.type
class ReorganisationPreview:
    """What a package of changes would do on the tree of its day."""

    passages_found: strawberry.Private[Sequence[Passage]] = ()
    ended: Count = Count(0)
    """Units of today that would end."""
    new: Count = Count(0)
    """Units that would come."""
    user_errors: list[UserError] = strawberry.field(default_factory=list)
    """What would be refused, with the step."""

    @strawberry.field
    async def passages(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> ObligationPassageConnection:
        """By the steps of the package; of each unit what its heir would bear first."""
        at = await info.context.source.live()
        paging = await Paging.of(info, keysets.PASSAGES, first, after, at)

        async def page(first: int, after: Key | None) -> Page[Passage]:
            begin = int(after[0]) + 1 if after else 0
            rows = list(enumerate(self.passages_found))[begin : begin + first]
            more = begin + first < len(self.passages_found)
            return Page(tuple(Edge(row, (place,)) for place, row in rows), has_next=more)

        async def count() -> int:
            return len(self.passages_found)

        return paging.connection(ObligationPassageConnection, await paging.page(page, count))

    @classmethod
    def of(cls, summary: PackageSummary) -> Self:
        return cls(
            passages_found=summary.passages,
            ended=Count(summary.ended),
            new=Count(summary.new),
            user_errors=[user_error(problem) for problem in summary.problems],
        )


async def reorganisation_preview(info: Info, input: ReorganiseInput) -> ReorganisationPreview:
    source = info.context.source
    try:
        command = await to_part(input)
    except Refused as refused:
        return ReorganisationPreview(user_errors=[user_error(each) for each in refused.reasons])
    try:
        summary = await preview_package(source.engine, source.principal.subject, command)
    except Overtaken as overtaken:
        message = "Others kept changing the tree; ask again."
        raise request_error("TREE_IN_MOTION", message) from overtaken
    return ReorganisationPreview.of(summary)
