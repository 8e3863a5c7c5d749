"""Whose causes directives serve once a citation is matched after the issue."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from projections.engine.copying import copy
from projections.engine.statements import load
from projections.engine.versions import FOREVER

statements = load(__package__, "citations.sql")


@dataclass(frozen=True, slots=True)
class Cited:
    """A directive served: at what distance, and who issued it."""

    distance: int
    issuer_ids: tuple[UUID, ...]


Causes: TypeAlias = dict[UUID, Cited]
"""Each directive served."""


async def resolve(connection: Any, directive_id: UUID, position: int) -> None:
    """Causes of the directive, and of all that serve it, as they are from the position on.

    What it implements is known already; all rows of the page's issues are written.
    """
    changed = [
        row["directive_id"] for row in await connection.fetch(statements.serving.sql, directive_id)
    ]
    edges = await _edges(connection, changed)
    reached = {each: _distances(each, edges) for each in changed}
    served = {cause_id for distances in reached.values() for cause_id in distances}
    issuers = await _issuers(connection, served)
    for each in changed:
        await _change(connection, each, position, reached[each], issuers)


async def _edges(connection: Any, start: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """What each implements by itself: of those to begin with, and of all that these lead to."""
    edges: dict[UUID, list[UUID]] = {}
    frontier = set(start)
    while frontier:
        edges.update({each: [] for each in frontier})
        found = await connection.fetch(statements.implemented.sql, list(frontier))
        for row in found:
            edges[row["directive_id"]].append(row["target_id"])
        frontier = {row["target_id"] for row in found} - edges.keys()
    return edges


def _distances(directive_id: UUID, edges: dict[UUID, list[UUID]]) -> dict[UUID, int]:
    distances = {directive_id: 0}
    frontier = [directive_id]
    while frontier:
        found = [target for each in frontier for target in edges[each]]
        frontier = [target for target in dict.fromkeys(found) if target not in distances]
        farther = max(distances.values()) + 1
        distances.update(dict.fromkeys(frontier, farther))
    return distances


async def _issuers(connection: Any, ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Who issued directives, by their own causes."""
    issuers: dict[UUID, list[UUID]] = {}
    for row in await connection.fetch(statements.causes.sql, list(ids)):
        if row["directive_id"] == row["cause_id"]:
            issuers.setdefault(row["cause_id"], []).append(row["cause_issuer_id"])
    return issuers


async def _change(
    connection: Any,
    directive_id: UUID,
    position: int,
    distances: dict[UUID, int],
    issuers: dict[UUID, list[UUID]],
) -> None:
    rows = await connection.fetch(statements.causes.sql, [directive_id])
    before = {row["cause_id"]: row["distance"] for row in rows}
    ended = [cause for cause, distance in before.items() if distances.get(cause) != distance]
    await statements.end_causes(
        connection, directive_id=directive_id, position=position, cause_ids=ended
    )
    clearance = rows[0]["clearance"]
    records = [
        (directive_id, cause_id, issuer_id, position, FOREVER, distance, clearance)
        for cause_id, distance in distances.items()
        if before.get(cause_id) != distance
        for issuer_id in issuers.get(cause_id, ())
    ]
    await copy(connection, "cause", records)
