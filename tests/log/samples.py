"""Events and commands of no domain, for the log's own tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, ClassVar
from uuid import UUID, uuid4

from cascade.database import Endpoints
from cascade.events import Event, next_place
from cascade.log import Append, EventMapper

NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)


class Colour(StrEnum):
    RED = "RED"
    BLUE = "BLUE"


@dataclass(frozen=True, slots=True)
class Part:
    b: int
    a: str | None = None
    ids: tuple[UUID, ...] = ()


class Noted(Event):
    TOPIC: ClassVar[str] = "sample.Noted"

    text: str


class Assembled(Event):
    TOPIC: ClassVar[str] = "sample.Assembled"

    colour: Colour
    parts: tuple[Part, ...]
    day: date | None
    at: datetime
    whole: Part | None


class Measured(Event):
    """Its first version had a length in centimetres, its second the parts as a list of pairs."""

    TOPIC: ClassVar[str] = "sample.Measured"
    class_version: ClassVar[int] = 3

    millimetres: int
    parts: tuple[Part, ...]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        state["millimetres"] = state.pop("centimetres") * 10

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        state["parts"] = [{"b": b, "a": a} for b, a in state.pop("pairs", [])]


SAMPLES: tuple[type[Event], ...] = (Noted, Assembled, Measured)


def sample_mapper() -> EventMapper:
    return EventMapper(SAMPLES)


def noted(stream_id: UUID, version: int, text: str = "seen") -> Noted:
    return Noted(**next_place(stream_id, version - 1, NOON), text=text)


def command(
    stream_id: UUID | None = None,
    expected: int = 0,
    *,
    key: str | None = None,
    principal: str = "clerk",
    texts: Sequence[str] = ("seen",),
    reads: dict[UUID, int] | None = None,
    **fields: Any,
) -> Append:
    """Notes each text on one stream; by default a new stream under a new key."""
    stream_id = stream_id or uuid4()
    events = [noted(stream_id, expected + n, text) for n, text in enumerate(texts, start=1)]
    return Append(
        principal=principal,
        key=key or str(uuid4()),
        digest=fields.pop("digest", sha256(str((stream_id, *texts)).encode()).digest()),
        correlation_id=fields.pop("correlation_id", uuid4()),
        expected={**(reads or {}), stream_id: expected},
        events=events,
        answer=fields.pop("answer", {"id": str(stream_id)}),
        **fields,
    )


async def erased(endpoints: Endpoints, deletion: str, *values: object) -> None:
    """What the event of an erasure will do: until there is one, the guards let nobody."""
    superuser: Any = await endpoints.superuser.connect()
    async with superuser.transaction():
        for table, guard in (("content", "append_only"), ("upload_part", "used_parts_stay")):
            await superuser.execute(f"ALTER TABLE cascade_log.{table} DISABLE TRIGGER {guard}")
        await superuser.execute(deletion, *values)
        for table, guard in (("content", "append_only"), ("upload_part", "used_parts_stay")):
            await superuser.execute(
                f"ALTER TABLE cascade_log.{table} ENABLE ALWAYS TRIGGER {guard}"
            )
    await superuser.close()
