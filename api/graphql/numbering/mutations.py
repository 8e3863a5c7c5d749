"""What may be done with number series."""

import strawberry

from api.graphql.numbering import inputs
from api.graphql.numbering.payloads import SeriesPayload
from api.graphql.runtime.command_runner import mutation


@strawberry.type
class NumberingMutations:
    configure_series = mutation(inputs.ConfigureSeriesInput, SeriesPayload)
    open_term = mutation(inputs.OpenTermInput, SeriesPayload)
