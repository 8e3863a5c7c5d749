"""What may be done with number series."""

import strawberry

from api.graphql.numbering.inputs import ConfigureSeriesInput, OpenTermInput
from api.graphql.numbering.types import SeriesPayload
from api.graphql.runtime.context import Info
from api.graphql.runtime.refusing import refusals


@strawberry.type
class NumberingMutations:
    @strawberry.field
    async def configure_series(self, info: Info, input: ConfigureSeriesInput) -> SeriesPayload:
        errors = refusals(input)
        if errors:
            return SeriesPayload.refused(errors)
        return await info.context.commands.configure_series(input)

    @strawberry.field
    async def open_term(self, info: Info, input: OpenTermInput) -> SeriesPayload:
        errors = refusals(input)
        if errors:
            return SeriesPayload.refused(errors)
        return await info.context.commands.open_term(input)
