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
