"""Which number a document gets."""

from datetime import date, datetime
from uuid import UUID

from cascade.directive.number import DocumentNumber, next_number, parse_number
from cascade.events import Event
from cascade.identifiers import series_id
from cascade.numbering.events import NumberNoted, NumberTaken
from cascade.numbering.refusals import (
    DocumentAlreadyKnown,
    InvalidNumber,
    IssuerHasNoSymbol,
    NumberOutOfSeries,
    NumberTakenAlready,
    NumberTypeDiffers,
)
from cascade.numbering.state import NumberSeries
from cascade.refusals import Refused


def decide_number(
    series: NumberSeries,
    text: str | None,
    document_type: str,
    symbol: str | None,
    issued_on: date,
) -> DocumentNumber:
    """The number of a document to issue: the written one where it continues the series, else the
    next. The first one opens the series. Raises Refused.
    """
    if text is None:
        if symbol is None:
            raise Refused(
                IssuerHasNoSymbol("The issuer has no symbol; write the number.", "number")
            )
        year = issued_on.year if series.is_yearly else None
        return next_number(series.last.get(year, 0) + 1, document_type, symbol, year)
    number = parse_number(text)
    if not number.sequence:
        raise Refused(InvalidNumber("Write it like 411-CV/ĐU or 12/2026/QĐ-UBND.", "number"))
    _refuse_other_type(number, document_type)
    last = series.last.get(number.year)
    if last is not None and _is_taken(series, number):
        raise Refused(NumberTakenAlready(f"The number {text} is taken.", "number"))
    if number.suffix or (last is not None and number.sequence != last + 1):
        raise Refused(NumberOutOfSeries(f"The series goes on with {(last or 0) + 1}.", "number"))
    return number


def _is_taken(series: NumberSeries, number: DocumentNumber) -> bool:
    return any(
        isinstance(known, NumberTaken)
        and (known.number.sequence, known.number.suffix, known.number.year)
        == (number.sequence, number.suffix, number.year)
        for known in series.known
    )


def _refuse_other_type(number: DocumentNumber, document_type: str) -> None:
    if number.type is not None and number.type != document_type:
        raise Refused(
            NumberTypeDiffers(
                f"The number says {number.type}, the document is a {document_type}.", "number"
            )
        )


def take_number(
    series: NumberSeries,
    issuer_id: UUID,
    document_type: str,
    number: DocumentNumber,
    issued_on: date,
    directive_id: UUID,
    now: datetime,
) -> Event:
    """The event by which a directive takes the number that was decided."""
    return NumberTaken(
        series_id(issuer_id, document_type),
        series.version + 1,
        now,
        issuer_id,
        document_type,
        number,
        issued_on,
        directive_id,
    )


def note_number(
    series: NumberSeries,
    issuer_id: UUID,
    document_type: str,
    text: str,
    issued_on: date,
    directive_id: UUID,
    now: datetime,
) -> NumberNoted:
    """The event by which a recorded document's number becomes known; raises Refused where it is."""
    number = parse_number(text)
    _refuse_other_type(number, document_type)
    if series.is_known(number, issued_on):
        raise Refused(DocumentAlreadyKnown(f"{text} of {issued_on} is known here.", "number"))
    return NumberNoted(
        series_id(issuer_id, document_type),
        series.version + 1,
        now,
        issuer_id,
        document_type,
        number,
        issued_on,
        directive_id,
    )
