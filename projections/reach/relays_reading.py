"""Relays: all for those who caused the directive, for others those made in their subtrees."""

from typing import Any, Final
from uuid import UUID

from projections.engine.session import Session
from projections.engine.statements import load
from projections.engine.texts import with_texts
from projections.query_args import Edge, Key, Moment, Page, Scope
from projections.reach.rows import RelayRow

statements = load(__package__, "relays_reading.sql")


class Relays:
    """Relays of directives that the scope shows wholly: that is the caller's to check."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def page(
        self, directive_id: UUID, first: int, after: Key | None, moment: Moment, scope: Scope
    ) -> Page[RelayRow]:
        """Oldest first."""
        page = await self._session.page(
            RelayRow,
            statements.page,
            ("position",),
            first,
            after,
            **await self._visible(directive_id, moment, scope),
        )
        nodes = await with_texts(self._session, [edge.node for edge in page.edges], "note")
        edges = zip(nodes, page.edges, strict=True)
        return Page(tuple(Edge(node, edge.key) for node, edge in edges), page.has_next)

    async def count(self, directive_id: UUID, moment: Moment, scope: Scope) -> int:
        count: int = await self._session.row(
            statements.count, **await self._visible(directive_id, moment, scope)
        )
        return count

    async def _visible(self, directive_id: UUID, moment: Moment, scope: Scope) -> dict[str, Any]:
        viewer = await self._session.viewer(scope, moment)
        return {"directive_id": directive_id, "p": moment.position, "viewer": viewer.json}
