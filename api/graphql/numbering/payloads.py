"""What a mutation on a number series answers."""

from typing import Self

import strawberry

from api.graphql.numbering.types import NumberSeries
from api.graphql.organisation.reading import units
from api.graphql.organisation.types import Unit
from api.graphql.runtime.command_runner import Done
from api.graphql.runtime.payload import Payload
from api.graphql.runtime.scalars import Count
from cascade.days import local_day
from cascade.numbering.commands import ConfigureSeries, OpenTerm
from cascade.text_rules import normal_line


@strawberry.type
class SeriesPayload(Payload):
    """What a mutation on a number series answers."""

    series: NumberSeries | None = None
    """As it stands; null where it was refused."""

    @classmethod
    async def of(cls, done: Done) -> Self:
        return cls(series=await _as_it_stands(done.command, done))


async def _as_it_stands(command: ConfigureSeries | OpenTerm, done: Done) -> NumberSeries | None:
    """The series as of now: it is read where its commands are decided."""
    issuer, of_type = command.issuer, normal_line(command.type)
    (unit,) = await done.read(Unit, units, [issuer])
    if unit is None:
        return None
    session = done.engine.session(done.source.principal.subject)
    series = (await session.series([(issuer, of_type)]))[issuer, of_type]
    today = local_day(done.engine.now(), session.organisation.zone)
    return NumberSeries(
        issuer=unit,
        type=of_type,
        restart=series.restart,
        term=series.term_on(today),
        next_sequence=Count(series.next_sequence(today, unit.symbol)),
    )
