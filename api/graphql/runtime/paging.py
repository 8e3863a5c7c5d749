"""Relay pages over keysets: what a list is asked for, and the connection that it answers."""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, Generic, Self, TypeAlias, TypeVar, cast

import strawberry
from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode

from api.graphql.runtime import cursors
from api.graphql.runtime.context import Context, Info
from api.graphql.runtime.cursors import Keyset, Seal
from api.graphql.runtime.limits import page_size
from api.graphql.runtime.links import built, object_type
from api.graphql.runtime.moments import AnswerMoment, AsOf
from api.graphql.runtime.node import PageInfo
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.scalars import Count
from projections.query_args import Key, Moment, Page

C = TypeVar("C")
R = TypeVar("R")
T = TypeVar("T")

Fetch: TypeAlias = Callable[[int, Key | None], Awaitable[Page[R]]]
"""From the page's size and the key it begins after to its rows."""


@strawberry.type
class Edge(Generic[T]):
    """A row in its place on the page."""

    cursor: str
    """Of this very row: given as `after`, the list goes on behind it."""
    node: T
    """What the row is of."""


@strawberry.type
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]]
    """The rows of the page, in the order of the list."""
    page_info: PageInfo
    """Whether there is more, and from where to go on."""
    total_count: Count
    """Rows of the whole list. It is counted only where it is asked for."""


@strawberry.type
class MomentConnection(Connection[T]):
    """A connection that tells its moment: later pages are of the same."""

    moment: AnswerMoment
    """The moment that the page is of; later pages are of the same."""


@dataclass(frozen=True, slots=True)
class Paging:
    """What a list is asked for: at most ``first`` rows after the key, at one moment.

    Without ``wants_rows`` none need be read; without ``wants_total`` nothing need be counted.
    """

    keyset: Keyset
    seal: Seal
    first: int
    after: Key | None
    at: Moment
    wants_rows: bool
    wants_total: bool

    @classmethod
    async def of(
        cls,
        info: Info,
        keyset: Keyset,
        first: int | None,
        after: str | None,
        moment: Moment | AsOf | None,
    ) -> Self:
        """A later page is of its cursor's moment, a first one of the parent's or of ``asOf``.

        Raises the GraphQL errors BAD_PAGE, BAD_CURSOR and POSITION_NOT_REACHED.
        """
        size = page_size(info.context.limits, or_none(first))
        seal = info.context.source.seal(_place(info._raw_info))
        cursor = or_none(after)
        key: Key | None = None
        if cursor is not None:
            at, key = cursors.decode(keyset, cursor, seal)
            at = await info.context.moments.exactly(at)
        elif isinstance(moment, Moment):
            at = moment
        else:
            at = await info.context.moments.of(moment)
        selected = selected_names(info._raw_info)
        rows, total = bool(selected & {"edges", "pageInfo"}), "totalCount" in selected
        return cls(keyset, seal, size, key, at, rows, total)

    async def page(
        self, fetch: Fetch[R], count: Callable[[], Awaitable[int]] | None = None
    ) -> Page[R]:
        """Rows and total, as far as they were asked for."""
        page: Page[R] = Page((), has_next=False)
        if self.wants_rows:
            page = await fetch(self.first, self.after)
        if self.wants_total and count is not None:
            page = replace(page, total=await count())
        return page

    def connection(self, cls: type[C], page: Page[Any], **more: object) -> C:
        """The page as the schema tells it, each row as an object of the connection's nodes.

        ``more`` are the fields that this connection alone has.
        """
        node = _node_type(cast(Hashable, cls))
        ends = [self._cursor(edge.key) for edge in (*page.edges[:1], *page.edges[-1:])]
        parts: dict[str, object] = {
            "edges": [
                Edge(cursor=self._cursor(edge.key), node=built(node, edge.node, self.at))
                for edge in page.edges
            ],
            "page_info": PageInfo(
                has_next_page=page.has_next,
                has_previous_page=self.after is not None,
                start_cursor=ends[0] if ends else None,
                end_cursor=ends[-1] if ends else None,
            ),
            "total_count": self._total(page),
            "moment": AnswerMoment.of(self.at),
            **more,
        }
        return cls(**{field.name: parts[field.name] for field in fields(cast(Any, cls))})

    def _cursor(self, key: Key) -> str:
        return cursors.encode(self.keyset, self.at, key, self.seal)

    def _total(self, page: Page[Any]) -> Count:
        """0 where nobody asked: the field is then not in the answer."""
        if self.wants_total and page.total is None:
            raise ValueError(f"{self.keyset.name}: the total was asked for and not counted")
        return Count(page.total or 0)


def _place(info: GraphQLResolveInfo[Context]) -> str:
    """Of the list being resolved: its cursors are no other list's."""
    return f"{info.parent_type.name}.{info.field_name}"


@cache
def _node_type(connection: Hashable) -> type:
    """The type of a connection's nodes."""
    kind: Any = connection
    for name in ("edges", "node"):
        definition = kind.__strawberry_definition__
        field = next(each for each in definition.fields if each.python_name == name)
        kind = object_type(field.resolve_type(type_definition=definition))
    return cast(type, kind)


def selected_names(info: GraphQLResolveInfo[Context]) -> set[str]:
    """The names of the fields selected right under the field being resolved."""
    names: set[str] = set()
    seen: set[str] = set()
    sets = [node.selection_set for node in info.field_nodes]
    while sets:
        selections = sets.pop()
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode):
                names.add(node.name.value)
            elif isinstance(node, InlineFragmentNode):
                sets.append(node.selection_set)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                sets.append(info.fragments[node.name.value].selection_set)
    return names
