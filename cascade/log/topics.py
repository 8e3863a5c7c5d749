"""Which event classes can be stored, by their topics."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import cascade
from cascade.events import Event
from cascade.log.errors import EventClassRefused


def domain_event_classes() -> tuple[type[Event], ...]:
    """Every event class of the concept packages (``cascade.<concept>.events``), in order of topic.

    Raises EventClassRefused for a class that cannot be stored.
    """
    for module in iter_modules(cascade.__path__, "cascade."):
        if module.ispkg and find_spec(f"{module.name}.events") is not None:
            import_module(f"{module.name}.events")
    of_domain = (c for c in _storable_below(Event) if c.__module__.startswith("cascade."))
    return tuple(by_topic(of_domain).values())


def by_topic(classes: Iterable[type[Event]]) -> dict[str, type[Event]]:
    """The classes under their own topics, sorted.

    A class without its own TOPIC would be stored under its parent's and fail at load; one with
    another's would hide it. Both raise EventClassRefused.
    """
    found: dict[str, type[Event]] = {}
    for event_class in classes:
        if "TOPIC" not in vars(event_class):
            raise EventClassRefused(f"{event_class.__qualname__} has no TOPIC of its own")
        other = found.setdefault(event_class.TOPIC, event_class)
        if other is not event_class:
            raise EventClassRefused(
                f"{event_class.__qualname__} and {other.__qualname__} share {event_class.TOPIC}"
            )
    return dict(sorted(found.items()))


def _storable_below(parent: type[Event]) -> Iterator[type[Event]]:
    """Leaf classes, and those between that pin a topic themselves."""
    for event_class in parent.__subclasses__():
        is_leaf = not event_class.__subclasses__()
        if is_leaf or "TOPIC" in vars(event_class):
            yield event_class
        yield from _storable_below(event_class)
