"""Errors that a caller is meant to read. Every other exception is masked."""

from graphql import GraphQLError


def request_error(code: str, message: str, **details: object) -> GraphQLError:
    """A GraphQL error with a stable upper-case ``extensions.code`` for programs."""
    return GraphQLError(message, extensions={"code": code, **details})
