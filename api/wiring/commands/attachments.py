"""Uploaded files by their opaque ids."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql import ids
from api.graphql.ids import Kind
from api.graphql.inputs.given import given


def attachments(texts: Sequence[str] | None) -> tuple[UUID, ...]:
    return tuple(ids.decode(Kind.ATTACHMENT, text) for text in given(texts) or ())
