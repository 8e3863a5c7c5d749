"""Commands on number series: an issuer's own settings."""

from typing import Final

from cascade.engine.authorities import require_issuer
from cascade.engine.engine import Decision, Handlers
from cascade.engine.session import Session
from cascade.enums import Classification
from cascade.numbering.commands import ConfigureSeries, OpenTerm
from cascade.numbering.decisions import decide_configure, decide_open_term
from cascade.numbering.state import NumberSeries


async def configure_series(command: ConfigureSeries, session: Session) -> Decision:
    series = await _series(command, session)
    return Decision(decide_configure(series, command, session.now))


async def open_term(command: OpenTerm, session: Session) -> Decision:
    series = await _series(command, session)
    return Decision(decide_open_term(series, command, session.now))


async def _series(command: ConfigureSeries | OpenTerm, session: Session) -> NumberSeries:
    access = await session.start()
    require_issuer(access, session, command.issuer, Classification.OPEN, "issuer")
    key = (command.issuer, command.type)
    return (await session.series([key]))[key]


HANDLERS: Final[Handlers] = {
    ConfigureSeries: configure_series,
    OpenTerm: open_term,
}
