"""What happens in a number series."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from cascade.directive.number import DocumentNumber
from cascade.events import Event


class NumberTaken(Event):
    """A directive issued here took the next number."""

    TOPIC: ClassVar[str] = "cascade.numbering.NumberTaken"

    issuer_id: UUID
    type: str
    number: DocumentNumber
    issued_on: date
    directive_id: UUID


class NumberNoted(Event):
    """A recorded document bears this number: known for matching citations, outside the series."""

    TOPIC: ClassVar[str] = "cascade.numbering.NumberNoted"

    issuer_id: UUID
    type: str
    number: DocumentNumber
    issued_on: date
    directive_id: UUID
