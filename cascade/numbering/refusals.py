"""Why a number is refused."""

from cascade.refusals import Refusal


class InvalidNumber(Refusal):
    """The number follows no known form, or counts from 0."""


class NumberTypeDiffers(Refusal):
    """The number carries another type than the document."""


class NumberTakenAlready(Refusal):
    """The issuer has given this number already."""


class NumberOutOfSeries(Refusal):
    """A series is gapless: an explicit number must continue it."""


class IssuerHasNoSymbol(Refusal):
    """Without a symbol the series cannot write a number."""


class DocumentAlreadyKnown(Refusal):
    """A document of this issuer, type, number and date is recorded or issued already."""


class NumberYearDiffers(Refusal):
    """The number carries another year than the document's day."""


class SeriesNotByTerm(Refusal):
    """Terms are opened in a series that restarts by term."""


class TermKnown(Refusal):
    """The series has a term of this name."""


class TermTooEarly(Refusal):
    """A term begins after the one before it, and after every document that has its number."""
