"""Whose causes directives serve once a citation is matched after the issue."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from projections.directives.tables import Cause
from projections.engine.copying import copy
from projections.engine.statements import load

statements = load(__package__, "citations.sql")


@dataclass(frozen=True, slots=True)
class Cited:
    """A directive served: at what distance, and who issued it."""

    distance: int
    issuer_ids: tuple[UUID, ...]


Causes: TypeAlias = dict[UUID, Cited]
"""Each directive served."""


def cause_rows(
    directive_id: UUID, position: int, clearance: int, causes: Causes
) -> Iterator[Cause]:
    """What is served from a position on: a row for each of those who issued it together."""
    for cause_id, cited in causes.items():
        for issuer_id in cited.issuer_ids:
            yield Cause(
                directive_id=directive_id,
                cause_id=cause_id,
                cause_issuer_id=issuer_id,
                position=position,
                distance=cited.distance,
                clearance=clearance,
            )


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


async def _issuers(connection: Any, ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Who issued directives, by their own causes."""
    issuers: dict[UUID, tuple[UUID, ...]] = {}
    for row in await connection.fetch(statements.causes.sql, list(ids)):
        if row["directive_id"] == row["cause_id"]:
            known = issuers.get(row["cause_id"], ())
            issuers[row["cause_id"]] = (*known, row["cause_issuer_id"])
    return issuers


async def _change(
    connection: Any,
    directive_id: UUID,
    position: int,
    distances: dict[UUID, int],
    issuers: dict[UUID, tuple[UUID, ...]],
) -> None:
    rows = await connection.fetch(statements.causes.sql, [directive_id])
    before = {row["cause_id"]: row["distance"] for row in rows}
    ended = [cause for cause, distance in before.items() if distances.get(cause) != distance]
    await statements.end_causes(
        connection, directive_id=directive_id, position=position, cause_ids=ended
    )
    changed = {
        cause_id: Cited(distance, issuers.get(cause_id, ()))
        for cause_id, distance in distances.items()
        if before.get(cause_id) != distance
    }
    clearance = rows[0]["clearance"]
    await copy(connection, list(cause_rows(directive_id, position, clearance, changed)))
