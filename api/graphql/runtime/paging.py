"""Relay pages over keysets: what a resolver asks a reader for, and what it makes of the answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode

from api.graphql.runtime import cursors
from api.graphql.runtime.context import Context, Info
from api.graphql.runtime.cursors import Keyset
from api.graphql.runtime.limits import page_size
from api.graphql.runtime.moment_inputs import AsOf
from api.graphql.runtime.node import PageInfo
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.scalars import Count
from projections.query_args import Key, Moment

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageOf(Generic[T]):
    """What a reader answers: rows with their keys, in the keyset's order.

    ``total`` counts the whole list, not the page; None where it was not asked for.
    """

    rows: Sequence[tuple[Key, T]]
    has_next: bool
    total: int | None


@dataclass(frozen=True, slots=True)
class Paging:
    """What a reader is asked for: at most ``first`` rows after the key, at one moment.

    Without ``wants_rows`` none need be read; without ``wants_total`` nothing need be counted.
    """

    keyset: Keyset
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
        cursor = or_none(after)
        key: Key | None = None
        if cursor is not None:
            at, key = cursors.decode(keyset, cursor)
            at = await info.context.moments.exactly(at)
        elif isinstance(moment, Moment):
            at = moment
        else:
            at = await info.context.moments.of(moment)
        selected = selected_names(info._raw_info)
        rows, total = bool(selected & {"edges", "pageInfo"}), "totalCount" in selected
        return cls(keyset, size, key, at, rows, total)

    def edges(self, page: PageOf[T]) -> Iterator[tuple[str, T]]:
        """Each row's cursor and the row."""
        for key, row in page.rows:
            yield cursors.encode(self.keyset, self.at, key), row

    def info(self, page: PageOf[T]) -> PageInfo:
        ends = [cursors.encode(self.keyset, self.at, key) for key, _ in page.rows[:1]]
        ends += [cursors.encode(self.keyset, self.at, key) for key, _ in page.rows[-1:]]
        return PageInfo(
            has_next_page=page.has_next,
            has_previous_page=self.after is not None,
            start_cursor=ends[0] if ends else None,
            end_cursor=ends[-1] if ends else None,
        )

    def total(self, page: PageOf[T]) -> Count:
        """0 where nobody asked: the field is then not in the answer."""
        if self.wants_total and page.total is None:
            raise ValueError(f"{self.keyset.name}: the total was asked for and not counted")
        return Count(page.total or 0)


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
