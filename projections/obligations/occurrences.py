"""What units declared to have happened: a row for the unit and the occurrence, for nobody else."""

from collections.abc import Sequence
from typing import Any, Final

from cascade.days import local_day
from cascade.execution.events import OccurrenceDeclared, OccurrenceWithdrawn
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy
from projections.engine.statements import load
from projections.obligations.tables import DeclaredOccurrence
from projections.organisation.zone import time_zone

EVENTS: Final = (OccurrenceDeclared, OccurrenceWithdrawn)

statements = load(__package__, "occurrences_handlers.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    zone = await time_zone(connection)
    declared = [
        DeclaredOccurrence(
            task_id=event.task_id,
            unit_id=event.unit_id,
            occurrence=event.occurrence,
            position=recorded.position,
            directive_id=event.directive_id,
            occurred_at=event.occurred_at,
            occurred_on=local_day(event.occurred_at, zone),
            declared_at=recorded.recorded_at,
            label=event.label,
            note=event.note,
        )
        for recorded in events
        if isinstance(event := recorded.event, OccurrenceDeclared) and event.occurrence
    ]
    await copy(connection, declared)
    for recorded in events:
        if isinstance(event := recorded.event, OccurrenceWithdrawn):
            await statements.withdraw(
                connection,
                task_id=event.task_id,
                unit_id=event.unit_id,
                occurrence=event.occurrence,
                position=recorded.position,
                reason=event.reason,
            )
