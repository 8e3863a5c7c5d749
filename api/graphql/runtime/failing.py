"""What becomes of an answer where one of its fields fails: ``onError``, a parameter of a request.

As the specification's proposal has it (graphql-spec, pull request 1163); a server that knows none
of it does what ``PROPAGATE`` says.
"""

from enum import StrEnum
from typing import Any

from graphql import Executor as Execution
from graphql import GraphQLError, GraphQLOutputType, GraphQLSchema, located_error
from graphql.execution.collect_fields import FieldDetails
from graphql.pyutils import Path


class OnError(StrEnum):
    """Where the null of a field that failed goes."""

    PROPAGATE = "PROPAGATE"
    """To the nearest place above that may be null, as ever."""
    NULL = "NULL"
    """Into the field itself, even where its type has no null: what is beside it stays."""
    HALT = "HALT"
    """Into all of the data: the first error is all that there is, and nothing more is begun."""


class _Halting(Execution[Any]):
    """Takes every place for one that may not be null."""

    def handle_field_error(
        self,
        raw_error: Exception,
        return_type: GraphQLOutputType,
        field_details_list: list[FieldDetails],
        path: Path,
    ) -> None:
        nodes = [each.node for each in field_details_list]
        raise located_error(raw_error, nodes, path.as_list())


def execution_by(
    on_error: OnError, schema: GraphQLSchema, *arguments: Any, **named: Any
) -> Execution[Any] | list[GraphQLError]:
    """As the library's ``Executor.build``."""
    kind = _Halting if on_error is OnError.HALT else Execution
    execution = kind.build(schema, *arguments, **named)
    if isinstance(execution, Execution) and on_error is OnError.NULL:
        execution.error_propagation = False
    return execution
