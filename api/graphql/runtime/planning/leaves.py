"""Columns of leaves: values of one field over many objects, as answers have them."""

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any, Final, TypeAlias

from graphql import GraphQLEnumType, GraphQLLeafType, Undefined

Column: TypeAlias = list[Any]
Write: TypeAlias = Callable[[Iterable[Any]], Column]
"""From values to what stands in the answer; a null stays one. Raises for what has no such form."""

AS_THEY_ARE: Final[dict[str, type]] = {"ID": str, "String": str, "Boolean": bool}
"""Values of exactly these classes are written as they are."""


def writer(kind: GraphQLLeafType) -> Write:
    """How values of a scalar or an enum are written: as the type itself has it, quickly where that
    changes nothing.
    """
    if isinstance(kind, GraphQLEnumType):
        return _of_words(kind)
    own = AS_THEY_ARE.get(kind.name)
    if own is not None:
        return lambda values: [
            each if type(each) is own or each is None else _written(kind, each) for each in values
        ]
    return lambda values: [None if each is None else _written(kind, each) for each in values]


def _of_words(kind: GraphQLEnumType) -> Write:
    """The words of an enum are few: each is written once."""
    known: dict[Enum | None, Any] = {None: None}

    def write(values: Iterable[Any]) -> Column:
        column = []
        for each in values:
            if each in known and (each is None or isinstance(each, Enum)):
                column.append(known[each])
                continue
            written = _written(kind, each)
            if isinstance(each, Enum):
                known[each] = written
            column.append(written)
        return column

    return write


def _written(kind: GraphQLLeafType, value: Any) -> Any:
    written = kind.coerce_output_value(value)
    if written is None or written is Undefined:
        raise TypeError(f"{kind.name} has no form for {value!r}")
    return written
