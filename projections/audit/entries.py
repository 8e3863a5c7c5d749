"""Entries of the audit trail: an event, what it is about, and a sentence that says it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import orjson

from cascade.directive.events import DirectiveIssued
from cascade.log.records import RecordedEvent
from cascade.log.rows import recorded_event
from cascade.organisation.events import UnitsEstablished
from projections.audit.summaries import Names, mentioned, summary
from projections.directives.reading import Directives
from projections.rows import AuditRow, Moment, Scope
from projections.session import Session
from projections.statements import load
from projections.tasks.reading import Tasks
from projections.units.reading import Units

statements = load(__package__, "queries.sql")


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
        ranges = await self._session.ranges(scope.inspecting, moment)
        inspected = await self._session.rows(
            statements.inspected, positions=list(positions), p=moment.position, **ranges.arguments
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
        names = await self._names(list(events.values()), moment)
        shown = await self._shown_units(list(events.values()), moment, scope)
        shown |= await self._shown_targets(list(events.values()), moment, scope)
        return tuple(
            _entry(row, events[row["position"]], states[row["position"]], names, shown, inspected)
            for row in rows
        )

    async def _names(self, events: Sequence[RecordedEvent], moment: Moment) -> Names:
        """The names and numbers that the summaries of these events use."""
        ids: set[UUID] = set().union(*(mentioned(e.event) for e in events)) if events else set()
        units = await self._units.by_ids(list(ids), moment)
        directives = await self._directives.behind(list(ids), moment)
        tasks = await self._tasks.by_ids(list(ids), moment)
        return Names(
            {unit_id: unit.name for unit_id, unit in units.items()},
            {
                directive_id: row.number.text if row.number else f"“{row.subject}”"
                for directive_id, row in directives.items()
            },
            {task_id: task.key for task_id, task in tasks.items()},
        )

    async def _shown_units(
        self, events: Sequence[RecordedEvent], moment: Moment, scope: Scope
    ) -> frozenset[UUID]:
        """Of units that came by the hundreds, those that lie within the scope."""
        many = [
            record.unit_id
            for recorded in events
            if isinstance(recorded.event, UnitsEstablished)
            for record in recorded.event.units
        ]
        return await self._units.within(many, moment, scope) if many else frozenset()

    async def _shown_targets(
        self, events: Sequence[RecordedEvent], moment: Moment, scope: Scope
    ) -> frozenset[UUID]:
        """Of directives that are cited, those that the viewer may see, if only their cards."""
        cited = {
            citation.target_id
            for recorded in events
            if isinstance(recorded.event, DirectiveIssued)
            for citation in recorded.event.citations
            if citation.target_id is not None
        }
        found = await self._directives.by_ids(list(cited), moment, scope) if cited else {}
        return frozenset(found)


def _entry(
    row: Any,
    recorded: RecordedEvent,
    state: dict[str, Any],
    names: Names,
    shown: frozenset[UUID],
    inspected: set[int],
) -> AuditRow:
    data, partial = _within(recorded, state, shown)
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


def _within(
    recorded: RecordedEvent, state: dict[str, Any], shown: frozenset[UUID]
) -> tuple[Mapping[str, Any], bool]:
    """The event less what lies outside the scope, and whether there was any of that."""
    match recorded.event:
        case UnitsEstablished():
            units = [unit for unit in state["units"] if UUID(unit["unit_id"]) in shown]
            return {**state, "units": units}, len(units) < len(state["units"])
        case DirectiveIssued():
            citations = [_without_hidden_target(each, shown) for each in state["citations"]]
            return {**state, "citations": citations}, citations != state["citations"]
        case _:
            return state, False


def _without_hidden_target(citation: dict[str, Any], shown: frozenset[UUID]) -> dict[str, Any]:
    """What was written stays; what it was matched to goes where the viewer may not see that."""
    target = citation["target_id"]
    if target is None or UUID(target) in shown:
        return citation
    return {**citation, "target_id": None, "discrepancies": []}
