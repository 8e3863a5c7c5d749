"""Which number a document gets."""

from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from cascade.enums import SeriesRestart
from cascade.events import Event, next_place
from cascade.identifiers import series_id
from cascade.numbering.commands import ConfigureSeries, OpenTerm
from cascade.numbering.events import NumberNoted, NumberTaken, SeriesConfigured, TermOpened
from cascade.numbering.number import DocumentNumber, next_number, parse_number
from cascade.numbering.refusals import (
    DocumentAlreadyKnown,
    InvalidNumber,
    IssuerHasNoSymbol,
    NumberOutOfSeries,
    NumberTakenAlready,
    NumberTypeDiffers,
    NumberYearDiffers,
    SeriesNotByTerm,
    TermKnown,
    TermTooEarly,
)
from cascade.numbering.state import NumberSeries
from cascade.refusals import Refused


class NumberedDocument(Protocol):
    """What bears a number: the event by which a directive is issued, or a document recorded."""

    @property
    def originator_id(self) -> UUID: ...
    @property
    def issuer_id(self) -> UUID: ...
    @property
    def type(self) -> str: ...
    @property
    def issued_on(self) -> date: ...


def decide_number(
    series: NumberSeries,
    text: str | None,
    document_type: str,
    symbol: str | None,
    issued_on: date,
) -> DocumentNumber:
    """The number of a document to issue: the written one where it continues the series, else the
    next, in the form of the last. The first one opens the series. Raises Refused.
    """
    if text is None:
        return _next(series, document_type, symbol, issued_on)
    number = parse_number(text)
    if not number.sequence:
        raise Refused(
            InvalidNumber("Write it like 411-CV/ĐU, 12/2026/QĐ-UBND or 72/2025/QH15.", "number")
        )
    _refuse_other_type(number, document_type)
    if series.restart and number.year not in (None, issued_on.year):
        raise Refused(NumberYearDiffers(f"The document is of {issued_on.year}.", "number"))
    last = series.last.get(series.run_of(number, issued_on))
    if last is not None and series.is_taken(number, issued_on):
        raise Refused(NumberTakenAlready(f"The number {text} is taken.", "number"))
    begins = last is None and not series.begins_at_one(issued_on)
    # 30c stands beside the 30 that was given before it, and counts no further.
    goes_on = (
        number.sequence <= (last or 0) if number.suffix else number.sequence == (last or 0) + 1
    )
    if not begins and not goes_on:
        raise Refused(NumberOutOfSeries(f"The series goes on with {(last or 0) + 1}.", "number"))
    return number


def _next(
    series: NumberSeries, document_type: str, symbol: str | None, issued_on: date
) -> DocumentNumber:
    if symbol is None:
        raise Refused(IssuerHasNoSymbol("The issuer has no symbol; write the number.", "number"))
    form = series.last_taken.number if series.last_taken else None
    sequence = series.next_sequence(issued_on, symbol)
    return next_number(sequence, document_type, symbol, issued_on.year, form)


def _refuse_other_type(number: DocumentNumber, document_type: str) -> None:
    if number.type is not None and number.type != document_type:
        raise Refused(
            NumberTypeDiffers(
                f"The number says {number.type}, the document is a {document_type}.", "number"
            )
        )


def take_number(
    series: NumberSeries, issued: NumberedDocument, number: DocumentNumber, now: datetime
) -> NumberTaken:
    """The event by which a directive takes the number that was decided."""
    return NumberTaken(
        **next_place(series_id(issued.issuer_id, issued.type), series.version, now),
        issuer_id=issued.issuer_id,
        type=issued.type,
        number=number,
        issued_on=issued.issued_on,
        directive_id=issued.originator_id,
    )


def noted_number(text: str, document_type: str) -> DocumentNumber:
    """The number of a document to record; raises Refused where it is of another type."""
    number = parse_number(text)
    _refuse_other_type(number, document_type)
    return number


def already_known(number: DocumentNumber, issued_on: date) -> DocumentAlreadyKnown:
    """That a document need not be recorded: to be said only to whom that tells nothing new."""
    return DocumentAlreadyKnown(f"{number.text} of {issued_on} is known here.", "number")


def note_number(
    series: NumberSeries,
    recorded: NumberedDocument,
    number: DocumentNumber,
    now: datetime,
    *,
    by_its_issuer: bool,
) -> NumberNoted:
    """The event by which a recorded document's number becomes known."""
    return NumberNoted(
        **next_place(series_id(recorded.issuer_id, recorded.type), series.version, now),
        issuer_id=recorded.issuer_id,
        type=recorded.type,
        number=number,
        issued_on=recorded.issued_on,
        directive_id=recorded.originator_id,
        by_its_issuer=by_its_issuer,
    )


def decide_configure(series: NumberSeries, command: ConfigureSeries, now: datetime) -> list[Event]:
    """Say when a series restarts; nothing where it does so. Raises Refused."""
    if series.restart is command.restart:
        return []
    return [
        SeriesConfigured(
            **next_place(series_id(command.issuer, command.type), series.version, now),
            issuer_id=command.issuer,
            type=command.type,
            restart=command.restart,
        )
    ]


def decide_open_term(series: NumberSeries, command: OpenTerm, now: datetime) -> list[Event]:
    """Open a term from a day on; nothing where this very term is the last. Raises Refused."""
    if series.restart is not SeriesRestart.TERM:
        raise Refused(SeriesNotByTerm("Configure the series to restart by term.", "type"))
    last = series.terms[-1] if series.terms else None
    if last and (last.term, last.from_day) == (command.term, command.from_day):
        return []
    if any(term.term == command.term for term in series.terms):
        raise Refused(TermKnown(f"Term {command.term!r} was opened.", "term"))
    if last and command.from_day <= last.from_day:
        raise Refused(TermTooEarly(f"The last term began on {last.from_day}.", "from_day"))
    if any(isinstance(k, NumberTaken) and k.issued_on >= command.from_day for k in series.known):
        raise Refused(TermTooEarly("Documents of that day or later have numbers.", "from_day"))
    return [
        TermOpened(
            **next_place(series_id(command.issuer, command.type), series.version, now),
            issuer_id=command.issuer,
            type=command.type,
            term=command.term,
            from_day=command.from_day,
        )
    ]
