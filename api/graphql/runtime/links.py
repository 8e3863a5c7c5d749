"""Objects made of rows, and fields that lead from one object to others.

A type's fields, private ones too, are the columns of its row by name; where they are not, its
classmethod ``of(row, at)`` says what they are.

    @strawberry.type
    class Inspection:
        at: strawberry.Private[Moment]
        by_id: strawberry.Private[UUID]
        inspected_on: date
        by: UnitRef = link(units, "by_id")

Types name each other by ``refs`` and are read by functions that know rows only: so no module needs
the one that needs it.
"""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, Final, TypeVar, cast

import strawberry
from strawberry.types.base import StrawberryContainer, StrawberryOptional, has_object_definition
from strawberry.types.field import StrawberryField
from strawberry.types.lazy_type import LazyType

from api.graphql.runtime.context import Info
from api.graphql.runtime.loading import Fetch, Loader
from projections.query_args import Moment

T = TypeVar("T")

LEAD: Final = "lead"
"""Where a field's metadata hold its ``Lead``."""


@dataclass(frozen=True, slots=True)
class Lead:
    """How a link is followed: by ``fetch`` for the object's attribute ``key``, which with ``many``
    holds several.
    """

    fetch: Fetch[Any, Any]
    key: str
    many: bool


def built(cls: type[T], row: Any, at: Moment) -> T:
    """The object of a row: as its type's ``of`` says, or else by the names of its fields."""
    of = getattr(cls, "of", None)
    return cast(T, of(row, at)) if of else from_row(cls, row, at)


def from_row(cls: type[T], row: Any, at: Moment, **given: object) -> T:
    """By the names of its fields, but for those given. A row within a row becomes an object too."""
    own: dict[str, object] = {"at": at, **given}
    parts = _parts(cast(Hashable, cls), tuple(own))
    values = {name: own[name] for name in parts.given}
    values.update(zip(parts.of_row, parts.get(row), strict=True))
    for name, inner in parts.objects:
        values[name] = within(inner, values[name], at)
    return cls(**values)


def link(fetch: Fetch[Any, Any], key: str, *, name: str | None = None) -> Any:
    """A field that ``fetch`` answers for the object's attribute ``key``.

    A null key leads nowhere. What a field that is never null leads to always exists.
    """

    def read(loader: Loader[Any, Any], key: Any, at: Moment, nullable: bool) -> Awaitable[Any]:
        return loader.optional(key, at) if nullable else loader.required(key, at)

    return _Link(Lead(fetch, key, many=False), read, name)


def links(fetch: Fetch[Any, Any], keys: str) -> Any:
    """A field that ``fetch`` answers for each of several keys; each of them leads somewhere."""

    async def read(loader: Loader[Any, Any], keys: Any, at: Moment, nullable: bool) -> Any:
        return None if keys is None else await loader.every(keys, at)

    return _Link(Lead(fetch, keys, many=True), read, None)


class _Link:
    """Becomes a field of the type in whose body it stands, with the type of its annotation."""

    def __init__(
        self,
        lead: Lead,
        read: Callable[[Loader[Any, Any], Any, Moment, bool], Awaitable[Any]],
        name: str | None,
    ) -> None:
        self._lead = lead
        self._read = read
        self._name = name
        self._leads_to: tuple[bool, type | None] | None = None

    def __set_name__(self, owner: type, name: str) -> None:
        if self._lead.key not in owner.__annotations__:
            key = self._lead.key
            raise TypeError(f"{owner.__name__}.{name} is read by {key}, which it has not")
        link = self

        async def resolve(self: Any, info: Info) -> Any:
            return await link._followed(self, info)

        del resolve.__annotations__["return"]  # the class's own annotation says what it is
        field = strawberry.field(
            resolver=resolve,
            name=self._name,
            metadata={LEAD: self._lead},
        )
        setattr(owner, name, field)
        _keep_order(owner, name)

    async def _followed(self, start: Any, info: Info) -> Any:
        if self._leads_to is None:
            # Known once all types are made.
            kind = info.return_type
            self._leads_to = isinstance(kind, StrawberryOptional), object_type(kind)
        nullable, inner = self._leads_to
        loader = info.context.load(self._lead.fetch)
        found = await self._read(loader, getattr(start, self._lead.key), start.at, nullable)
        return within(inner, found, start.at)


def _keep_order(owner: type, link: str) -> None:
    """Fields have the order of the annotations, and then of the methods: so the methods that stand
    before a link are put among the annotations before it.
    """
    names = list(vars(owner))
    methods = {
        name: resolver.wrapped_func.__annotations__["return"]
        for name in names[: names.index(link)]
        if name not in owner.__annotations__
        and isinstance(field := vars(owner)[name], StrawberryField)
        and (resolver := field.base_resolver)
    }
    ordered: dict[str, Any] = {}
    for name, kind in owner.__annotations__.items():
        ordered |= methods if name == link else {}
        ordered[name] = kind
    owner.__annotations__ = ordered


def object_type(kind: Any) -> type | None:
    """The type of the objects that a field holds, one or many; None where it holds no objects."""
    while isinstance(kind, StrawberryContainer | LazyType):
        kind = kind.resolve_type() if isinstance(kind, LazyType) else kind.of_type
    return cast(type, kind) if has_object_definition(kind) else None


@dataclass(frozen=True, slots=True)
class _Parts:
    """Of what an object is made: fields that are given, those that its row has, and which of either
    are objects of their own.
    """

    given: tuple[str, ...]
    of_row: tuple[str, ...]
    get: Callable[[Any], tuple[Any, ...]]
    objects: tuple[tuple[str, type], ...]


@cache
def _parts(cls: Hashable, given: tuple[str, ...]) -> _Parts:
    shown = cast(Any, cls).__strawberry_definition__.fields
    inner = {field.python_name: object_type(field.type) for field in shown}
    names = [field.name for field in fields(cast(Any, cls)) if field.init]
    of_row = tuple(name for name in names if name not in given)
    objects = tuple((name, of) for name in names if (of := inner.get(name)) is not None)
    return _Parts(tuple(name for name in names if name in given), of_row, _each(of_row), objects)


def _each(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Several attributes at once; ``attrgetter`` gives the only one of one alone."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda row: tuple(getattr(row, name) for name in names)


def within(inner: type | None, value: Any, at: Moment) -> Any:
    """What a field holds that was read: rows as objects of its type, anything else as it is."""
    if inner is None or value is None or isinstance(value, inner):
        return value
    if isinstance(value, list | tuple):
        return [within(inner, each, at) for each in value]
    return built(inner, value, at)
