"""Inputs on number series, as commands."""

from api.graphql.numbering.inputs import ConfigureSeriesInput, OpenTermInput
from api.graphql.organisation.unit_commands import unit
from cascade import engine as commands


def configure_series(input: ConfigureSeriesInput) -> commands.ConfigureSeries:
    return commands.ConfigureSeries(unit(input.issuer), input.type, input.restart)


def open_term(input: OpenTermInput) -> commands.OpenTerm:
    return commands.OpenTerm(unit(input.issuer), input.type, input.term, input.from_)
