"""Mutations on number series."""

from uuid import UUID

from api.graphql.numbering import commands as inputs
from api.graphql.numbering.inputs import ConfigureSeriesInput, OpenTermInput
from api.graphql.numbering.types import NumberSeries, SeriesPayload
from api.graphql.runtime.command_runner import Carrying, Done
from api.graphql.runtime.scalars import Count
from cascade.days import local_day
from cascade.text_rules import normal_line
from projections.query_args import Moment


class NumberingCommands(Carrying):
    """How issuers count their documents."""

    async def configure_series(self, input: ConfigureSeriesInput) -> SeriesPayload:
        command = inputs.configure_series(input)
        return await self._series(command, command.issuer, command.type, input.idempotency_key)

    async def open_term(self, input: OpenTermInput) -> SeriesPayload:
        command = inputs.open_term(input)
        return await self._series(command, command.issuer, command.type, input.idempotency_key)

    async def _series(self, command: object, issuer: UUID, type: str, key: str) -> SeriesPayload:
        async def answer(done: Done) -> SeriesPayload:
            of_type = normal_line(type)
            series = await self._as_it_stands(issuer, of_type, done.at) if done.at else None
            return SeriesPayload(series=series, position=done.position, user_errors=done.errors)

        return await self.carry_out(command, key, answer, SeriesPayload.refused)

    async def _as_it_stands(self, issuer: UUID, type: str, at: Moment) -> NumberSeries | None:
        """The series as of now: it is read where its commands are decided."""
        (unit,) = await self.reader.units([issuer], at)
        session = self.engine.session(self.principal.subject)
        series = (await session.series([(issuer, type)]))[issuer, type]
        today = local_day(self.engine.now(), session.organisation.zone)
        if unit is None:
            return None
        return NumberSeries(
            issuer=unit,
            type=type,
            restart=series.restart,
            term=series.term_on(today),
            next_sequence=Count(series.next_sequence(today, unit.symbol)),
        )
