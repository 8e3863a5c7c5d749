"""Grants in one append: a command for each would take longer than all the rest of a test."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from cascade.access.events import RoleGranted
from cascade.enums import Classification, Role
from cascade.events import next_place
from cascade.identifiers import access_id
from cascade.log import Append, Log

Grant = tuple[str, UUID, Role]


async def grant_at_once(
    log: Log,
    now: datetime,
    grants: Iterable[Grant],
    clearance: Classification = Classification.SECRET,
    before: Mapping[str, int] | None = None,
) -> None:
    """To subjects, by as many grants as each has had ``before``."""
    versions = dict(before or {})
    expected: dict[UUID, int] = {}
    events: list[RoleGranted] = []
    for subject, unit_id, role in grants:
        stream_id, version = access_id(subject), versions.get(subject, 0)
        expected.setdefault(stream_id, version)
        versions[subject] = version + 1
        events.append(
            RoleGranted(
                **next_place(stream_id, version, now),
                subject=subject,
                unit_id=unit_id,
                role=role,
                clearance=clearance,
                valid_from=None,
                valid_to=None,
            )
        )
    await log.append(
        Append(
            principal="administrator",
            key=f"grants {versions}"[:100],
            digest=bytes(32),
            correlation_id=UUID(int=0),
            expected=expected,
            events=events,
            answer={},
        )
    )
