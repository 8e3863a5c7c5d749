"""The audit trail of those who inspect."""

from typing import Any, Final

from projections.audit.entries import Entries, statements
from projections.audit.rows import AuditRow
from projections.engine.json_rows import to_json
from projections.engine.session import Session
from projections.engine.versions import FOREVER
from projections.query_args import AuditFilter, Edge, Key, Moment, Page, Scope


class Audit:
    """Entries within the scope's inspecting grants; nothing for anybody else."""

    def __init__(self, session: Session, entries: Entries) -> None:
        self._session: Final = session
        self._entries: Final = entries

    async def page(
        self, filter: AuditFilter, first: int, after: Key | None, moment: Moment, scope: Scope
    ) -> Page[AuditRow]:
        """Oldest first, or newest first where the filter says so."""
        wanted = await self._wanted(filter, moment)
        inspecting = scope.inspecting
        if wanted is None or not inspecting.grants:
            return Page((), has_next=False)
        place: dict[str, Any] = {"after": filter.after_position or 0}
        if filter.newest_first:
            place["before"] = after[0] if after else FOREVER
        elif after:
            place["after"] = max(after[0], place["after"])
        viewer = await self._session.viewer(inspecting, moment)
        rows = await self._session.rows(
            statements.page_newest_first if filter.newest_first else statements.page,
            filter=to_json(wanted),
            viewer=viewer.json,
            **place,
            row_limit=first + 1,
        )
        shown = {row["position"] for row in rows}
        entries = await self._entries.of(rows[:first], moment, inspecting, shown)
        edges = tuple(Edge(entry, (entry.position,)) for entry in entries)
        return Page(edges, has_next=len(rows) > first)

    async def _wanted(self, filter: AuditFilter, moment: Moment) -> dict[str, Any] | None:
        inside = await self._session.subtree(filter.under_id, moment)
        if inside is None:
            return None
        owed = filter.obligation
        return {
            "unit_id": filter.unit_id,
            "low": inside.low if filter.under_id else None,
            "high": inside.high if filter.under_id else None,
            "directive_id": filter.directive_id,
            "task_id": owed.task_id if owed else None,
            "bearer_id": owed.unit_id if owed else None,
            "occurrence": (owed.occurrence or "-infinity") if owed else None,
            "actor": filter.actor,
            "topics": self._topics(filter),
            "correlation_id": filter.correlation_id,
            "recorded_from": filter.recorded_from,
            "recorded_to": filter.recorded_to,
        }

    def _topics(self, filter: AuditFilter) -> list[str] | None:
        """Types are told by the last word of their topics."""
        if not filter.types:
            return None
        known = self._session.log.mapper.classes
        return [topic for topic in known if topic.rpartition(".")[2] in filter.types]
