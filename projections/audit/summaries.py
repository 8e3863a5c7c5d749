"""What an event says, as one plain sentence."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from cascade.events import Event
from projections.audit.names import Names
from projections.audit.sentences import directives, execution, organisation, rules

SENTENCES: Final[Mapping[type[Event], Callable[[Any, Names], str]]] = {
    **organisation.SENTENCES,
    **directives.SENTENCES,
    **execution.SENTENCES,
    **rules.SENTENCES,
}


def summary(event: Event, names: Names) -> str:
    """Never empty: an event without a sentence of its own is told by its type."""
    sentence = SENTENCES.get(type(event))
    return sentence(event, names) if sentence else type(event).__name__
