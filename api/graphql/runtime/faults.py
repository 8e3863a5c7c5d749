"""Errors as they go out: those that were meant for the caller, and faults, which are masked."""

from collections.abc import Iterable
from typing import Any, Final, cast
from uuid import UUID

from graphql import GraphQLError

from cascade.database import is_loss
from cascade.logger import Logger

LOG: Final = Logger(__name__)

UNAVAILABLE: Final = (
    "The database does not answer. Send it again; a mutation with the same key, for it may have "
    "been recorded."
)


def formatted(errors: Iterable[GraphQLError], correlation_id: UUID) -> list[dict[str, Any]]:
    """The errors as they go out. Faults are logged whole and told by their correlation id only."""
    return [_formatted(error, correlation_id) for error in errors]


def _formatted(error: GraphQLError, correlation_id: UUID) -> dict[str, Any]:
    formed = cast(dict[str, Any], error.formatted)
    original = error.original_error
    if original is None or not _is_fault(error):
        # What has no code of its own did not fit its type: a variable, an argument.
        formed["extensions"] = {"code": "BAD_USER_INPUT", **formed.get("extensions", {})}
        return formed
    if is_loss(original):
        LOG.warning("database lost", correlation_id=str(correlation_id), error=repr(original))
        formed["message"], formed["extensions"] = UNAVAILABLE, {"code": "DATABASE_UNAVAILABLE"}
        return formed
    LOG.error(
        "fault in a resolver",
        correlation_id=str(correlation_id),
        path=error.path,
        exc_info=original,
    )
    formed["message"] = f"Something went wrong here. Its correlation id is {correlation_id}."
    formed["extensions"] = {"code": "INTERNAL", "correlationId": str(correlation_id)}
    return formed


def _is_fault(error: GraphQLError) -> bool:
    """Errors of the request carry no path; errors meant for the caller were raised as such."""
    original = error.original_error
    if error.path is None:
        return False
    return original is not None and not isinstance(original, GraphQLError)
