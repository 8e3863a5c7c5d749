"""Where the deployment lets webhooks be sent to: a list of origins, empty unless it is set."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, Self

from cascade.webhooks.addresses import PORTS, Origin

ANY_BELOW: Final = "*."


class Admission(Enum):
    """How an address is allowed."""

    BY_NAME = auto()
    """Its host is on the list in full: it may lie within the network, too."""
    BY_PATTERN = auto()
    """It is one of those below a domain: whoever names it may not choose one within."""


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """Origins; ``below`` are those whose host is the part below which any host may be."""

    named: frozenset[Origin] = frozenset()
    below: frozenset[Origin] = frozenset()

    @classmethod
    def of(cls, entries: Iterable[str]) -> Self:
        """Raises ValueError for what is no origin."""
        listed = list(entries)
        named = (each for each in listed if ANY_BELOW not in each)
        below = (each.replace(ANY_BELOW, "", 1) for each in listed if ANY_BELOW in each)
        return cls(frozenset(map(_origin, named)), frozenset(map(_origin, below)))

    def admission(self, origin: Origin) -> Admission | None:
        if origin in self.named:
            return Admission.BY_NAME
        if any(_is_below(origin, each) for each in self.below):
            return Admission.BY_PATTERN
        return None


def normal_entry(text: str) -> str:
    """An entry of the list as it is kept; raises ValueError for what is none."""
    entry = text.strip().lower()
    origin = _origin(entry.replace(f"://{ANY_BELOW}", "://", 1))
    return entry.removesuffix(f":{PORTS[origin.scheme]}")


def _origin(text: str) -> Origin:
    origin = Origin.of(text)
    if origin is None or "/" in text.removeprefix(f"{origin.scheme}://"):
        raise ValueError(f"{text} is no origin, which is as https://hooks.example.org:8443")
    return origin


def _is_below(origin: Origin, domain: Origin) -> bool:
    same = (origin.scheme, origin.port) == (domain.scheme, domain.port)
    return same and origin.host.endswith(f".{domain.host}")
