"""Changes of the tree that are to take effect on a day to come."""

from collections.abc import Sequence
from typing import Any, Final

from cascade.log.records import RecordedEvent
from cascade.organisation.events import ChangeScheduled, ScheduledChangeSettled
from projections.engine.copying import copy
from projections.engine.statements import load
from projections.engine.versions import FOREVER

EVENTS: Final = (ChangeScheduled, ScheduledChangeSettled)

statements = load(__package__, "scheduling.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    scheduled = [
        (event.change_id, recorded.position, FOREVER, recorded.recorded_at, event.unit_ids,
         event.command, event.effective_on, None, None)
        for recorded in events
        if isinstance(event := recorded.event, ChangeScheduled)
    ]  # fmt: skip
    await copy(connection, "scheduled_change", scheduled)
    settled = [
        (event.change_id, recorded.position, event.outcome.value, event.reason)
        for recorded in events
        if isinstance(event := recorded.event, ScheduledChangeSettled)
    ]
    if settled:
        change_ids, positions, outcomes, reasons = map(list, zip(*settled, strict=True))
        await statements.settle(
            connection,
            change_ids=change_ids,
            positions=positions,
            outcomes=outcomes,
            reasons=reasons,
        )
