"""Sums of what is reported towards quotas that groups share, and the acceptances that met them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.days import start_of_day
from cascade.execution.events import ReportAccepted
from cascade.log.records import RecordedEvent
from cascade.quantities import NOTHING
from projections.engine.copying import arrays, copy
from projections.engine.statements import load
from projections.engine.versions import write_versions
from projections.obligations.folding import State
from projections.obligations.surroundings import Asked, Handed, Surroundings
from projections.obligations.tables import QuotaMet, SharedQuota

statements = load(__package__, "shared_quotas.sql")


class Key(NamedTuple):
    """Of an obligation; ``unit_id`` is the addressed unit."""

    task_id: UUID
    unit_id: UUID
    occurrence: date


class Shared(NamedTuple):
    """A quota: of a task, and of one occurrence of it."""

    task_id: UUID
    occurrence: date


class Sum(NamedTuple):
    accepted: Decimal = NOTHING
    pending: Decimal = NOTHING

    def changed(self, before: State, after: State) -> "Sum":
        """By what became of one who shares it."""
        return Sum(
            self.accepted + after.accepted_quantity - before.accepted_quantity,
            self.pending + after.pending_quantity - before.pending_quantity,
        )


class SharedQuotas:
    """Those that a page touches, and the rows that it leaves of them."""

    def __init__(self, around: Surroundings, zone: ZoneInfo) -> None:
        self.around = around
        self.zone = zone
        self.sums: dict[Shared, Sum] = {}
        self.met: dict[Shared, list[QuotaMet]] = defaultdict(list)
        self._rows: dict[tuple[Shared, int], SharedQuota] = {}
        self._newly_met: list[QuotaMet] = []

    async def load(self, connection: Any, keys: Iterable[Key]) -> None:
        """As they stand before the page."""
        shared = {_of(key) for key in keys if self._is_shared(key)}
        if not shared:
            return
        async for row in statements.shared(connection, **arrays(shared, *Shared._fields)):
            key = Shared(row["task_id"], row["occurrence"])
            self.sums[key] = Sum(row["accepted"], row["pending"])
        async for row in statements.met(connection, **arrays(shared, *Shared._fields)):
            met = QuotaMet(**row)
            self.met[Shared(met.task_id, met.occurrence)].append(met)

    def sum_with(self, key: Key, before: State, after: State) -> Sum:
        """The sum once the unit's own share has changed."""
        return self.sums.get(_of(key), Sum()).changed(before, after)

    def count(self, recorded: RecordedEvent, key: Key, before: State, after: State) -> None:
        """Keep the sum after an act of one who shares it, where that changes it."""
        if not self._is_shared(key):
            return
        changed = self.sum_with(key, before, after)
        if changed == self.sums.get(_of(key), Sum()):
            return
        event: Any = recorded.event
        self.sums[_of(key)] = changed
        self._rows[_of(key), recorded.position] = SharedQuota(
            task_id=key.task_id,
            occurrence=key.occurrence,
            position=recorded.position,
            directive_id=event.directive_id,
            accepted=changed.accepted,
            pending=changed.pending,
        )

    def note_met(self, recorded: RecordedEvent, key: Key, report: Handed, event: Any) -> None:
        """An acceptance: whether the sum is enough by it."""
        asked = Asked(key.task_id, key.unit_id, recorded.position)
        if not self.around.is_met(asked, self.sums.get(_of(key), Sum()).accepted):
            return
        received_on = event.received_on if isinstance(event, ReportAccepted) else None
        met = QuotaMet(
            task_id=key.task_id,
            occurrence=key.occurrence,
            position=recorded.position,
            directive_id=event.directive_id,
            met_at=recorded.recorded_at,
            report_position=report.position,
            submitted_at=report.submitted_at,
            on_time_from=start_of_day(received_on, self.zone)
            if received_on
            else report.submitted_at,
        )
        self.met[_of(key)].append(met)
        self._newly_met.append(met)

    def met_for(self, key: Key, position: int) -> QuotaMet | None:
        """The first acceptance before a position that was enough, since the unit shares it."""
        since = self.around.in_groups.get((key.task_id, key.unit_id))
        if since is None:
            return None
        found = (met for met in self.met[_of(key)] if since < met.position < position)
        return next(found, None)

    async def write(self, connection: Any) -> None:
        await write_versions(
            connection,
            statements.end_shared,
            list(self._rows.values()),
            *Shared._fields,
            begins="position",
        )
        self._rows.clear()
        await copy(connection, self._newly_met)
        self._newly_met = []

    def _is_shared(self, key: Key) -> bool:
        return self.around.shares_with_group(key.task_id, key.unit_id)


def _of(key: Key) -> Shared:
    return Shared(key.task_id, key.occurrence)
