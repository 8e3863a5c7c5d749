"""Entries of the audit trail: an event, what it is about, and a sentence that says it."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import orjson

from cascade.log.records import RecordedEvent
from cascade.log.rows import recorded_event
from projections.audit.names import Names, mentioned
from projections.audit.redacting import Shown, gathered, linked, within
from projections.audit.rows import AuditRow
from projections.audit.summaries import summary
from projections.directives.reading import Directives
from projections.engine.session import Session
from projections.engine.statements import load
from projections.organisation.reading import Units
from projections.query_args import Moment, Scope
from projections.tasks.reading import Tasks

statements = load(__package__, "entries.sql")


class Entries:
    """Makes entries of positions. Who may see them was checked before."""

    def __init__(
        self, session: Session, units: Units, directives: Directives, tasks: Tasks
    ) -> None:
        self._session: Final = session
        self._units: Final = units
        self._directives: Final = directives
        self._tasks: Final = tasks

    async def at(
        self, positions: Sequence[int], moment: Moment, scope: Scope
    ) -> tuple[AuditRow, ...]:
        """In the order of the log. Actors show where an inspecting grant covers the entry."""
        rows = await self._session.rows(statements.at, positions=list(positions))
        viewer = await self._session.viewer(scope.inspecting, moment)
        inspected = await self._session.rows(
            statements.inspected, positions=list(positions), viewer=viewer.json
        )
        return await self.of(rows, moment, scope, {row["position"] for row in inspected})

    async def of(
        self, rows: Sequence[Any], moment: Moment, scope: Scope, inspected: set[int]
    ) -> tuple[AuditRow, ...]:
        """Of records of audit_entry, in their order."""
        found = await self._session.rows(
            statements.events, positions=[row["position"] for row in rows]
        )
        mapper = self._session.log.mapper
        events = {row["position"]: recorded_event(tuple(row), mapper) for row in found}
        states = {row["position"]: orjson.loads(row["state"]) for row in found}
        shown = await self._shown(list(events.values()), moment, scope)
        names = await self._names(list(events.values()), moment, shown)
        return tuple(
            _entry(row, events[row["position"]], states[row["position"]], names, shown, inspected)
            for row in rows
        )

    async def _names(self, events: Sequence[RecordedEvent], moment: Moment, shown: Shown) -> Names:
        """The names and numbers that the summaries of these events may use."""
        ids: set[UUID] = set().union(*(mentioned(e.event) for e in events)) if events else set()
        hidden = {each for e in events for each in linked(e.event)} - shown
        units = await self._units.by_ids(list(ids), moment)
        directives = await self._directives.behind(list(ids - hidden), moment)
        tasks = await self._tasks.by_ids(list(ids), moment)
        return Names(
            {unit_id: unit.name for unit_id, unit in units.items()},
            {
                directive_id: row.number.text if row.number else f"“{row.subject}”"
                for directive_id, row in directives.items()
            },
            {task_id: task.key for task_id, task in tasks.items()},
        )

    async def _shown(self, events: Sequence[RecordedEvent], moment: Moment, scope: Scope) -> Shown:
        """Of the units of events about many, those within the scope; of directives that events
        name beside their own, those that the viewer may see, if only their cards.
        """
        shown: set[UUID] = set()
        if many := {each for e in events for each in gathered(e.event)}:
            viewer = await self._session.viewer(scope, moment)
            rows = await self._session.rows(
                statements.placed_within, unit_ids=list(many), p=moment.position, viewer=viewer.json
            )
            shown |= {row["unit_id"] for row in rows}
        if named := {each for e in events for each in linked(e.event) if each}:
            shown |= set(await self._directives.by_ids(list(named), moment, scope))
        return frozenset(shown)


def _entry(
    row: Any,
    recorded: RecordedEvent,
    state: dict[str, Any],
    names: Names,
    shown: Shown,
    inspected: set[int],
) -> AuditRow:
    data, partial = within(recorded.event, state, shown)
    return AuditRow(
        position=row["position"],
        recorded_at=row["recorded_at"],
        occurred_on=row["occurred_on"],
        type=row["topic"].rpartition(".")[2],
        actor=row["actor"] if row["position"] in inspected else None,
        unit_id=row["unit_id"],
        directive_id=row["directive_id"],
        summary=summary(recorded.event, names),
        data=data,
        partial=partial,
        correlation_id=row["correlation_id"],
        causation_position=row["causation_position"],
        leaf_hash=row["leaf_hash"].hex(),
    )
