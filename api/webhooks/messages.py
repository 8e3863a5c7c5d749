"""Messages: changes of a feed as CloudEvents 1.0, several in one request.

The body is a batch ("JSON Event Format for CloudEvents", 4, and "HTTP Protocol Binding", 3.3): an
array of events in their order. An event's id is made of what changed and of the telling of which it
is part: what was not taken is sent again with the same ids, what is told anew or replayed has
others, for all of it is to be applied again. The message's id is made of those of its events.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Self
from uuid import UUID

import orjson

MEDIA_TYPE: Final = "application/cloudevents-batch+json"
TYPE: Final = "directive-cascade"
BEGINS_ANEW: Final = f"{TYPE}.feed.begins-anew"
"""What was told before is of another slice: the receiver empties its copy."""
MESSAGE_BYTES: Final = 256 * 1024
"""Of one message, but that one change always goes: its text may be as long as a task's."""
DIGITS: Final = 32


@dataclass(frozen=True, slots=True)
class Message:
    """``cursor`` is where the feed goes on behind it; null: from its beginning."""

    id: str
    body: str
    changes: int
    cursor: str | None
    through: int

    @classmethod
    def of(cls, telling: "Telling", page: Mapping[str, Any]) -> Self:
        """The changes of a page, which has some: as many of them as a message may hold."""
        events = [_event(telling, change) for change in page["changes"]]
        fit = _fitting(events)
        changes = page["changes"]
        whole = fit == len(changes)
        return cls(
            id=_digest("message", *(event["id"] for event in events[:fit])),
            body=orjson.dumps(events[:fit]).decode(),
            changes=fit,
            cursor=page["endCursor"] if whole else changes[fit - 1]["cursor"],
            through=page["through"] if whole else changes[fit - 1]["position"],
        )

    @classmethod
    def beginning_anew(cls, telling: "Telling") -> Self:
        """That what was told so far is of another slice, and that all is told anew."""
        event = {**telling.attributes(BEGINS_ANEW), "data": {"from": 0}}
        return cls(_digest("message", event["id"]), orjson.dumps([event]).decode(), 1, None, 0)


@dataclass(frozen=True, slots=True)
class Telling:
    """A feed as it is told once: since a webhook was begun, and the times that it began anew."""

    webhook_id: UUID
    begun_position: int
    times_anew: int

    def attributes(self, type: str, *named: str) -> dict[str, Any]:
        """What every event has ("CloudEvents", "Required Attributes")."""
        return {
            "specversion": "1.0",
            "id": _digest(str(self.begun_position), str(self.times_anew), type, *named),
            "source": f"urn:uuid:{self.webhook_id}",
            "type": type,
        }


def _event(telling: Telling, change: Mapping[str, Any]) -> dict[str, Any]:
    key, position, time = change["obligationId"], change["position"], change["recordedAt"]
    kind = change["kind"].lower().replace("_", "-")
    return {
        **telling.attributes(f"{TYPE}.obligation.{kind}", str(position), time, key),
        "time": time,
        "subject": key,
        "datacontenttype": "application/json",
        "data": {
            "kind": change["kind"],
            "position": position,
            "obligationId": key,
            "obligation": change["obligation"],
        },
    }


def _fitting(events: Sequence[Mapping[str, Any]]) -> int:
    """How many of the first events a message may hold: one at least."""
    size = 0
    for number, event in enumerate(events):
        size += len(orjson.dumps(event)) + 1
        if size > MESSAGE_BYTES and number:
            return number
    return len(events)


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:DIGITS]
