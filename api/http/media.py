"""Media types of GraphQL over HTTP: what a caller sends, and what it takes back."""

import re
from typing import Final

RESPONSE: Final = "application/graphql-response+json"
JSON: Final = "application/json"
EVENT_STREAM: Final = "text/event-stream"
QUALITY: Final = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")
"""RFC 9110, 12.4.2."""


def answered_in(accept: str | None) -> str | None:
    """The media type to answer in; None where the caller takes neither of the two.

    Where both are as welcome, GraphQL's own wins, but for a caller that names no type: it may be an
    older one, and gets JSON.
    """
    if accept is None or not accept.strip():
        return JSON
    wanted = _named(accept)
    qualities = {kind: _quality(kind, wanted) for kind in (RESPONSE, JSON)}
    if qualities[RESPONSE][0] == 0 and qualities[JSON][0] == 0:
        return None
    named = any(kind in (RESPONSE, JSON) for kind, _ in wanted)
    if not named and qualities[JSON][0] > 0:
        return JSON
    return RESPONSE if qualities[RESPONSE] >= qualities[JSON] else JSON


def takes_events(accept: str | None) -> bool:
    """Whether the caller takes server-sent events: it has to name them."""
    return _quality(EVENT_STREAM, _named(accept))[0] > 0


def prefers_events(accept: str | None) -> bool:
    """Whether it would rather have them than JSON, of whatever it asks. Clients that name all that
    they know, each as welcome as the other, have them of subscriptions alone.
    """
    wanted = _named(accept)
    json = max(_quality(kind, wanted)[0] for kind in (RESPONSE, JSON))
    return _quality(EVENT_STREAM, wanted)[0] > json


def is_json(content_type: str | None) -> bool:
    """Whether a body is sent as JSON in UTF-8; without a charset it is taken to be."""
    kind, _, parameters = (content_type or "").partition(";")
    if kind.strip().lower() != JSON:
        return False
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"').lower() in ("utf-8", "utf8")
    return True


def _named(accept: str | None) -> list[tuple[str, float]]:
    return [_range(each) for each in (accept or "").split(",") if each.strip()]


def _range(text: str) -> tuple[str, float]:
    kind, *parameters = (part.strip() for part in text.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            quality = float(value) if QUALITY.fullmatch(value.strip()) else 0.0
    return kind.lower(), quality


def _quality(kind: str, wanted: list[tuple[str, float]]) -> tuple[float, int]:
    """Quality and how exactly it was named; the most exact range that fits rules."""
    exact = {kind: 2} if kind == EVENT_STREAM else {kind: 2, "application/*": 1, "*/*": 0}
    fitting = [(exact[each], quality) for each, quality in wanted if each in exact]
    if not fitting:
        return 0.0, 0
    how, quality = max(fitting)
    return quality, how
