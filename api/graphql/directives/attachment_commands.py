"""Uploaded files by their opaque ids."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.runtime import ids
from api.graphql.runtime.given import given
from api.graphql.runtime.ids import Kind


def attachments(texts: Sequence[str] | None) -> tuple[UUID, ...]:
    return tuple(ids.decode(Kind.ATTACHMENT, text) for text in given(texts) or ())
