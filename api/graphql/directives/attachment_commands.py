"""Uploaded files by their opaque ids."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.or_none import or_none


def attachments(texts: Sequence[str] | None) -> tuple[UUID, ...]:
    return tuple(ids.decode(Kind.ATTACHMENT, text) for text in or_none(texts) or ())
