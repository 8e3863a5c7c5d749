"""Errors that a caller is meant to read. Every other exception is masked."""

from typing import Final

from graphql import GraphQLError

NO_ORGANISATION: Final = (
    "No organisation is founded here yet: whoever runs the service does it with `cascade init`."
)


def request_error(code: str, message: str, **details: object) -> GraphQLError:
    """A GraphQL error with a stable upper-case ``extensions.code`` for programs."""
    return GraphQLError(message, extensions={"code": code, **details})


def no_organisation() -> GraphQLError:
    """Of whatever is asked before there is anybody to ask about."""
    return request_error("NO_ORGANISATION", NO_ORGANISATION)
